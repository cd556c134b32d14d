package niangjia.help.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.help.Alongside;
import niangjia.help.queries.Board;
import niangjia.site.PageModel;

/** The living part of the workbench, asked for every few seconds. */
public record BoardNow(
        List<Board.Card> mine, Board.Columns columns, Map<UUID, Alongside.Part> beside)
        implements PageModel {

    @Override
    public String template() {
        return "help/board-now";
    }
}
