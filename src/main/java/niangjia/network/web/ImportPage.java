package niangjia.network.web;

import java.util.List;
import niangjia.network.model.Columns;
import niangjia.network.model.ImportReport;
import niangjia.network.queries.ReadImports.Added;
import niangjia.network.queries.ReadImports.Finding;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param bad the first bad lines
 * @param renamed the first villages with another name in the file
 * @param died the work has not got on for so long that it never will
 */
public record ImportPage(
        ImportReport report,
        List<Added> added,
        List<Finding> bad,
        List<Finding> renamed,
        boolean died,
        Columns.Said said,
        @Nullable Mistake mistake)
        implements PageModel {

    @Override
    public String template() {
        return "network/import";
    }

    /** Its own address. */
    public String here() {
        return "/workbench/network/import/" + report.id();
    }

    public boolean underWay() {
        return report.state().isUnderWay() && !died;
    }

    /** Whether the file waits for a yes. */
    public boolean ready() {
        return report.state() == ImportReport.State.CHECKED && report.changesSomething()
                || report.state() == ImportReport.State.REFUSED
                        && report.checked() > 0
                        && report.changesSomething();
    }

    /** How much of the work under way is done, from 0 to 100. */
    public long percent() {
        long all =
                report.state() == ImportReport.State.LAYING
                        ? report.added() + report.renamed()
                        : report.read();
        long done = report.state() == ImportReport.State.LAYING ? report.laid() : report.checked();
        return all == 0 ? 0 : Math.min(100, done * 100 / all);
    }
}
