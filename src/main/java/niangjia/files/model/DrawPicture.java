package niangjia.files.model;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import niangjia.files.FileKind;
import niangjia.shared.Refused;

/**
 * Draws a picture anew: its pixels, upright and at most {@value #LONG_SIDE} on the long side, and
 * nothing else that came along. Its size is read from its head and bounded before a pixel is
 * decoded.
 */
public final class DrawPicture {

    static final int LONG_SIDE = 2048;
    static final int SMALL_SIDE = 360;

    /** A telephone's camera has up to 50 million; what is kept whole while decoding, less. */
    private static final long MOST_PIXELS = 52_000_000;

    private static final long MOST_KEPT_WHOLE = 17_000_000;
    private static final int MOST_SCANS = 200;

    /** Of a picture of millions of pixels only so many are ever held. */
    private static final int DECODED_SIDE = 2 * LONG_SIDE;

    /** A drawing or a picture of a screen stays sharp as PNG; a photograph is far larger so. */
    private static final int LARGEST_PNG = 3 << 20;

    private DrawPicture() {}

    /**
     * @throws Refused if it is not what it begins as, is broken, or is too large
     */
    public static Made of(HandedIn what, byte[] file, int nth) {
        Head head = Head.of(what, file);
        if (!head.ended()) {
            throw Refused.field("file", "files.refused.broken", nth);
        }
        BufferedImage upright = upright(decoded(what, file, head, nth), head.turned());
        boolean png = what == HandedIn.PNG;
        byte[] whole = png ? png(upright) : new byte[0];
        if (!png || whole.length > LARGEST_PNG) {
            png = false;
            whole = jpeg(upright, 0.85f);
        }
        return Made.of(
                png ? FileKind.PNG : FileKind.JPEG,
                upright.getWidth(),
                upright.getHeight(),
                1,
                whole,
                jpeg(within(upright, SMALL_SIDE), 0.8f));
    }

    private static BufferedImage decoded(HandedIn what, byte[] file, Head head, int nth) {
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(what.name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            throw new IllegalStateException("no reader of " + what);
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            long width = reader.getWidth(0);
            long height = reader.getHeight(0);
            boolean keptWhole = what == HandedIn.WEBP || head.progressive();
            if (width * height > (keptWhole ? MOST_KEPT_WHOLE : MOST_PIXELS)
                    || head.progressive() && head.scans() > MOST_SCANS) {
                throw Refused.field("file", "files.refused.pixels", nth);
            }
            int every = Math.ceilDiv((int) Math.max(width, height), DECODED_SIDE);
            ImageReadParam some = reader.getDefaultReadParam();
            some.setSourceSubsampling(every, every, 0, 0);
            return within(reader.read(0, some), LONG_SIDE);
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof Refused refused) {
                throw refused;
            }
            // Readers answer a hostile file with any exception.
            throw Refused.field("file", "files.refused.broken", nth);
        } finally {
            reader.dispose();
        }
    }

    /** In plain colours, at most so long; never larger than it was. */
    private static BufferedImage within(BufferedImage picture, int side) {
        BufferedImage now = picture;
        while (true) {
            int longest = Math.max(now.getWidth(), now.getHeight());
            // By halves, so that no pixel is passed over.
            double by = Math.max(0.5, Math.min(1, (double) side / longest));
            int width = Math.max(1, (int) Math.round(now.getWidth() * by));
            int height = Math.max(1, (int) Math.round(now.getHeight() * by));
            if (now != picture && by == 1) {
                return now;
            }
            var next = new BufferedImage(width, height, plain(picture));
            Graphics2D pen = next.createGraphics();
            pen.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(now, 0, 0, width, height, null);
            pen.dispose();
            now = next;
        }
    }

    private static int plain(BufferedImage picture) {
        return picture.getColorModel().hasAlpha()
                ? BufferedImage.TYPE_INT_ARGB
                : BufferedImage.TYPE_INT_RGB;
    }

    private static BufferedImage upright(BufferedImage picture, int turned) {
        int w = picture.getWidth();
        int h = picture.getHeight();
        AffineTransform turn =
                switch (turned) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
                    case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
                    default -> new AffineTransform();
                };
        if (turn.isIdentity()) {
            return picture;
        }
        boolean onItsSide = turned >= 5;
        var next = new BufferedImage(onItsSide ? h : w, onItsSide ? w : h, plain(picture));
        Graphics2D pen = next.createGraphics();
        pen.drawImage(picture, turn, null);
        pen.dispose();
        return next;
    }

    private static byte[] png(BufferedImage picture) {
        return written(picture, "png", -1);
    }

    /** What shone through becomes white. */
    public static byte[] jpeg(BufferedImage picture, float quality) {
        BufferedImage solid = picture;
        if (picture.getType() != BufferedImage.TYPE_INT_RGB) {
            solid =
                    new BufferedImage(
                            picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = solid.createGraphics();
            pen.drawImage(picture, 0, 0, java.awt.Color.WHITE, null);
            pen.dispose();
        }
        return written(solid, "jpeg", quality);
    }

    /** Without metadata: the writer is given none. */
    private static byte[] written(BufferedImage picture, String format, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (quality > 0) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(quality);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A little picture of something that was drawn. */
    public static byte[] small(BufferedImage drawn) {
        return jpeg(within(drawn, SMALL_SIDE), 0.8f);
    }
}
