package niangjia.help.web;

import java.util.List;
import niangjia.help.OnHome;
import niangjia.help.queries.Numbers;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * The first page: one sentence, one button, and who would answer.
 *
 * @param text what she had typed, if it comes back
 * @param place the place that her browser remembers, or null
 * @param parts what other promises show here
 */
public record HomePage(
        String text,
        @Nullable String mistake,
        @Nullable Place place,
        List<SeatHeld> people,
        Numbers.@Nullable Sum numbers,
        boolean hasReceipt,
        List<OnHome.Part> parts)
        implements PageModel {

    public static final List<String> CHIPS =
            List.of("violence", "work", "children", "produce", "counselling", "training");

    @Override
    public String template() {
        return "help/home";
    }
}
