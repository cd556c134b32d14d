package niangjia.contact.web;

import java.util.List;
import niangjia.access.ReceiptCode;
import niangjia.network.Place;
import niangjia.site.PageModel;
import niangjia.site.QrSquares;

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

    /** The code's dark squares as one path, in a square of {@link #side()}. */
    public String squares() {
        return QrSquares.of(link).path();
    }

    public int side() {
        return QrSquares.of(link).side();
    }
}
