package niangjia.help.web;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Back to her request with the code of her receipt. */
public record CodePage(String typed, @Nullable String mistake) implements PageModel {

    @Override
    public String template() {
        return "help/code";
    }
}
