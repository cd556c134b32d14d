package niangjia.files.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a picture says of itself that counts for drawing it: how the camera was held (Exif 2.32, tag
 * 0x0112), and of a JPEG (ITU T.81) how much work it is.
 *
 * @param turned 1 to 8, as Exif counts; 1 stands upright
 * @param progressive it comes in several scans, and is kept whole until the last one
 * @param scans how often its pixels are gone over
 * @param ended false: cut off
 */
public record Head(int turned, boolean progressive, int scans, boolean ended) {

    private static final Head PLAIN = new Head(1, false, 1, true);
    private static final byte[] EXIF = "Exif\0\0".getBytes(ISO_8859_1);
    private static final int MOST_FIELDS = 500;

    public static Head of(HandedIn what, byte[] file) {
        try {
            return switch (what) {
                case JPEG -> jpeg(file);
                case PNG -> chunks(file, 8, "eXIf", ByteOrder.BIG_ENDIAN);
                case WEBP -> chunks(file, 12, "EXIF", ByteOrder.LITTLE_ENDIAN);
                case PDF, HEIC, OTHER -> PLAIN;
            };
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException e) {
            return new Head(1, false, 1, false);
        }
    }

    private static Head jpeg(byte[] file) {
        int turned = 1;
        boolean progressive = false;
        int colours = 0;
        int at = 2;
        while (true) {
            if ((file[at] & 0xff) != 0xff) {
                throw new IllegalArgumentException("no marker");
            }
            int marker = file[at + 1] & 0xff;
            if (marker == 0xff) {
                at++;
                continue;
            }
            int length = (file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff;
            if (marker == 0xda) {
                // A scan for each colour: the whole picture is kept until the last one.
                progressive |= file[at + 4] < colours;
                break;
            }
            if (marker == 0xe1 && begins(file, at + 4, EXIF)) {
                turned = turned(ByteBuffer.wrap(file, at + 10, length - 8).slice());
            }
            if (marker >= 0xc0
                    && marker <= 0xcf
                    && marker != 0xc4
                    && marker != 0xc8
                    && marker != 0xcc) {
                progressive |= (marker & 3) == 2;
                colours = file[at + 9];
            }
            at += 2 + length;
        }
        int scans = 0;
        boolean ended = false;
        // Within a scan these two bytes never stand next to each other but as a marker.
        for (int i = at; i + 1 < file.length; i++) {
            if (file[i] == (byte) 0xff) {
                scans += file[i + 1] == (byte) 0xda ? 1 : 0;
                ended |= file[i + 1] == (byte) 0xd9;
            }
        }
        return new Head(turned, progressive, scans, ended);
    }

    private static Head chunks(byte[] file, int from, String wanted, ByteOrder order) {
        boolean png = order == ByteOrder.BIG_ENDIAN;
        ByteBuffer bytes = ByteBuffer.wrap(file).order(order).position(from);
        while (bytes.remaining() >= 8) {
            int length;
            byte[] name = new byte[4];
            if (png) {
                length = bytes.getInt();
                bytes.get(name);
            } else {
                bytes.get(name);
                length = bytes.getInt();
            }
            if (length < 0 || length > bytes.remaining()) {
                return PLAIN;
            }
            if (new String(name, ISO_8859_1).equals(wanted)) {
                int skip = begins(file, bytes.position(), EXIF) ? EXIF.length : 0;
                return new Head(
                        turned(bytes.slice(bytes.position() + skip, length - skip)),
                        false,
                        1,
                        true);
            }
            bytes.position(
                    Math.min(bytes.limit(), bytes.position() + length + (png ? 4 : length % 2)));
        }
        return PLAIN;
    }

    /** What cannot be read is taken as upright. */
    private static int turned(ByteBuffer tiff) {
        try {
            tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int fields = tiff.getInt(4);
            int count = Math.min(MOST_FIELDS, tiff.getShort(fields) & 0xffff);
            for (int i = 0; i < count; i++) {
                int field = fields + 2 + 12 * i;
                if (tiff.getShort(field) == 0x0112) {
                    int turned = tiff.getShort(field + 8);
                    return turned >= 1 && turned <= 8 ? turned : 1;
                }
            }
            return 1;
        } catch (IndexOutOfBoundsException broken) {
            return 1;
        }
    }

    private static boolean begins(byte[] file, int at, byte[] with) {
        for (int i = 0; i < with.length; i++) {
            if (at + i >= file.length || file[at + i] != with[i]) {
                return false;
            }
        }
        return true;
    }
}
