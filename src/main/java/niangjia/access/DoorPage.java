package niangjia.access;

import java.util.List;
import niangjia.network.SeatHeld;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * The door: a login and password, and in the demonstration seats to sit down in by one tap.
 *
 * @param provider what the organisation's own sign-in is called; none: there is none
 * @param seats none outside the demonstration
 */
public record DoorPage(
        String login,
        @Nullable String mistake,
        String sought,
        String host,
        @Nullable String provider,
        boolean demonstration,
        List<SeatHeld> seats)
        implements PageModel {

    @Override
    public String template() {
        return "access/door";
    }
}
