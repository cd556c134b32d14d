package niangjia.help.web;

import niangjia.help.queries.Board;
import niangjia.site.PageModel;

/** The living part of the page of requests, asked for every few seconds. */
public record ColumnsNow(Board.Columns columns) implements PageModel {

    @Override
    public String template() {
        return "help/columns-now";
    }
}
