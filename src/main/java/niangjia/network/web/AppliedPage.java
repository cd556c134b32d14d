package niangjia.network.web;

import niangjia.network.queries.ReadSettings;
import niangjia.site.PageModel;

/** What became of an application. */
public record AppliedPage(ReadSettings.Answered application) implements PageModel {

    @Override
    public String template() {
        return "network/applied";
    }
}
