package niangjia.database;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's own programs, unpacked: {@code bin/postgres}, {@code bin/initdb} and what they load.
 */
record Binaries(Path home) {

    /**
     * Unpacks them below the folder, once for each version.
     *
     * @throws IllegalStateException if the program brings none for this system
     */
    static Binaries in(Path folder, String version) throws IOException {
        Path home = folder.resolve(version);
        if (!Files.isDirectory(home)) {
            Files.createDirectories(folder);
            Path draft =
                    Files.createDirectory(
                            folder.resolve(
                                    version
                                            + "."
                                            + HexFormat.of().formatHex(DataFolder.random(8))
                                            + DataFolder.DRAFT));
            try (InputStream archive = archive()) {
                unpack(archive, draft);
            }
            try {
                DataFolder.publish(draft, home);
            } catch (FileSystemException e) {
                if (!Files.isDirectory(home)) {
                    throw e;
                }
                // Somebody else was faster; what they unpacked is the same.
                DataFolder.remove(draft);
            }
        }
        return new Binaries(home);
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static InputStream archive() {
        String system =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac")
                        ? "darwin"
                        : "linux";
        String processor =
                switch (System.getProperty("os.arch")) {
                    case "aarch64", "arm64" -> "arm_64";
                    default -> "x86_64";
                };
        String name = "/postgres-" + system + "-" + processor + ".txz";
        InputStream archive = Binaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new IllegalStateException(
                    "This build brings no PostgreSQL for "
                            + system
                            + " on "
                            + processor
                            + ": name a server with SPRING_DATASOURCE_URL.");
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException(
                            "the archive points outside of itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                    Files.setPosixFilePermissions(file, permissions(0755));
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(file, target.resolve(entry.getLinkName()));
                } else {
                    try (var channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
                        tar.transferTo(Channels.newOutputStream(channel));
                        channel.force(true);
                    }
                    Files.setPosixFilePermissions(file, permissions(entry.getMode() | 0444));
                }
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & 0400 >> bit) != 0) {
                permissions.add(all[bit]);
            }
        }
        return permissions;
    }
}
