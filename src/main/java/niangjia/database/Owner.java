package niangjia.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * As whom the server runs. PostgreSQL refuses the superuser of the machine; for him it is started
 * as nobody, who can write nothing but the cluster, or, where nobody cannot come through to it, in
 * a user namespace of its own, where it still owns the superuser's files.
 *
 * @param command what stands before every command line
 * @param number the user to whom the cluster must belong, or {@link #SAME}
 */
record Owner(List<String> command, int number) {

    static final int SAME = -1;

    private static final int NOBODY = 65534;

    private static final Owner OURSELVES = new Owner(List.of(), SAME);
    static final Owner IN_A_NAMESPACE = new Owner(List.of("unshare", "-U"), 0);
    static final Owner AS_NOBODY =
            new Owner(
                    List.of(
                            "setpriv",
                            "--reuid=" + NOBODY,
                            "--regid=" + NOBODY,
                            "--clear-groups",
                            "--"),
                    NOBODY);

    static final List<Owner> WAYS = List.of(AS_NOBODY, IN_A_NAMESPACE);

    /** The first way that works here; the folder is where the cluster will lie. */
    static Owner of(List<Owner> ways, DataFolder folder, Binaries binaries)
            throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return OURSELVES;
        }
        for (Owner owner : ways) {
            if (owner.canWorkIn(folder, binaries)) {
                return owner;
            }
        }
        throw new IllegalStateException(
                "PostgreSQL does not run as root, and neither unshare nor setpriv can step down"
                        + " from it for "
                        + folder.path()
                        + ": start the program as another user.");
    }

    List<String> runs(List<String> words) {
        return Stream.concat(command.stream(), words.stream()).toList();
    }

    List<String> runs(String... words) {
        return runs(List.of(words));
    }

    /** Makes the tree his who runs the server. */
    void take(Path tree) throws IOException {
        if (number == SAME || (int) Files.getAttribute(tree, "unix:uid") == number) {
            return;
        }
        List<Path> files;
        try (var walk = Files.walk(tree)) {
            files = new ArrayList<>(walk.toList());
        }
        // The root of the tree last: as long as it is not his, an interrupted change is taken up
        // again.
        for (Path file : files.reversed()) {
            Files.setAttribute(file, "unix:uid", number, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private boolean canWorkIn(DataFolder folder, Binaries binaries)
            throws IOException, InterruptedException {
        Path probe = folder.path().resolve("probe" + DataFolder.DRAFT);
        Files.deleteIfExists(probe);
        Files.createFile(probe);
        try {
            if (number == NOBODY) {
                // He must come through to his own folders; the names in it stay hidden from him.
                Files.setPosixFilePermissions(
                        folder.path(), PosixFilePermissions.fromString("rwx--x--x"));
            }
            take(probe);
            Process trial =
                    new ProcessBuilder(
                                    runs(
                                            "sh",
                                            "-c",
                                            "test $(id -u) != 0 && test -w \"$1\" && exec \"$0\" --version",
                                            binaries.program("postgres"),
                                            probe.toString()))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return trial.waitFor(20, TimeUnit.SECONDS) && trial.exitValue() == 0;
        } catch (IOException e) {
            // The command is not on this machine.
            return false;
        } finally {
            Files.deleteIfExists(probe);
        }
    }
}
