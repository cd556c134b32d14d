package niangjia.relief.web;

import java.util.List;
import niangjia.relief.queries.ReadRelief;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Every line, masked. */
public record LedgerPage(ReadRelief.View view, List<ReadRelief.Line> lines, @Nullable String next)
        implements PageModel {

    @Override
    public String template() {
        return "relief/ledger";
    }
}
