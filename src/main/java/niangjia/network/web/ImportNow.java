package niangjia.network.web;

import niangjia.site.PageModel;

/** The part of an import's page that follows the work. */
public record ImportNow(ImportPage page) implements PageModel {

    @Override
    public String template() {
        return "network/importNow";
    }
}
