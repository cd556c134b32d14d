package niangjia.files.outside;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import niangjia.files.model.Store;

/** A folder of this machine, open to its owner only; a file is there whole or not at all. */
final class FolderStore implements Store {

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;

    FolderStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public void put(String name, byte[] bytes) {
        Path shelf = shelf(name);
        try {
            if (!Files.isDirectory(shelf)) {
                Files.createDirectories(shelf, OWNERS_FOLDER);
                force(folder);
            }
            Path draft = shelf.resolve(name + "." + UUID.randomUUID() + ".draft");
            try {
                try (var channel =
                        FileChannel.open(draft, Set.of(WRITE, CREATE_NEW), OWNERS_FILE)) {
                    ByteBuffer rest = ByteBuffer.wrap(bytes);
                    while (rest.hasRemaining()) {
                        channel.write(rest);
                    }
                    channel.force(true);
                }
                Files.move(draft, shelf.resolve(name), ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            force(shelf);
        } catch (IOException full) {
            throw new Away(full);
        }
    }

    @Override
    public Optional<byte[]> get(String name) {
        try {
            return Optional.of(Files.readAllBytes(shelf(name).resolve(name)));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new Away(unreadable);
        }
    }

    @Override
    public void delete(String name) {
        try {
            Files.deleteIfExists(shelf(name).resolve(name));
        } catch (IOException stays) {
            throw new Away(stays);
        }
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    /** By the last two letters of the id, which are random: no folder grows too large. */
    private Path shelf(String name) {
        if (!name.matches("[0-9a-f-]{36}(-small)?")) {
            throw new IllegalArgumentException("not a name of ours: " + name);
        }
        return folder.resolve(name.substring(34, 36));
    }
}
