package niangjia.cases.web;

import java.util.UUID;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Who is not the holder says first why she opens it. */
public record ReasonPage(UUID id, String typed, @Nullable Refused mistake) implements PageModel {

    @Override
    public String template() {
        return "cases/reason";
    }
}
