package niangjia.records.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import niangjia.records.model.Batch;
import niangjia.records.model.Witness;

/**
 * A folder with a file for each day, only ever appended to. Only the program's account may look
 * inside.
 *
 * @param server the files of the database that comes along; missing where it is another server
 */
record FolderWitness(Path folder, Path server) implements Witness {

    private static final String ENDING = ".log";

    @Override
    public void tell(Batch batch) throws IOException {
        boolean newFolder = !Files.isDirectory(folder);
        if (newFolder) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        Path file = folder.resolve(LocalDate.ofInstant(batch.at(), ZONE) + ENDING);
        boolean newFile = !Files.exists(file);
        try (var channel =
                FileChannel.open(
                        file,
                        Set.of(CREATE, READ, WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            channel.position(channel.size());
            ByteBuffer text =
                    ByteBuffer.wrap(
                            ((isTorn(channel) ? "\n" : "") + BatchText.of(batch)).getBytes(UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        }
        if (newFile) {
            keepName(folder);
        }
        if (newFolder) {
            keepName(folder.resolve(".."));
        }
    }

    /** A line that an interruption left without its end. */
    private static boolean isTorn(FileChannel channel) throws IOException {
        long size = channel.size();
        var last = ByteBuffer.allocate(1);
        return size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
    }

    /** So that a new name, too, outlives a power cut. */
    private static void keepName(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    @Override
    public void read(LocalDate from, Consumer<Batch> each) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> days;
        try (var files = Files.list(folder)) {
            days =
                    files.filter(file -> file.toString().endsWith(ENDING))
                            .filter(file ->
                                    file.getFileName().toString().compareTo(from.toString()) >= 0)
                            .sorted()
                            .toList();
        }
        for (Path day : days) {
            try (BufferedReader lines = Files.newBufferedReader(day)) {
                BatchText.read(lines, each);
            }
        }
    }

    @Override
    public Apart apart() {
        try {
            return Files.isDirectory(server)
                            && Files.isDirectory(folder)
                            && Files.getAttribute(server, "unix:uid")
                                    .equals(Files.getAttribute(folder, "unix:uid"))
                    ? Apart.SAME_ACCOUNT
                    : Apart.YES;
        } catch (IOException | UnsupportedOperationException unknown) {
            return Apart.SAME_ACCOUNT;
        }
    }
}
