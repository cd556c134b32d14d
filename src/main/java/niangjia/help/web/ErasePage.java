package niangjia.help.web;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Asks once more before her words are erased.
 *
 * @param joined this phone also knows federations that she joined
 */
public record ErasePage(int at, boolean joined, @Nullable String mistake) implements PageModel {

    @Override
    public String template() {
        return "help/erase";
    }
}
