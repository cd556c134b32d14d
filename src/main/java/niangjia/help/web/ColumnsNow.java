package niangjia.help.web;

import java.util.Map;
import java.util.UUID;
import niangjia.help.Alongside;
import niangjia.help.queries.Board;
import niangjia.site.PageModel;

/** The living part of the page of requests, asked for every few seconds. */
public record ColumnsNow(Board.Columns columns, Map<UUID, Alongside.Part> beside)
        implements PageModel {

    @Override
    public String template() {
        return "help/columns-now";
    }
}
