package niangjia.help.web;

import java.util.List;
import niangjia.help.queries.Board;
import niangjia.site.PageModel;

/** The living part of the workbench, asked for every few seconds. */
public record BoardNow(List<Board.Card> mine, Board.Columns columns) implements PageModel {

    @Override
    public String template() {
        return "help/board-now";
    }
}
