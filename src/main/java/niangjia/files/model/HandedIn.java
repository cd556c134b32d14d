package niangjia.files.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * What a file is by its first bytes. Its name and what the browser says of it count for nothing;
 * whether it really is what it begins as shows when it is made anew.
 */
public enum HandedIn {
    JPEG,
    PNG,
    WEBP,
    PDF,
    /**
     * What newer telephones keep by themselves; it cannot be read here, and she is told the way.
     */
    HEIC,
    OTHER;

    public static HandedIn of(byte[] file) {
        String head = new String(file, 0, Math.min(16, file.length), ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (head.startsWith("%PDF-")) {
            return PDF;
        }
        return head.startsWith("ftyp", 4)
                        && head.substring(8).matches("(?s)(hei[cfmsx]|hev[cx]|mif1|msf1|avif).*")
                ? HEIC
                : OTHER;
    }
}
