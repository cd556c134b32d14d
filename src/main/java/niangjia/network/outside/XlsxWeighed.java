package niangjia.network.outside;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import niangjia.shared.Refused;

/**
 * Unpacks a workbook once into nothing, counting, before anything is built from it: what a zip says
 * about its own sizes may be a lie. Also refuses cells outside of any spreadsheet, for which a
 * reader would make room.
 */
final class XlsxWeighed {

    private static final int MOST_PARTS = 1000;
    private static final long LARGEST_PART = 600L << 20;
    private static final long LARGEST_TEXTS = 120L << 20;
    private static final long LARGEST_WHOLE = 1L << 30;

    /** From here on the ratio counts: small parts of zeros are no danger. */
    private static final long HARMLESS = 8L << 20;

    /** Sheets of villages shrink to a tenth; a bomb to a thousandth. */
    private static final long HIGHEST_RATIO = 150;

    private XlsxWeighed() {}

    static void orRefuse(Path file) throws IOException {
        try (var zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_PARTS) {
                throw bomb();
            }
            long whole = 0;
            Enumeration<? extends ZipEntry> parts = zip.entries();
            while (parts.hasMoreElements()) {
                whole += weigh(zip, parts.nextElement(), whole);
            }
        } catch (ZipException broken) {
            throw Refused.field("file", "network.import.refused.xlsx");
        }
    }

    private static long weigh(ZipFile zip, ZipEntry part, long before) throws IOException {
        boolean texts = part.getName().endsWith("sharedStrings.xml");
        long most = Math.min(texts ? LARGEST_TEXTS : LARGEST_PART, LARGEST_WHOLE - before);
        long packed = Math.max(1, part.getCompressedSize());
        boolean sheet = part.getName().contains("worksheets/");
        var addresses = new Addresses();
        long size = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream content = zip.getInputStream(part)) {
            int n;
            while ((n = content.read(buffer)) >= 0) {
                size += n;
                if (size > most || size > HARMLESS && size / packed > HIGHEST_RATIO) {
                    throw bomb();
                }
                if (sheet && !addresses.areFine(buffer, n)) {
                    throw Refused.field("file", "network.import.refused.xlsx");
                }
            }
        }
        return size;
    }

    private static Refused bomb() {
        return Refused.field("file", "network.import.refused.bomb");
    }

    /**
     * Follows the attribute r="B12" through the text of a sheet: a column has at most three
     * letters.
     */
    private static final class Addresses {

        private int state;
        private int letters;

        boolean areFine(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                int c = bytes[i];
                if (c == 0) {
                    continue;
                }
                boolean space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
                state =
                        switch (state) {
                            case 1 -> c == 'r' ? 2 : space ? 1 : 0;
                            case 2 -> c == '=' ? 3 : space ? 2 : 0;
                            case 3 -> c == '"' || c == '\'' ? 4 : space ? 3 : 0;
                            case 4 -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' ? 4 : 0;
                            default -> space ? 1 : 0;
                        };
                letters = state == 4 ? letters + 1 : 0;
                if (letters > 4) {
                    return false;
                }
            }
            return true;
        }
    }
}
