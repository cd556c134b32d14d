package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A line of the workbench's menu, contributed as a bean by the module that owns the page.
 *
 * @param order from top to bottom within its group
 * @param text the key of its text
 * @param href where it leads; also marks the entry as current on that page and those below it
 * @param count asked once a page for the number beside the text, none shown where it is 0; null
 *     where nothing is counted
 * @param alarming the number is shown in red
 * @param shown whether who is looking sees the entry at all
 */
public record MenuEntry(
        int order,
        Group group,
        String text,
        String href,
        @Nullable ToIntFunction<HttpServletRequest> count,
        boolean alarming,
        Predicate<HttpServletRequest> shown) {

    /** The parts of the menu, in their order. */
    public enum Group {
        WORK,
        NET,
        INSIGHT
    }

    public static MenuEntry of(int order, Group group, String text, String href) {
        return new MenuEntry(order, group, text, href, null, false, request -> true);
    }

    public MenuEntry counting(ToIntFunction<HttpServletRequest> counter) {
        return new MenuEntry(order, group, text, href, counter, alarming, shown);
    }

    public MenuEntry inRed() {
        return new MenuEntry(order, group, text, href, count, true, shown);
    }

    public MenuEntry onlyIf(Predicate<HttpServletRequest> condition) {
        return new MenuEntry(order, group, text, href, count, alarming, condition);
    }
}
