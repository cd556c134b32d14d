import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What it costs a request that the log is sealed: asking over HTTP in two programs, one as it is,
 * the other without sealing and without the column and index that sealing needs, in turns.
 */
final class Log {

    private static final int[] CLIENTS = {8, 32};

    private Log() {}

    static List<Bench.Row> run(Bench.Settings settings) throws Exception {
        List<Bench.Row> rows = new ArrayList<>();
        try (Program sealing = Program.start(Bench.folder("log"), true);
                Connection log = sealing.connect();
                Program without =
                        Program.start(
                                Bench.folder("log-without"),
                                true,
                                Map.of("NIANGJIA_SEAL_ON", "false"));
                Connection other = without.connect();
                var statement = other.createStatement()) {
            statement.execute("alter table records.entry drop column xid");
            AtomicLong answered = new AtomicLong();
            List<Ask.Place> places = Ask.places(log);
            List<Ask.Place> otherPlaces = Ask.places(other);
            Load.Clients on = client -> new Ask.OverHttp(sealing, places, answered);
            Load.Clients off = client -> new Ask.OverHttp(without, otherPlaces, new AtomicLong());
            Load.closed(sealing, 8, settings.warm(), on);
            Load.closed(without, 8, settings.warm(), off);
            for (int clients : CLIENTS) {
                double[] rate = new double[settings.rounds()];
                double[] bare = new double[settings.rounds()];
                double[] rateRatio = new double[settings.rounds()];
                double[] coreRatio = new double[settings.rounds()];
                for (int round = 0; round < settings.rounds(); round++) {
                    // Whoever comes second in one round comes first in the next.
                    boolean first = round % 2 == 0;
                    var one =
                            Load.closed(
                                    first ? sealing : without,
                                    clients,
                                    settings.window(),
                                    first ? on : off);
                    var two =
                            Load.closed(
                                    first ? without : sealing,
                                    clients,
                                    settings.window(),
                                    first ? off : on);
                    var with = first ? one : two;
                    var bareOne = first ? two : one;
                    rate[round] = with.rate();
                    bare[round] = bareOne.rate();
                    rateRatio[round] = with.rate() / bareOne.rate();
                    coreRatio[round] = with.perCore() / bareOne.perCore();
                    Bench.tell(
                            "%d clients: %.0f/s sealed, %.0f/s without; for a core %.0f and %.0f; %d failed",
                            clients,
                            with.rate(),
                            bareOne.rate(),
                            with.perCore(),
                            bareOne.perCore(),
                            with.failed() + bareOne.failed());
                }
                rows.add(
                        new Bench.Row(
                                Bench.said("asked while the log is sealed, %d clients", clients),
                                Bench.said(
                                        "%.0f/s; %.0f/s without",
                                        Load.median(rate), Load.median(bare)),
                                "0.85 of the rate without",
                                Bench.said(
                                        "%.2f (for a core: %.2f)",
                                        Load.median(rateRatio), Load.median(coreRatio))));
            }
            rows.add(behind(log, answered.get()));
        }
        return rows;
    }

    /** What the load left unsealed and untold, once the writer had five seconds more. */
    private static Bench.Row behind(Connection log, long asked) throws Exception {
        java.util.concurrent.TimeUnit.SECONDS.sleep(5);
        try (var statement = log.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                select (select count(*) from records.entry) - (select max(size) from records.root),
                                  (select count(*) from records.entry) - (select max(size) from records.witnessed)
                                """)) {
            rows.next();
            return new Bench.Row(
                    Bench.said("not sealed and not witnessed 5 s after %d requests", asked),
                    rows.getLong(1) + " and " + rows.getLong(2),
                    "0 and 0",
                    "");
        }
    }
}
