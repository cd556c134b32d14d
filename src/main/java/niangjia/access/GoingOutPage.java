package niangjia.access;

import niangjia.site.PageModel;

/** She is about to go to the organisation's provider to begin with her link. */
public record GoingOutPage(String name, String back) implements PageModel {

    @Override
    public String template() {
        return "access/going-out";
    }
}
