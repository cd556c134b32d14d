package niangjia.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import niangjia.network.queries.ReadUnits;
import niangjia.network.tasks.Act;
import niangjia.network.tasks.AddSeat;
import niangjia.network.tasks.CloseUnit;
import niangjia.network.tasks.FillSeat;
import niangjia.network.tasks.FoldSums;
import niangjia.network.tasks.FoundUnit;
import niangjia.network.tasks.GoOnDuty;
import niangjia.network.tasks.LeaveSeat;
import niangjia.network.tasks.MoveUnit;
import niangjia.network.tasks.OpenTerm;
import niangjia.network.tasks.RecordFounding;
import niangjia.network.tasks.RenameUnit;
import niangjia.shared.Page;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Units come, change their name, move and close; what they were before is never lost. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class TheNetChangesByDayTest {

    private static final Act ACT =
            new Act("石妇字〔2026〕3号", LocalDate.of(2026, 3, 8), true, 13, 11, 60);

    @Autowired private Network network;
    @Autowired private ReadUnits units;
    @Autowired private FoundUnit foundUnit;
    @Autowired private RecordFounding recordFounding;
    @Autowired private RenameUnit renameUnit;
    @Autowired private MoveUnit moveUnit;
    @Autowired private CloseUnit closeUnit;
    @Autowired private OpenTerm openTerm;
    @Autowired private AddSeat addSeat;
    @Autowired private FillSeat fillSeat;
    @Autowired private LeaveSeat leaveSeat;
    @Autowired private GoOnDuty goOnDuty;
    @Autowired private FoldSums fold;
    @Autowired private JdbcClient jdbc;

    private final LocalDate today = LocalDate.now(java.time.Clock.system(WorkingTime.ZONE));

    @Test
    void aVillageThatMovesAndChangesItsNameIsFoundAsItWas() {
        Scope.Branch chair = chairOf("990101");
        Place from = place("990101101");
        Place to = place("990101102");
        LocalDate came = today.minusDays(40);
        LocalDate renamed = today.minusDays(20);
        LocalDate moved = today.minusDays(10);
        UnitId village =
                foundUnit.under(chair, from.id(), "village", "老井村", "990101101990", came, null);
        renameUnit.to(chair, village, "新井村", "", renamed);
        moveUnit.under(chair, village, to.id(), moved);

        assertThat(units.on(Scope.everyone(), village, came.minusDays(1)).orElseThrow().there())
                .isFalse();
        assertThat(nameOn(village, came)).isEqualTo("老井村");
        assertThat(nameOn(village, renamed)).isEqualTo("新井村");
        assertThat(belowOn(from, moved.minusDays(1))).contains("新井村");
        assertThat(belowOn(from, moved)).doesNotContain("新井村");
        assertThat(belowOn(from, came)).contains("老井村").doesNotContain("新井村");
        assertThat(belowOn(to, moved)).contains("新井村");
        assertThat(units.pathOn(Scope.everyone(), village, came))
                .extracting(ReadUnits.Named::name)
                .containsExactly("全国", "示例省", "示例市", "石桥县", "石桥镇", "老井村");
        assertThat(network.path(network.place(village).orElseThrow()))
                .extracting(Place::name)
                .containsExactly("全国", "示例省", "示例市", "石桥县", "青坪镇", "新井村");
    }

    @Test
    void aClosedUnitStaysAndPointsToWhoCarriesOn() {
        Scope.Branch chair = chairOf("990101");
        Place township = place("990101103");
        UnitId old =
                foundUnit.under(chair, township.id(), "village", "并村", "", today.minusDays(9), ACT);
        UnitId next =
                foundUnit.under(chair, township.id(), "village", "合村", "", today.minusDays(9), ACT);
        openTerm.of(chair, old, today.minusDays(8), 3, 1);
        SeatId seat = new SeatId(units.seats(chair, old).getFirst().id());
        fillSeat.with(chair, seat, "井大姐", "ELECTED", today.minusDays(8), true);
        closeUnit.with(chair, old, next, today);

        assertThat(network.place(old).orElseThrow().closed()).isTrue();
        assertThat(units.successors(Scope.everyone(), old))
                .extracting(ReadUnits.Named::id)
                .containsExactly(next.value());
        assertThat(units.before(Scope.everyone(), old))
                .extracting(ReadUnits.Held::knownAs)
                .containsExactly("井大姐");
        assertThat(network.seat(seat)).isEmpty();
        assertThat(belowOn(township, today)).doesNotContain("并村").contains("合村");
        assertThat(belowOn(township, today.minusDays(1))).contains("并村");
    }

    @Test
    void foundingOneUnitTouchesNoOtherRowOfTheTree() {
        Scope.Branch chair = chairOf("990101");
        Place township = place("990101104");
        foundUnit.under(chair, township.id(), "market", "独一处市场", "", today, ACT);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from network.unit u where u.xmin = (select xmin from network.unit where name = '独一处市场')")
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void nobodyChangesWhatIsNotBelowHer() {
        Scope.Branch township = chairOf("990101100");
        Place elsewhere = place("990101101");
        assertThatThrownBy(() -> renameUnit.to(township, elsewhere.id(), "别的镇", "", today))
                .isInstanceOf(NoSuchUnit.class);
        assertThatThrownBy(() -> closeUnit.with(township, township.unit(), township.unit(), today))
                .isInstanceOf(Refused.class)
                .hasMessage("network.refused.own-unit");
        Scope.Branch county = chairOf("990101");
        assertThatThrownBy(() ->
                        moveUnit.under(
                                county, place("990101100").id(), place("990101100").id(), today))
                .isInstanceOf(Refused.class);
    }

    @Test
    void sumsEqualARecountAfterRandomChanges() {
        Scope.Branch chair = chairOf("99");
        var random = new Random(20180308);
        int done = 0;
        for (int i = 0; i < 220; i++) {
            try {
                something(chair, random, i);
                done++;
            } catch (Refused refused) {
                assertThat(refused.key()).startsWith("network.");
            }
        }
        assertThat(done).isGreaterThan(90);
        while (jdbc.sql("select count(*) from network.change").query(Long.class).single() > 0) {
            fold.all();
        }
        assertThat(SeatsRecounted.differences(jdbc)).isEmpty();
        assertThat(
                        jdbc.sql(
                                        """
                                        select u.name from network.unit u join network.unit p on p.id = u.parent
                                        where u.depth <> p.depth + 1 or u.position <= p.position or u.last > p.last
                                        """)
                                .query(String.class)
                                .list())
                .isEmpty();
    }

    private void something(Scope.Branch chair, Random random, int i) {
        UnitId unit = any("unit where province = 99 and closed_on is null and depth > 3", random);
        UnitId other =
                any(
                        "unit where province = 99 and closed_on is null and depth between 3 and 5",
                        random);
        LocalDate day = today.minusDays(random.nextInt(4));
        switch (random.nextInt(10)) {
            case 0 ->
                    foundUnit.under(
                            chair,
                            other,
                            random.nextBoolean() ? "village" : "market",
                            "第" + i + "处",
                            "",
                            day,
                            random.nextBoolean() ? ACT : null);
            case 1 -> renameUnit.to(chair, unit, "改名" + i, "", day);
            case 2, 3 -> moveUnit.under(chair, unit, other, day);
            case 4 -> closeUnit.with(chair, unit, other, today);
            case 5 -> openTerm.of(chair, unit, today.minusDays(1), 1 + random.nextInt(4), 0);
            case 6 -> {
                SeatId seat = addSeat.to(chair, unit, "CADRE", "FULL_TIME");
                if (random.nextBoolean()) {
                    fillSeat.with(
                            chair, seat, "第" + i + "位", "APPOINTED", day, random.nextBoolean());
                }
            }
            case 7 -> recordFounding.of(chair, unit, ACT);
            case 8 -> leaveSeat.on(chair, seat(random), today);
            default -> {
                if (random.nextBoolean()) {
                    goOnDuty.from(chair, seat(random));
                } else {
                    goOnDuty.away(
                            chair, seat(random), random.nextBoolean() ? today.plusDays(2) : null);
                }
            }
        }
    }

    private SeatId seat(Random random) {
        return new SeatId(
                any(
                                "seat where province = 99 and holder is not null and unit in (select id from network.unit where depth > 3)",
                                random)
                        .value());
    }

    private UnitId any(String from, Random random) {
        List<UUID> all =
                jdbc.sql("select id from network." + from + " order by id")
                        .query(UUID.class)
                        .list();
        return new UnitId(all.get(random.nextInt(all.size())));
    }

    private String nameOn(UnitId unit, LocalDate day) {
        return units.on(Scope.everyone(), unit, day).orElseThrow().name();
    }

    private List<String> belowOn(Place place, LocalDate day) {
        return units.below(Scope.everyone(), place.id(), day, Page.first(200)).stream()
                .map(ReadUnits.Below::name)
                .toList();
    }

    private Place place(String code) {
        return network.withCode(code).orElseThrow();
    }

    private Scope.Branch chairOf(String code) {
        return network.people(place(code).id()).stream()
                .filter(s -> s.post().equals("CHAIR"))
                .findFirst()
                .orElseThrow()
                .branch();
    }
}
