package niangjia.help.web;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Link or code was right; now her word. The page says nothing of what it opens. */
public record WordPage(String token, @Nullable String mistake) implements PageModel {

    @Override
    public String template() {
        return "help/word";
    }
}
