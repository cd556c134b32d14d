package niangjia.help.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.help.Alongside;
import niangjia.help.queries.Board;
import niangjia.network.Place;
import niangjia.site.PageModel;

/** The three columns of a branch. */
public record BoardPage(List<Place> path, Board.Columns columns, Map<UUID, Alongside.Part> beside)
        implements PageModel {

    @Override
    public String template() {
        return "help/board";
    }
}
