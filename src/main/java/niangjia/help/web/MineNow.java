package niangjia.help.web;

import niangjia.site.PageModel;

/** The living part of her page. */
public record MineNow(MinePage mine) implements PageModel {

    @Override
    public String template() {
        return "help/mine-now";
    }
}
