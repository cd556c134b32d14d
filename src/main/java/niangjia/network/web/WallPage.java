package niangjia.network.web;

import niangjia.network.queries.ReadUnits;
import niangjia.site.PageModel;
import niangjia.site.QrSquares;

/**
 * A sheet to print and hang on a wall.
 *
 * @param address the whole short address
 */
public record WallPage(ReadUnits.Version unit, String address) implements PageModel {

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
        return QrSquares.of(address).path();
    }

    public int side() {
        return QrSquares.of(address).side();
    }
}
