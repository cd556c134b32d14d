package niangjia.records.web;

import java.util.List;
import niangjia.records.tasks.Auditors;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Who audits right below, and who could. */
public record AuditorsPage(List<Auditors.Candidate> candidates, @Nullable Refused mistake)
        implements PageModel {

    public List<Auditors.Candidate> auditing() {
        return candidates.stream().filter(Auditors.Candidate::audits).toList();
    }

    public List<Auditors.Candidate> free() {
        return candidates.stream().filter(candidate -> !candidate.audits()).toList();
    }

    @Override
    public String template() {
        return "records/auditors";
    }
}
