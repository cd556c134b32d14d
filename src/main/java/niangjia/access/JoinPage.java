package niangjia.access;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * An account opened with a link from above.
 *
 * @param again she has one already and gets it back
 * @param provider what the organisation's own sign-in is called; none: there is none
 */
public record JoinPage(
        String token,
        String knownAs,
        String place,
        boolean again,
        String login,
        @Nullable String provider,
        @Nullable String mistake,
        @Nullable String field)
        implements PageModel {

    @Override
    public String template() {
        return "access/join";
    }
}
