package niangjia.files.outside;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import niangjia.files.FileKind;
import niangjia.files.model.Documents;
import niangjia.files.model.Made;
import niangjia.shared.Refused;

/**
 * Has each document drawn by a program of its own, {@link DrawDocument}, with so much memory and
 * time and no secret in its surroundings.
 */
final class DocumentsApart implements Documents {

    private static final int LARGEST_ANSWER = 24 << 20;
    private static final long SECONDS = DrawDocument.SECONDS + 10;

    private final List<String> command;

    /**
     * @param fonts where the program remembers which fonts the machine has
     */
    DocumentsApart(Path fonts) {
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx320m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
                        "-Dpdfbox.fontcache=" + fonts,
                        "-cp",
                        System.getProperty("java.class.path")));
        var here = DrawDocument.class.getResource("DrawDocument.class");
        if (here != null && here.toString().startsWith("jar:nested:")) {
            // Packed into one file, whose own launcher knows the way in.
            command.add("-Dloader.main=" + DrawDocument.class.getName());
            command.add("org.springframework.boot.loader.launch.PropertiesLauncher");
        } else {
            command.add(DrawDocument.class.getName());
        }
    }

    @Override
    public Made draw(byte[] pdf, int nth) {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process apart;
        try {
            apart = builder.start();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
        try {
            Thread.ofVirtual().start(() -> endInTime(apart));
            try (OutputStream in = apart.getOutputStream()) {
                in.write(pdf);
            } catch (IOException endedBefore) {
                // How it ended tells more.
            }
            byte[] answer = apart.getInputStream().readNBytes(LARGEST_ANSWER + 1);
            if (answer.length > LARGEST_ANSWER) {
                throw Refused.field("file", "files.refused.document", nth);
            }
            return switch (apart.waitFor()) {
                case DrawDocument.DRAWN -> read(answer);
                case DrawDocument.LOCKED ->
                        throw Refused.field("file", "files.refused.locked", nth);
                case DrawDocument.LONG ->
                        throw Refused.field("file", "files.refused.pages", nth, MOST_PAGES);
                default -> throw Refused.field("file", "files.refused.document", nth);
            };
        } catch (IOException broken) {
            throw Refused.field("file", "files.refused.document", nth);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Refused.field("file", "files.refused.busy");
        } finally {
            apart.destroyForcibly();
        }
    }

    private static void endInTime(Process apart) {
        try {
            if (!apart.waitFor(SECONDS, TimeUnit.SECONDS)) {
                apart.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            apart.destroyForcibly();
        }
    }

    private static Made read(byte[] answer) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(answer))) {
            int pages = in.readInt();
            int width = in.readInt();
            int height = in.readInt();
            byte[] small = in.readNBytes(in.readInt());
            byte[] whole = in.readNBytes(in.readInt());
            return Made.of(FileKind.PDF, width, height, pages, whole, small);
        }
    }
}
