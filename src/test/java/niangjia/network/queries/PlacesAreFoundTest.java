package niangjia.network.queries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import niangjia.database.TestDatabase;
import niangjia.network.FoundPlace;
import niangjia.network.Typed;
import niangjia.shared.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A place is found while one types, however one types it. */
class PlacesAreFoundTest {

    private static final JdbcClient JDBC = TestDatabase.laidIn().jdbc();
    private static final FindPlaces FIND = new FindPlaces(JDBC);

    @Test
    void byTheBeginningOfItsNameWithThePathAbove() {
        FoundPlace found = first("召陵");
        assertThat(found.name()).isEqualTo("召陵区");
        assertThat(found.path()).isEqualTo("河南省 › 漯河市");
        assertThat(found.code()).isEqualTo("411104");
        assertThat(found.kind()).isEqualTo("county");
    }

    @Test
    void byAPartOfItsName() {
        assertThat(names("桥街街道")).contains("召陵区天桥街街道");
        assertThat(names("石桥")).contains("大石桥市");
    }

    @Test
    void byPinyinAsItIsReadAndAsItIsMisread() {
        assertThat(first("luohe").name()).isEqualTo("漯河市");
        assertThat(first("Luo He").name()).isEqualTo("漯河市");
        assertThat(first("shaoling").name()).isEqualTo("召陵区");
        assertThat(first("zhaoling").name()).isEqualTo("召陵区");
        assertThat(first("luan").name()).isEqualTo("六安市");
        assertThat(first("liuan").name()).isEqualTo("六安市");
        assertThat(names("Xi'anshi")).contains("西安市");
        assertThat(first("lüliang").name()).isEqualTo("吕梁市");
        assertThat(first("luliang").name()).isEqualTo("吕梁市");
    }

    @Test
    void byInitials() {
        assertThat(names("lhs")).contains("漯河市");
        assertThat(names("zlq")).contains("召陵区");
    }

    @Test
    void byCode() {
        assertThat(first("411104").name()).isEqualTo("召陵区");
        assertThat(first("411100").name()).isEqualTo("漯河市");
        assertThat(first("410000").name()).isEqualTo("河南省");
        assertThat(first("411104104000").name()).isEqualTo("召陵区");
        assertThat(names("411104104")).containsExactly("姬石镇");
        assertThat(names("4111")).startsWith("漯河市").contains("召陵区");
    }

    @Test
    void byWordsFromAboveToBelow() {
        assertThat(names("漯河 姬石")).containsExactly("姬石镇");
        assertThat(names("河南 姬")).contains("姬石镇").doesNotContain("姬塘镇");
        assertThat(names("河南 漯河 召陵 姬石")).containsExactly("姬石镇");
        assertThat(names("luohe jishi")).contains("姬石镇");
        assertThat(names("临颍 天桥街")).isEmpty();
        assertThat(names("召陵区 召陵区天桥")).containsExactly("召陵区天桥街街道");
    }

    @Test
    void theHigherStandsFirst() {
        assertThat(FIND.matching(Scope.everyone(), "河南", 12))
                .isSortedAccordingTo((a, b) -> a.depth() - b.depth());
        assertThat(first("河南").name()).isEqualTo("河南省");
        assertThat(FIND.matching(Scope.everyone(), "新", 7)).hasSize(7);
    }

    @Test
    void whatIsOnlyWalkedThroughIsNeverFound() {
        assertThat(names("市辖区")).isEmpty();
        assertThat(names("省直辖县级")).isEmpty();
        assertThat(FIND.matching(Scope.everyone(), "东莞市", 12))
                .extracting(FoundPlace::code)
                .containsExactly("4419");
        assertThat(first("南城街道").path()).doesNotContain("东莞市 › 东莞市");
    }

    @Test
    void whateverIsTypedFindsSomethingOrNothing() {
        var typed = new Typed(411104);
        for (int n = 0; n < 500; n++) {
            assertThat(FIND.matching(Scope.everyone(), typed.anything(), 12))
                    .hasSizeLessThanOrEqualTo(12);
        }
    }

    @Test
    void nothingTypedFindsNothing() {
        for (String nothing : List.of("", "  ", "%", "_", "'", "\\", "\u0000", "🙂")) {
            assertThat(names(nothing)).as(nothing).isEmpty();
        }
    }

    private static FoundPlace first(String typed) {
        return FIND.matching(Scope.everyone(), typed, 12).getFirst();
    }

    private static List<String> names(String typed) {
        return FIND.matching(Scope.everyone(), typed, 12).stream().map(FoundPlace::name).toList();
    }
}
