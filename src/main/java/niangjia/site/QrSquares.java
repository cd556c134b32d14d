package niangjia.site;

import io.nayuki.qrcodegen.QrCode;

/**
 * A code (QR, ISO/IEC 18004) to be seen by a phone: its dark squares as one path.
 *
 * @param side of the square that the path is drawn in, with the quiet zone that readers need
 */
public record QrSquares(int side, String path) {

    private static final int MARGIN = 4;

    public static QrSquares of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + MARGIN)
                            .append(' ')
                            .append(y + MARGIN)
                            .append("h1v1h-1z");
                }
            }
        }
        return new QrSquares(code.size + 2 * MARGIN, path.toString());
    }
}
