package niangjia.access;

import niangjia.database.Demonstration;
import niangjia.site.Banner;
import niangjia.site.Look;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every page says so. */
@Component
class DemonstrationBanner implements Banner {

    private final Demonstration demonstration;

    DemonstrationBanner(Demonstration demonstration) {
        this.demonstration = demonstration;
    }

    @Override
    public @Nullable String text(Look look) {
        return demonstration.chosen() ? look.t("access.demonstration") : null;
    }
}
