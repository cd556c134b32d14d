package niangjia.network.web;

import java.util.List;
import niangjia.network.model.ImportReport;
import niangjia.network.queries.ReadImports.Finding;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Bad lines of a file, or those that rename, page by page.
 *
 * @param after the last line shown, where there are more
 */
public record ImportLinesPage(
        ImportReport report, boolean bad, List<Finding> lines, @Nullable Integer after)
        implements PageModel {

    @Override
    public String template() {
        return "network/importLines";
    }

    public String back() {
        return "/workbench/network/import/" + report.id();
    }
}
