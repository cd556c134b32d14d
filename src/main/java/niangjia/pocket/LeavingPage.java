package niangjia.pocket;

import niangjia.site.PageModel;

/** She signs out, and her phone holds what nobody else has yet. */
public record LeavingPage() implements PageModel {

    @Override
    public String template() {
        return "pocket/leaving";
    }
}
