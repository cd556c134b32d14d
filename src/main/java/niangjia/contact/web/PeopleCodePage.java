package niangjia.contact.web;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Her code, where this phone holds no page of hers. */
public record PeopleCodePage(String typed, @Nullable String mistake) implements PageModel {

    @Override
    public String template() {
        return "contact/code";
    }
}
