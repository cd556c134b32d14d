package niangjia.help;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;

/** Pictures and documents as telephones and strangers send them, made on the spot. */
final class Pictures {

    private Pictures() {}

    /** The left half red, the right half green. */
    static BufferedImage drawn(int width, int height) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.setColor(Color.GREEN);
        pen.fillRect(width / 2, 0, width - width / 2, height);
        pen.dispose();
        return picture;
    }

    static byte[] jpeg(int width, int height) {
        return written(drawn(width, height), "jpeg");
    }

    static byte[] png(int width, int height) {
        return written(drawn(width, height), "png");
    }

    static byte[] written(BufferedImage picture, String format) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static BufferedImage read(byte[] picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a telephone takes it: where, when, with what, and how it was held; and a word beside. */
    static byte[] fromATelephone(byte[] jpeg, int held) {
        var exif = ByteBuffer.allocate(6 + 192);
        exif.put("Exif\0\0".getBytes(US_ASCII)).put("MM\0*".getBytes(US_ASCII)).putInt(8);
        exif.putShort((short) 4);
        field(exif, 0x010f, 2, 8, 62);
        field(exif, 0x0112, 3, 1, held << 16);
        field(exif, 0x0132, 2, 20, 70);
        field(exif, 0x8825, 4, 1, 90);
        exif.putInt(0);
        exif.put("Telefon\0".getBytes(US_ASCII)).put("2026:05:20 10:11:12\0".getBytes(US_ASCII));
        exif.putShort((short) 4);
        field(exif, 1, 2, 2, 'N' << 24);
        field(exif, 2, 5, 3, 144);
        field(exif, 3, 2, 2, 'E' << 24);
        field(exif, 4, 5, 3, 168);
        exif.putInt(0);
        for (int part : new int[] {27, 43, 12, 115, 25, 33}) {
            exif.putInt(part).putInt(1);
        }
        byte[] xmp =
                "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>hers</x:xmpmeta>"
                        .getBytes(US_ASCII);
        return joined(
                new byte[] {(byte) 0xff, (byte) 0xd8},
                segment(0xe1, exif.array()),
                segment(0xe1, xmp),
                segment(0xfe, "her house is the third".getBytes(US_ASCII)),
                java.util.Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static void field(ByteBuffer into, int tag, int type, int count, int value) {
        into.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    static byte[] segment(int marker, byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .array();
    }

    /** A PNG with a chunk of text before its pixels. */
    static byte[] pngThatSays(byte[] png, String said) {
        byte[] text = ("Comment\0" + said).getBytes(ISO_8859_1);
        return joined(
                java.util.Arrays.copyOf(png, 33),
                chunk("tEXt", text),
                java.util.Arrays.copyOfRange(png, 33, png.length));
    }

    static byte[] chunk(String name, byte[] content) {
        var crc = new CRC32();
        crc.update(name.getBytes(US_ASCII));
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name.getBytes(US_ASCII))
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    /** A few hundred bytes that say that they are this many pixels. */
    static byte[] pngThatClaims(int width, int height) {
        byte[] head =
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array();
        byte[] whole = png(4, 4);
        return joined(
                java.util.Arrays.copyOf(whole, 8),
                chunk("IHDR", head),
                java.util.Arrays.copyOfRange(whole, 33, whole.length));
    }

    /** The same for a JPEG: its height and width stand in the frame's header. */
    static byte[] jpegThatClaims(int width, int height) {
        byte[] whole = jpeg(16, 16);
        for (int i = 2; i < whole.length; i++) {
            if (whole[i] == (byte) 0xff && whole[i + 1] == (byte) 0xc0) {
                ByteBuffer.wrap(whole)
                        .putShort(i + 5, (short) height)
                        .putShort(i + 7, (short) width);
                return whole;
            }
        }
        throw new IllegalStateException("no frame");
    }

    static byte[] pdf(int pages) {
        try (var document = new PDDocument()) {
            for (int n = 0; n < pages; n++) {
                var page = new PDPage(PDRectangle.A6);
                document.addPage(page);
                var picture = JPEGFactory.createFromImage(document, drawn(40, 20));
                try (var pen = new PDPageContentStream(document, page)) {
                    pen.drawImage(picture, 20, 20, 200, 100);
                }
            }
            return saved(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] saved(PDDocument document) throws IOException {
        var bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] words(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
