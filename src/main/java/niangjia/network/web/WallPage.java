package niangjia.network.web;

import io.nayuki.qrcodegen.QrCode;
import niangjia.network.queries.ReadUnits;
import niangjia.site.PageModel;

/**
 * A sheet to print and hang on a wall.
 *
 * @param address the whole short address
 */
public record WallPage(ReadUnits.Version unit, String address) implements PageModel {

    private static final int MARGIN = 4;

    @Override
    public String template() {
        return "network/wall";
    }

    public String name() {
        return unit.name();
    }

    /**
     * The code's dark squares as one path, in a square of {@link #side()} with the quiet zone that
     * readers need.
     */
    public String squares() {
        QrCode code = QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
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
        return path.toString();
    }

    public int side() {
        return QrCode.encodeText(address, QrCode.Ecc.MEDIUM).size + 2 * MARGIN;
    }
}
