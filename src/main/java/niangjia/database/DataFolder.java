package niangjia.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which one installation keeps its files: the embedded server's, and whatever a
 * module asks a name for. Only its owner may look inside. A failing disk shows as {@link
 * UncheckedIOException}.
 */
public final class DataFolder {

    private static final int SHORTEST_MASTER = 32;

    private final Path path;
    private final String master;

    /** A folder whose secrets are random files of its own. */
    public DataFolder(Path path) {
        this(path, "");
    }

    /**
     * @param master what all secrets are derived from, so that several copies of the program share
     *     them, or empty
     */
    public DataFolder(Path path, String master) {
        if (!master.isEmpty() && master.length() < SHORTEST_MASTER) {
            throw new IllegalArgumentException(
                    "NIANGJIA_SECRET is too short: give at least "
                            + SHORTEST_MASTER
                            + " characters");
        }
        this.master = master;
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            this.path = path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Absolute, without links. */
    public Path path() {
        return path;
    }

    /** A place inside the folder; its parent exists, the file itself perhaps not. */
    public Path file(String name) {
        Path file = path.resolve(name).normalize();
        if (!file.startsWith(path) || file.equals(path)) {
            throw new IllegalArgumentException("outside the data folder: " + name);
        }
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** A folder inside the folder; it exists, and only its owner may look inside. */
    public Path folder(String name) {
        Path made = file(name);
        try {
            if (!Files.isDirectory(made)) {
                Files.createDirectories(
                        made,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }

    /**
     * The same bytes for the same name, for as long as the folder lives: drawn at random when first
     * asked for and kept in a file that only the owner can read, or derived from the master secret
     * (HKDF, RFC 5869) where there is one.
     */
    public synchronized byte[] secret(String name, int bytes) {
        if (!master.isEmpty()) {
            return derived(name, bytes);
        }
        String kept = kept("secrets/" + name, HexFormat.of().formatHex(random(bytes)));
        byte[] secret = HexFormat.of().parseHex(kept);
        if (secret.length != bytes) {
            throw new IllegalStateException(
                    "the secret " + name + " has " + secret.length + " bytes, asked for " + bytes);
        }
        return secret;
    }

    /** Whether a secret of this name was drawn before, or can be derived. */
    public boolean keeps(String secret) {
        return !master.isEmpty() || Files.exists(path.resolve("secrets").resolve(secret));
    }

    /**
     * What the named file says; if it is not there, it is made with these words, whole or not at
     * all.
     */
    synchronized String kept(String name, String words) {
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                keep(file, words);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void keep(Path file, String words) throws IOException {
        Path draft =
                file.resolveSibling(
                        file.getFileName() + "." + HexFormat.of().formatHex(random(8)) + DRAFT);
        try (var channel =
                FileChannel.open(
                        draft,
                        Set.of(WRITE, CREATE_NEW),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap((words + "\n").getBytes(UTF_8)));
            channel.force(true);
        }
        publish(draft, file);
    }

    /** The ending of what is not finished: a start removes what an earlier one could not finish. */
    static final String DRAFT = ".draft";

    /** Gives the finished draft its name, in one step that also outlives a power cut. */
    static void publish(Path draft, Path name) throws IOException {
        Files.move(draft, name, ATOMIC_MOVE);
        try (var folder = FileChannel.open(name.getParent(), READ)) {
            folder.force(true);
        }
    }

    /**
     * Removes what an earlier start left unfinished. Only for who holds the {@linkplain #lock
     * lock}.
     */
    void removeDrafts() throws IOException {
        for (Path folder : List.of(path, path.resolve("secrets"), path.resolve("postgres"))) {
            if (Files.isDirectory(folder)) {
                try (var files = Files.newDirectoryStream(folder, "*" + DRAFT)) {
                    for (Path draft : files) {
                        try {
                            remove(draft);
                        } catch (DirectoryNotEmptyException e) {
                            // Somebody is dying in it just now; the next start finds it quiet.
                        }
                    }
                }
            }
        }
    }

    static void remove(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        // Somebody who was interrupted here may still be clearing up behind us.
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
                            throws IOException {
                        Files.deleteIfExists(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /**
     * Makes this program the only one on the folder until it ends, however it ends; empty if
     * another one is.
     */
    Optional<Lock> lock() {
        // Asked first, since closing a second channel of this program would give up the first one's
        // lock.
        if (!Lock.HELD.add(path)) {
            return Optional.empty();
        }
        try {
            var channel = FileChannel.open(file("lock"), CREATE, WRITE);
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(
                        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
                return Optional.of(new Lock(path, channel));
            }
            channel.close();
            Lock.HELD.remove(path);
            return Optional.empty();
        } catch (IOException e) {
            Lock.HELD.remove(path);
            throw new UncheckedIOException(e);
        }
    }

    /** The process that holds the lock, as it wrote down; only for a message. */
    String holder() {
        try {
            return Files.readString(file("lock")).strip();
        } catch (IOException e) {
            return "?";
        }
    }

    /** Held until closed or until the program ends. */
    record Lock(Path path, FileChannel channel) implements AutoCloseable {

        private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                HELD.remove(path);
            }
        }
    }

    static byte[] random(int bytes) {
        byte[] drawn = new byte[bytes];
        new SecureRandom().nextBytes(drawn);
        return drawn;
    }

    private byte[] derived(String name, int bytes) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(master.getBytes(UTF_8))
                                    .thenExpand(("niangjia " + name).getBytes(UTF_8), bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
