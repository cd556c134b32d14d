package niangjia.contact.web;

import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import niangjia.access.ReceiptCode;
import niangjia.network.Place;
import niangjia.site.PageModel;

/**
 * What she takes along, shown once: her code and her private link, to be printed or read aloud.
 *
 * @param link the whole address
 */
public record SlipPage(List<Place> path, ReceiptCode code, String link) implements PageModel {

    @Override
    public String template() {
        return "contact/slip";
    }

    private static final int MARGIN = 4;

    /** The code's dark squares as one path, in a square of {@link #side()}. */
    public String squares() {
        QrCode square = QrCode.encodeText(link, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < square.size; y++) {
            for (int x = 0; x < square.size; x++) {
                if (square.getModule(x, y)) {
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
        return QrCode.encodeText(link, QrCode.Ecc.MEDIUM).size + 2 * MARGIN;
    }
}
