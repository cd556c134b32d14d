package niangjia.pocket;

import java.util.List;
import java.util.UUID;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Lines whose maker holds no seat any more.
 *
 * @param seats to whom they can be given
 * @param about the line that the mistake is about
 */
public record UndecidedPage(
        List<HandedIn.Line> lines,
        List<SeatHeld> seats,
        @Nullable UUID about,
        @Nullable String mistake)
        implements PageModel {

    @Override
    public String template() {
        return "pocket/undecided";
    }

    /** The text that names what the line is. */
    public String kind(HandedIn.Line line) {
        return HandedInPage.named(line);
    }
}
