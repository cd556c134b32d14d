import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Sends the same kind of work from several clients and measures. */
final class Load {

    /** What one client does over and over. */
    interface Work extends AutoCloseable {
        void once(Random random) throws Exception;

        @Override
        default void close() {}
    }

    interface Clients {
        Work client(int number) throws Exception;
    }

    /**
     * What came of a window.
     *
     * @param cpu seconds of the program and the database together
     * @param database the database's part of them
     */
    record Result(
            long done,
            long failed,
            double seconds,
            double cpu,
            double database,
            double p50,
            double p99) {
        double rate() {
            return done / seconds;
        }

        double perCore() {
            return done / cpu;
        }

        /** Where the time goes: of the program and of the database, for one. */
        String spent() {
            return Bench.said(
                    "%.0f + %.0f µs", (cpu - database) / done * 1e6, database / done * 1e6);
        }
    }

    /** Longer than any measurement. */
    private static final double HOURS = 36_000;

    private Load() {}

    /** Each client sends the next as soon as the last is answered. */
    static Result closed(Program program, int clients, double seconds, Clients work)
            throws Exception {
        return run(program, clients, seconds, 0, 0, work);
    }

    /** So often in all, each client the next as soon as its last is answered. */
    static Result times(Program program, int clients, long times, Clients work) throws Exception {
        return run(program, clients, HOURS, 0, times, work);
    }

    /**
     * Work comes due at a fixed rate, whoever is late; its time counts from when it was due, so
     * that a stall is not left out of the figures.
     */
    static Result open(Program program, int clients, double seconds, double rate, Clients work)
            throws Exception {
        return run(program, clients, seconds, rate, 0, work);
    }

    private static Result run(
            Program program, int clients, double seconds, double rate, long most, Clients work)
            throws Exception {
        long[][] times = new long[clients][];
        long[] failed = new long[clients];
        Thread[] threads = new Thread[clients];
        Work[] works = new Work[clients];
        for (int c = 0; c < clients; c++) {
            works[c] = work.client(c);
        }
        AtomicLong next = new AtomicLong();
        double before = program.cpuSeconds();
        double databaseBefore = program.databaseSeconds();
        long begin = System.nanoTime();
        long until = begin + (long) (seconds * 1e9);
        for (int c = 0; c < clients; c++) {
            int number = c;
            threads[c] =
                    Thread.ofPlatform()
                            .start(() -> {
                                Random random = new Random(20260101L + number);
                                long[] mine = new long[1 << 12];
                                int n = 0;
                                while (true) {
                                    long due = System.nanoTime();
                                    if (rate > 0) {
                                        due = begin + (long) (next.getAndIncrement() * 1e9 / rate);
                                        if (due >= until) {
                                            break;
                                        }
                                        for (long wait = due - System.nanoTime();
                                                wait > 0;
                                                wait = due - System.nanoTime()) {
                                            LockSupport.parkNanos(wait);
                                        }
                                    } else if (due >= until
                                            || most > 0 && next.getAndIncrement() >= most) {
                                        break;
                                    }
                                    try {
                                        works[number].once(random);
                                    } catch (Exception e) {
                                        if (failed[number]++ == 0) {
                                            System.err.println("  failed: " + e);
                                        }
                                        continue;
                                    }
                                    if (n == mine.length) {
                                        mine = Arrays.copyOf(mine, 2 * n);
                                    }
                                    mine[n++] = System.nanoTime() - due;
                                }
                                times[number] = Arrays.copyOf(mine, n);
                            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double took = (System.nanoTime() - begin) / 1e9;
        double cpu = program.cpuSeconds() - before;
        double database = program.databaseSeconds() - databaseBefore;
        for (Work w : works) {
            w.close();
        }
        long[] all = Arrays.stream(times).flatMapToLong(Arrays::stream).sorted().toArray();
        return new Result(
                all.length,
                Arrays.stream(failed).sum(),
                took,
                cpu,
                database,
                at(all, 0.50),
                at(all, 0.99));
    }

    /** In milliseconds. */
    private static double at(long[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]
                        / 1e6;
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length % 2 == 1
                ? sorted[sorted.length / 2]
                : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
    }
}
