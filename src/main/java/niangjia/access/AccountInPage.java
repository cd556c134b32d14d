package niangjia.access;

import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * The way into a woman's account: her telephone, then the code.
 *
 * @param asked a code is on its way, or would be
 * @param outbox the demonstration shows what it would have sent
 */
public record AccountInPage(
        String telephone,
        String code,
        boolean asked,
        boolean outbox,
        @Nullable String mistake,
        @Nullable String field)
        implements PageModel {

    public boolean wrong(String name) {
        return name.equals(field);
    }

    @Override
    public String template() {
        return "access/account-in";
    }
}
