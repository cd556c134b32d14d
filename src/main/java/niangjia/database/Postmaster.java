package niangjia.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says about the server that runs, or ran, on a cluster. Its lines:
 * process, folder, start, port, socket folder, address, shared memory, state.
 */
record Postmaster(Path cluster, long pid, int port, String state) {

    static Optional<Postmaster> of(Path cluster) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file(cluster));
            if (lines.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Postmaster(
                            cluster,
                            Long.parseLong(lines.getFirst().strip()),
                            lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0,
                            lines.size() > 7 ? lines.get(7).strip() : ""));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            // Seen while it is being written.
            return Optional.empty();
        }
    }

    boolean isReady() {
        return state.equals("ready");
    }

    /**
     * Whether that process still lives and is a server on this very cluster, not another program
     * with its number.
     */
    boolean isRunning() {
        List<String> words = words(pid);
        return words.contains(cluster.toString())
                && words.stream().anyMatch(word -> Path.of(word).endsWith("postgres"));
    }

    boolean isNumberOfAnotherProgram() {
        return pid > 0 && ProcessHandle.of(pid).isPresent() && !isRunning();
    }

    /**
     * Puts a number that nobody has in the place of the dead server's. PostgreSQL would take the
     * other program for a server and refuse to start. The file itself stays: by its shared memory
     * line PostgreSQL sees whether a process of the dead server is still at work.
     */
    void forgetNumber() throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(file(cluster)));
        lines.set(0, String.valueOf(NOBODY));
        Files.writeString(file(cluster), String.join("\n", lines) + "\n");
    }

    private static final int NOBODY = Integer.MAX_VALUE - 1;

    private static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    private static List<String> words(long pid) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0"));
        } catch (IOException e) {
            // No such process, or a system without /proc.
            return ProcessHandle.of(pid)
                    .map(process -> {
                        var words = new ArrayList<String>();
                        process.info().command().ifPresent(words::add);
                        process.info().arguments().ifPresent(more -> words.addAll(List.of(more)));
                        return List.copyOf(words);
                    })
                    .orElse(List.of());
        }
    }
}
