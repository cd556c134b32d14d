package niangjia.cases.web;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import niangjia.cases.model.Gravity;
import niangjia.cases.model.Option;
import niangjia.cases.model.SafeWay;
import niangjia.cases.queries.CaseFile;
import niangjia.files.Attached;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A sealed matter at work.
 *
 * @param near those of her village and township are offered too, since she wishes it
 * @param act what she was about to do when it was refused, or empty
 * @param typed what she had typed then
 * @param preview to whom she is about to hand it: she sees first what goes along
 */
public record CasePage(
        CaseFile.View matter,
        List<Attached> files,
        List<CaseFile.Somebody> others,
        boolean near,
        LocalDate today,
        String act,
        String typed,
        String beside,
        @Nullable Refused mistake,
        CaseFile.@Nullable Somebody preview)
        implements PageModel {

    /** All that can be put to her; mediation too, since only she can ask for it. */
    public List<Option> options() {
        return Arrays.asList(Option.values());
    }

    public List<Gravity> gravities() {
        return Arrays.asList(Gravity.values());
    }

    public List<Option.State> states(Option option) {
        return Arrays.stream(Option.State.values())
                .filter(state -> option != Option.MEDIATION || state != Option.State.OFFERED)
                .toList();
    }

    /** In the agreed way only where one was agreed. */
    public List<SafeWay> safeWays() {
        return Arrays.stream(SafeWay.values())
                .filter(way -> way != SafeWay.AGREED_WAY || matter.reach() != null)
                .toList();
    }

    public CaseFile.@Nullable Choice chosen(Option option) {
        return matter.options().stream()
                .filter(choice -> choice.what().equals(option.name()))
                .findFirst()
                .orElse(null);
    }

    /** What came back into the field of this act. */
    public String typed(String which) {
        return act.equals(which) ? typed : "";
    }

    public boolean wrong(String field, String which) {
        return mistake != null && act.equals(which) && mistake.field().equals(field);
    }

    /** Where the field is that has to be mended. */
    public String at() {
        return mistake == null || mistake.field().isEmpty() ? "" : act + "-" + mistake.field();
    }

    @Override
    public String template() {
        return "cases/case";
    }
}
