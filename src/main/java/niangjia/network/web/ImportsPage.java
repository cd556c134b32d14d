package niangjia.network.web;

import java.util.List;
import niangjia.network.model.Columns;
import niangjia.network.model.ImportReport;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Where an operator hands in a file of villages, and the files of late. */
public record ImportsPage(List<ImportReport> latest, Columns.Said said, @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/imports";
    }
}
