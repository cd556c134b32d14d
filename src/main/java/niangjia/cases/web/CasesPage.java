package niangjia.cases.web;

import java.util.List;
import niangjia.cases.queries.CaseFile;
import niangjia.site.PageModel;

/** The matters that she is on; nothing is said of any. */
public record CasesPage(List<CaseFile.Line> lines) implements PageModel {

    @Override
    public String template() {
        return "cases/cases";
    }
}
