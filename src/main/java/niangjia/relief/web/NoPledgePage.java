package niangjia.relief.web;

import niangjia.site.PageModel;

/** This phone knows of no pledge. */
public record NoPledgePage() implements PageModel {

    @Override
    public String template() {
        return "relief/no-pledge";
    }
}
