package niangjia.access;

import java.util.List;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Her account itself: the telephone, where it is open, and deleting it. */
public record AccountSessionsPage(
        Residents.Facts facts, List<Open> sessions, @Nullable String mistake) implements PageModel {

    /** Where it is open. */
    public record Open(String device, java.time.Instant used, boolean here) {}

    /** The middle is left out: somebody may look over her shoulder. */
    public String telephone() {
        String all = facts.telephone();
        return all.substring(0, 3) + "****" + all.substring(7);
    }

    @Override
    public String template() {
        return "access/account-sessions";
    }
}
