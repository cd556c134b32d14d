package niangjia.cases.web;

import java.util.List;
import java.util.Map;
import niangjia.cases.model.HalfYear;
import niangjia.cases.model.Published;
import niangjia.site.Look;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * A half-year's counts, by province.
 *
 * @param shown none before the first half-year is over
 */
public record SealedNumbersPage(
        List<HalfYear> counted,
        @Nullable HalfYear shown,
        @Nullable Published published,
        Map<Short, String> provinces)
        implements PageModel {

    public List<Published.Row> rows() {
        return published == null ? List.of() : published.rows();
    }

    public String name(Published.Row row, Look look) {
        return look.named(provinces.getOrDefault(row.province(), String.valueOf(row.province())));
    }

    public String cell(@Nullable Integer amount, Look look) {
        return amount == null
                ? look.t("cases.numbers.untold")
                : look.t("cases.numbers.cell", amount);
    }

    @Override
    public String template() {
        return "cases/numbers";
    }
}
