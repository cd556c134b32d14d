package niangjia.relief.web;

import niangjia.relief.queries.ReadRelief;
import niangjia.site.PageModel;
import niangjia.site.QrSquares;

/** A sheet to print and hang up, with a code that leads to the page. */
public record NoticePage(ReadRelief.View view, String address, QrSquares code)
        implements PageModel {

    @Override
    public String template() {
        return "relief/notice";
    }
}
