package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.queries.ReadDelegations;
import niangjia.network.tasks.HandOn;
import niangjia.network.tasks.HandOn.Duty;
import niangjia.network.tasks.HandOn.Gift;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A right is handed on below and until a day; passed on, it never grows, and it ends with its
 * giver.
 */
@OnTheRealNet
class HandedOnTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired HandOn handOn;
    @Autowired ReadDelegations delegations;

    @Test
    void whoGotARightSeesItsKindsThereAndNothingElse() {
        SeatHeld county = seats.onDuty("650102", "天山的她");
        Place village = seats.village("650102002", 1, "天山一村");
        SeatHeld member = seats.sits(village, "一村执委", "EXECUTIVE_MEMBER", "PART_TIME");
        seats.offDuty(member);
        Story work = Story.asked(port, jdbc, "650102", "想找一份活");
        Story grant = Story.asked(port, jdbc, "650102", "想问补贴", ",\"kind\":\"grant\"");
        Story sealed = Story.asked(port, jdbc, "650102", "他打我", ",\"kind\":\"violence\"");
        Phone chief = Phone.of(port, seats, county);
        Phone hers = Phone.of(port, seats, member);
        assertThat(hers.get(work.address()).statusCode()).isEqualTo(404);

        give(chief, county.place(), member, "HELP", "work", today().plusDays(30));
        assertThat(hers.get(work.address()).statusCode()).isEqualTo(200);
        assertThat(hers.get("/requests").body()).contains("想找一份活");
        assertThat(hers.get(grant.address()).statusCode()).isEqualTo(404);
        assertThat(hers.get("/requests").body()).doesNotContain("想问补贴");
        assertThat(hers.get(sealed.address()).statusCode())
                .as("what is sealed is never handed on")
                .isEqualTo(404);
        assertThat(hers.get("/handed-on").body()).contains("天山的她", "交给我的");
        assertThat(chief.get("/handed-on").body()).contains("一村执委", "收回");

        String gift = gifts(county).getFirst().toString();
        chief.post("/handed-on/" + gift + "/end", Map.of("once", chief.token("/handed-on")));
        assertThat(hers.get(work.address()).statusCode()).as("taken back").isEqualTo(404);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from records.entry where act in ('network.act.handed-on', 'network.act.handed-on-no-more') and seat = ?")
                                .param(county.seat().value())
                                .query(Integer.class)
                                .single())
                .isEqualTo(2);
    }

    @Test
    void everyKindIsSealedOutOfItEvenIfAllAreHandedOn() {
        SeatHeld county = seats.onDuty("650103", "沙区的她");
        SeatHeld member =
                seats.sits(
                        seats.village("650103002", 1, "沙区一村"),
                        "沙区执委",
                        "EXECUTIVE_MEMBER",
                        "PART_TIME");
        seats.offDuty(member);
        Story ordinary = Story.asked(port, jdbc, "650103", "普通的事");
        Phone hers = Phone.of(port, seats, member);
        handOn.give(county.branch(), help(county.place(), member, 10));
        assertThat(hers.get(ordinary.address()).statusCode()).isEqualTo(200);
        jdbc.sql("update help.request set sealed = true, number = null, danger = true where id = ?")
                .param(ordinary.id())
                .update();
        assertThat(hers.get(ordinary.address()).statusCode()).as("sealed meanwhile").isEqualTo(404);
    }

    @Test
    void itEndsAfterItsLastDayAndWithWhoGaveIt() {
        SeatHeld county = seats.onDuty("650104", "新市的她");
        SeatHeld other = seats.onDuty("650104", "新市的同事");
        Place village = seats.village("650104002", 1, "新市一村");
        SeatHeld member = seats.sits(village, "新市执委", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld leaver = seats.fill(village, "要走的她", false);
        Story story = Story.asked(port, jdbc, "650104", "新市的事");
        handOn.give(county.branch(), help(county.place(), member, 1));
        assertThat(sees(member, story)).isTrue();
        clock.turn(Duration.ofDays(2));
        assertThat(sees(member, story)).as("its last day is over").isFalse();

        handOn.give(county.branch(), help(county.place(), leaver, 20));
        assertThat(sees(leaver, story)).isTrue();
        UUID before = county.holder().value();
        holds(county, null);
        assertThat(sees(leaver, story)).as("the giver's seat is empty").isFalse();
        holds(county, before);
        assertThat(sees(leaver, story)).as("and it does not come back with her").isFalse();

        handOn.give(other.branch(), help(county.place(), leaver, 20));
        assertThat(sees(leaver, story)).isTrue();
        holds(leaver, UUID.randomUUID());
        assertThat(sees(seats.held(leaver.seat()), story))
                .as("who follows her in her seat gets nothing of it")
                .isFalse();
    }

    @Test
    void aMemberWhoGotTheNetChangesItThereButNeverTheGiversOwnUnit() {
        SeatHeld city = seats.onDuty("6502", "市里的她");
        Place county = seats.place("650202");
        SeatHeld member = seats.sits(county, "县里执委", "EXECUTIVE_MEMBER", "PART_TIME");
        Phone hers = Phone.of(port, seats, member);
        String committee = "/network/" + county.id() + "/committee";
        assertThat(addsASeat(hers, committee).statusCode()).isEqualTo(422);
        handOn.give(
                city.branch(),
                new Gift(Duty.NET, List.of(), city.place().id(), member.seat(), days(9), null));
        assertThat(where(addsASeat(hers, committee))).isEqualTo(committee);
        String above = "/network/" + city.place().id();
        assertThat(where(addsASeat(hers, above + "/committee"))).isEqualTo(above + "/committee");
        var renamed =
                hers.post(
                        above + "/change",
                        Map.of(
                                "once",
                                hers.token("/my-seat"),
                                "act",
                                "rename",
                                "name",
                                "别的名字",
                                "day",
                                today().toString(),
                                "seen",
                                niangjia.network.tasks.StillAsSeen.mark(city.place())));
        assertThat(renamed.statusCode())
                .as("a unit's own name may be changed from it, as before")
                .isIn(303, 200, 422);
        var closed =
                hers.post(
                        above + "/change",
                        Map.of(
                                "once",
                                hers.token("/my-seat"),
                                "act",
                                "close",
                                "to",
                                county.id().toString(),
                                "day",
                                today().toString(),
                                "seen",
                                niangjia.network.tasks.StillAsSeen.mark(city.place())));
        assertThat(closed.statusCode()).isEqualTo(422);
        assertThat(closed.body()).as("what the giver may not, she may not").contains("自己单位的撤销和");
        assertThat(seats.place("6502").closed()).isFalse();
    }

    @Test
    void nobodyGivesWhatSheDoesNotHoldNorAboveNorLongerNorInACircle() {
        SeatHeld county = seats.onDuty("650105", "水区的她");
        SeatHeld city = seats.onDuty("6501", "市区的她");
        SeatHeld beside = seats.onDuty("650106", "头区的她");
        Place village = seats.village("650105002", 1, "水区一村");
        SeatHeld member = seats.sits(village, "水区执委", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld colleague = seats.fill(village, "水区干部", false);
        assertRefused("network.handed.to", county, help(county.place(), city, 5));
        assertRefused("network.handed.to", county, help(county.place(), beside, 5));
        assertRefused("network.handed.to", county, help(county.place(), county, 5));
        assertRefused("network.handed.until", county, help(county.place(), member, 181));
        assertRefused("network.handed.until", county, help(county.place(), member, 0));
        assertThatThrownBy(() -> handOn.give(county.branch(), help(city.place(), member, 5)))
                .isInstanceOf(NoSuchUnit.class);
        assertRefused(
                "network.refused.post",
                member,
                new Gift(Duty.NET, List.of(), village.id(), colleague.seat(), days(5), null));

        UUID first =
                handOn.give(
                        county.branch(),
                        new Gift(
                                Duty.HELP,
                                List.of("work", "grant"),
                                county.place().id(),
                                member.seat(),
                                days(10),
                                null));
        assertRefused(
                "network.handed.longer",
                member,
                new Gift(
                        Duty.HELP,
                        List.of("work"),
                        county.place().id(),
                        colleague.seat(),
                        days(11),
                        first));
        assertRefused(
                "network.handed.kinds",
                member,
                new Gift(
                        Duty.HELP,
                        List.of("rights"),
                        county.place().id(),
                        colleague.seat(),
                        days(5),
                        first));
        assertRefused(
                "network.handed.via",
                member,
                new Gift(
                        Duty.NET,
                        List.of(),
                        county.place().id(),
                        colleague.seat(),
                        days(5),
                        first));
        UUID second =
                handOn.give(
                        member.branch(),
                        new Gift(
                                Duty.HELP,
                                List.of("work"),
                                county.place().id(),
                                colleague.seat(),
                                days(5),
                                first));
        assertRefused(
                "network.handed.circle",
                colleague,
                new Gift(
                        Duty.HELP,
                        List.of("work"),
                        county.place().id(),
                        member.seat(),
                        days(5),
                        second));
        SeatHeld herOther = seats.fill(village, "又一席", false);
        sitsAlso(herOther, member);
        assertRefused(
                "network.handed.circle",
                colleague,
                new Gift(
                        Duty.HELP,
                        List.of("work"),
                        county.place().id(),
                        herOther.seat(),
                        days(5),
                        second));
        Story story = Story.asked(port, jdbc, "650105", "水区的事");
        assertThat(sees(colleague, story)).isTrue();
        handOn.withdraw(county.branch(), first);
        assertThat(sees(colleague, story)).as("the link before it ended").isFalse();
    }

    @Test
    void whoGotTheLateListsSeesWhatIsOverdueInWhoseHandsAndNoWordOfHers() {
        SeatHeld county = seats.onDuty("650202", "独山子的她");
        SeatHeld member =
                seats.sits(
                        seats.village("650202001", 1, "独山一村"),
                        "独山执委",
                        "EXECUTIVE_MEMBER",
                        "PART_TIME");
        seats.offDuty(member);
        Story ordinary = Story.asked(port, jdbc, "650202", "工钱没有着落", ",\"kind\":\"work\"");
        Story kept = Story.asked(port, jdbc, "650202", "不想让人知道", ",\"kind\":\"work\"");
        Story sealed = Story.asked(port, jdbc, "650202", "他打我", ",\"kind\":\"violence\"");
        jdbc.sql("update help.request set late = true where id in (?, ?, ?)")
                .params(ordinary.id(), kept.id(), sealed.id())
                .update();
        jdbc.sql(
                        "update help.request set skip_village = true, held_by = null, desk = null, claimed_by = null, due_at = null where id = ?")
                .param(kept.id())
                .update();
        Phone hers = Phone.of(port, seats, member);
        assertThat(hers.get("/requests/late").body()).doesNotContain("过了时限");
        assertRefused(
                "network.refused.choice",
                county,
                new Gift(
                        Duty.LATE,
                        List.of("work"),
                        county.place().id(),
                        member.seat(),
                        days(9),
                        null));

        Phone chief = Phone.of(port, seats, county);
        assertThat(chief.get("/requests/late").body())
                .contains("工钱没有着落")
                .as("held by nobody, and not to be seen where she lives")
                .doesNotContain("不想让人知道");
        give(chief, county.place(), member, "LATE", "", today().plusDays(9));
        String list = hers.get("/requests/late").body();
        assertThat(list)
                .contains("过了时限")
                .doesNotContain("工钱没有着落", "不想让人知道", "他打我", ordinary.address());
        assertThat(hers.get(ordinary.address()).statusCode()).isEqualTo(404);
        assertThat(hers.get("/requests").body()).doesNotContain("工钱没有着落");
        assertThat(hers.get("/handed-on").body()).contains("看逾期清单", "/requests/late");

        handOn.give(
                county.branch(),
                new Gift(
                        Duty.HELP,
                        List.of("work"),
                        county.place().id(),
                        member.seat(),
                        days(9),
                        null));
        assertThat(hers.get("/requests/late").body())
                .as("with the work on it come her words")
                .contains("工钱没有着落", ordinary.address());

        UUID late =
                delegations.got(member.branch(), today()).stream()
                        .filter(g -> g.duty().equals("LATE"))
                        .findFirst()
                        .orElseThrow()
                        .id();
        handOn.withdraw(county.branch(), late);
        assertThat(hers.get("/requests/late").body()).doesNotContain("工钱没有着落", "过了时限");
    }

    @Test
    void whoGotAccountsOpensThemBelowAndNeverAboveBesideOrForWhoGaveIt() {
        SeatHeld city = seats.onDuty("6504", "吐鲁番的她");
        SeatHeld county = seats.onDuty("650421", "鄯善的她");
        SeatHeld colleague = seats.onDuty("650421", "鄯善的同事");
        SeatHeld beside = seats.onDuty("650422", "托克逊的她");
        Place township = seats.place("650421100");
        Place village = seats.village("650421100", 1, "鄯善一村");
        Place next = seats.village("650421100", 2, "鄯善二村");
        SeatHeld member = seats.sits(village, "一村主任执委", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld newcomer = seats.fill(next, "二村新人", false);
        SeatHeld alsoCounty = seats.fill(next, "县里兼二村", false);
        sitsAlso(alsoCounty, seats.fill(county.place(), "县里", false));
        SeatHeld giverBelow = seats.fill(next, "主管兼二村", false);
        sitsAlso(giverBelow, county);
        Phone hers = Phone.of(port, seats, member);
        for (Place place : List.of(village, next, township)) {
            assertThat(hers.get("/staff/" + place.id()).statusCode()).isEqualTo(404);
            assertThat(asks(hers, place, newcomer, "ask").statusCode()).isEqualTo(404);
        }
        assertRefused(
                "network.refused.post",
                member,
                new Gift(
                        Duty.ACCOUNTS,
                        List.of(),
                        village.id(),
                        seats.fill(village, "一村干部", false).seat(),
                        days(5),
                        null));

        UUID gift =
                handOn.give(
                        county.branch(),
                        new Gift(
                                Duty.ACCOUNTS,
                                List.of(),
                                county.place().id(),
                                member.seat(),
                                days(9),
                                null));
        assertThat(hers.get("/handed-on").body()).contains("/staff/" + county.place().id());
        for (SeatHeld notHers :
                List.of(city, county, colleague, beside, member, alsoCounty, giverBelow)) {
            HttpResponse<String> asked = asks(hers, next, notHers, "ask");
            assertThat(asked.statusCode()).as(notHers.knownAs()).isEqualTo(422);
            assertThat(asked.body()).doesNotContain("/join/");
        }
        assertThat(hers.get("/staff/" + next.id()).body()).contains("二村新人").doesNotContain("主管兼二村");
        assertThat(hers.get("/staff/" + county.place().id()).body()).doesNotContain("鄯善的同事");
        assertThat(hers.get("/staff/" + city.place().id()).statusCode()).isEqualTo(404);
        assertThat(hers.get("/staff/" + beside.place().id()).statusCode()).isEqualTo(404);

        String link = link(asks(hers, next, newcomer, "ask"));
        assertThat(new Phone(port).get(link).statusCode()).isEqualTo(200);
        handOn.withdraw(county.branch(), gift);
        assertThat(new Phone(port).get(link).statusCode())
                .as("the link is worth what its maker may")
                .isNotEqualTo(200);
        assertThat(hers.get("/staff/" + next.id()).statusCode()).isEqualTo(404);
    }

    @Test
    void whoGotAccountsSignsFirstAndNobodyOfThatChainSignsSecond() {
        SeatHeld county = seats.onDuty("650502", "伊州的她");
        SeatHeld colleague = seats.onDuty("650502", "伊州的同事");
        Place township = seats.place("650502001");
        Place village = seats.village("650502001", 1, "伊州一村");
        SeatHeld middle = seats.fill(township, "街道干部", false);
        SeatHeld member = seats.sits(village, "伊州执委", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld lost = seats.fill(village, "丢了手机的她", false);
        seats.account(lost);
        UUID first =
                handOn.give(
                        county.branch(),
                        new Gift(
                                Duty.ACCOUNTS,
                                List.of(),
                                township.id(),
                                middle.seat(),
                                days(9),
                                null));
        handOn.give(
                middle.branch(),
                new Gift(Duty.ACCOUNTS, List.of(), village.id(), member.seat(), days(9), first));
        Phone hers = Phone.of(port, seats, member);
        Phone middles = Phone.of(port, seats, middle);
        Phone countys = Phone.of(port, seats, county);
        assertThat(asks(hers, village, lost, "ask").body()).contains("另一位");
        for (Phone same : List.of(hers, middles, countys)) {
            assertThat(asks(same, village, lost, "agree").statusCode())
                    .as("one chain is one hand")
                    .isEqualTo(422);
        }
        handOn.withdraw(county.branch(), first);
        assertThat(asks(countys, village, lost, "agree").statusCode())
                .as("also once it is taken back")
                .isEqualTo(422);

        UUID again =
                handOn.give(
                        county.branch(),
                        new Gift(
                                Duty.ACCOUNTS,
                                List.of(),
                                township.id(),
                                middle.seat(),
                                days(9),
                                null));
        assertThat(asks(countys, village, lost, "ask").statusCode()).isEqualTo(200);
        assertThat(asks(middles, village, lost, "agree").statusCode())
                .as("she who got it does not sign for who gave it, even by her own right")
                .isEqualTo(422);
        handOn.give(
                middle.branch(),
                new Gift(Duty.ACCOUNTS, List.of(), village.id(), member.seat(), days(9), again));
        Phone colleagues = Phone.of(port, seats, colleague);
        assertThat(asks(colleagues, village, lost, "ask").statusCode()).isEqualTo(200);
        assertThat(asks(hers, village, lost, "agree").statusCode())
                .as("what was handed on never signs second")
                .isEqualTo(422);
        link(asks(countys, village, lost, "agree"));
    }

    private void sitsAlso(SeatHeld seat, SeatHeld other) {
        jdbc.sql("update network.seat set holder = ? where id = ?")
                .params(other.holder().value(), seat.seat().value())
                .update();
    }

    private static HttpResponse<String> asks(Phone phone, Place place, SeatHeld seat, String act) {
        return phone.post(
                "/staff/" + place.id(),
                Map.of(
                        "once", phone.token("/my-seat"),
                        "seat", seat.seat().toString(),
                        "act", act));
    }

    private static String link(HttpResponse<String> answer) {
        Matcher link = Pattern.compile("/join/[0-9a-f]{40}").matcher(answer.body());
        assertThat(link.find()).isTrue();
        return link.group();
    }

    /** What a row of the table says; the model below reads nothing else. */
    private record Link(
            UUID id,
            @Nullable UUID via,
            String duty,
            @Nullable Set<String> kinds,
            long first,
            long last,
            UUID giverSeat,
            UUID giver,
            UUID takerSeat,
            UUID taker,
            LocalDate from,
            LocalDate until,
            boolean ended) {}

    private record Probe(String duty, String kind, long position) {}

    /** What the program says that somebody may do today. */
    private record Reach(String duty, @Nullable Set<String> kinds, long first, long last) {

        boolean covers(Probe probe) {
            return duty.equals(probe.duty)
                    && first <= probe.position
                    && probe.position <= last
                    && (kinds == null || kinds.contains(probe.kind));
        }
    }

    @Test
    void randomChainsNeverGiveMoreThanTheirGiversHoldOnThatDay() {
        Place city = seats.place("6523");
        Place county = seats.place("652301");
        Place beside = seats.place("652302");
        Place township = seats.place(county.divisionCode().orElseThrow() + "001");
        Place village = seats.village("652301001", 1, "昌吉一村");
        List<Place> places = List.of(city, county, beside, township, village);
        List<UUID> all = new ArrayList<>();
        for (Place place : places) {
            all.add(seats.fill(place, "干部", false).seat().value());
            all.add(seats.sits(place, "执委", "EXECUTIVE_MEMBER", "PART_TIME").seat().value());
        }
        List<Probe> probes = new ArrayList<>();
        for (Place place : places) {
            for (String kind : List.of("work", "grant", "rights")) {
                probes.add(new Probe("HELP", kind, place.position()));
            }
            for (String duty : List.of("NET", "LATE", "ACCOUNTS")) {
                probes.add(new Probe(duty, "", place.position()));
            }
        }
        var random = new Random(20261123);
        int given = 0;
        int passedOn = 0;
        Map<String, Integer> reached = new TreeMap<>();
        for (int step = 0; step < 900; step++) {
            switch (random.nextInt(20)) {
                case 0 -> holds(seats.held(id(any(all, random))), UUID.randomUUID());
                case 1 ->
                        jdbc.sql(
                                        "update network.delegation set ended_at = now() where id = (select id from network.delegation where giver_seat = any (?) and ended_at is null order by id limit 1)")
                                .param(all.toArray(UUID[]::new))
                                .update();
                case 2 ->
                        // Whatever stands in a later link, the ones before bound it.
                        jdbc.sql(
                                        "update network.delegation set place = ?, kinds = null where id = (select id from network.delegation"
                                                + " where giver_seat = any (?) and via is not null order by md5(id::text || ?) limit 1)")
                                .param(any(places, random).id().value())
                                .param(all.toArray(UUID[]::new))
                                .param("step" + step)
                                .update();
                default -> {
                    SeatHeld giver = seats.held(id(any(all, random)));
                    List<UUID> below =
                            all.stream()
                                    .filter(s ->
                                            giver.branch()
                                                    .covers(seats.held(id(s)).place().position()))
                                    .toList();
                    List<ReadDelegations.Got> got = delegations.got(giver.branch(), today());
                    ReadDelegations.Got via =
                            got.isEmpty() || random.nextInt(4) == 0 ? null : any(got, random);
                    Duty duty =
                            via != null
                                    ? Duty.valueOf(via.duty())
                                    : random.nextInt(3) == 0
                                            ? Duty.HELP
                                            : any(List.of(Duty.values()), random);
                    List<String> kinds =
                            duty != Duty.HELP || random.nextBoolean()
                                    ? List.of()
                                    : random.nextBoolean()
                                            ? List.of("work")
                                            : List.of("work", "grant");
                    try {
                        handOn.give(
                                giver.branch(),
                                new Gift(
                                        duty,
                                        kinds,
                                        any(places, random).id(),
                                        id(any(random.nextInt(4) == 0 ? all : below, random)),
                                        days(1 + random.nextInt(60)),
                                        via == null ? null : via.id()));
                        given++;
                        passedOn += via == null ? 0 : 1;
                    } catch (Refused | NoSuchUnit notHers) {
                        // Most of what is tried at random is refused.
                    }
                }
            }
            if (step % 6 == 0) {
                LocalDate day = today().plusDays(random.nextInt(40));
                Map<UUID, Link> links = links(all);
                Map<UUID, SeatHeld> sitting = new HashMap<>();
                all.forEach(seat -> sitting.put(seat, seats.held(id(seat))));
                for (UUID seat : all) {
                    List<Reach> handed = handed(seat, day);
                    for (Probe probe : probes) {
                        boolean said = handed.stream().anyMatch(r -> r.covers(probe));
                        boolean holds =
                                links.values().stream()
                                        .filter(l -> l.takerSeat.equals(seat))
                                        .anyMatch(l -> stands(links, sitting, l, probe, day));
                        assertThat(said).as("%s %s %s", seat, day, probe).isEqualTo(holds);
                        reached.merge(probe.duty, said ? 1 : 0, Integer::sum);
                    }
                }
            }
        }
        System.out.printf("given %d, passed on %d, rights found %s%n", given, passedOn, reached);
        assertThat(given).isGreaterThan(60);
        assertThat(passedOn).isGreaterThan(8);
        assertThat(reached.keySet()).containsExactly("ACCOUNTS", "HELP", "LATE", "NET");
        assertThat(reached.values()).allMatch(found -> found > 60);
    }

    /**
     * It counts for this, today; and then its giver holds the same, by her own seat or by another.
     */
    private static boolean stands(
            Map<UUID, Link> links,
            Map<UUID, SeatHeld> sitting,
            Link link,
            Probe probe,
            LocalDate day) {
        boolean itself =
                !link.ended
                        && !day.isBefore(link.from)
                        && !day.isAfter(link.until)
                        && link.duty.equals(probe.duty)
                        && (link.kinds == null || link.kinds.contains(probe.kind))
                        && link.first <= probe.position
                        && probe.position <= link.last
                        && sits(sitting, link.giverSeat, link.giver)
                        && sits(sitting, link.takerSeat, link.taker);
        if (!itself) {
            return false;
        }
        if (link.via == null) {
            SeatHeld giver = Objects.requireNonNull(sitting.get(link.giverSeat));
            return giver.branch().covers(probe.position)
                    && (Set.of("HELP", "LATE").contains(probe.duty)
                            || !giver.post().equals("EXECUTIVE_MEMBER"));
        }
        Link before = Objects.requireNonNull(links.get(link.via));
        assertThat(before.takerSeat).isEqualTo(link.giverSeat);
        return stands(links, sitting, before, probe, day);
    }

    private static boolean sits(Map<UUID, SeatHeld> sitting, UUID seat, UUID holder) {
        return Objects.requireNonNull(sitting.get(seat)).holder().value().equals(holder);
    }

    private List<Reach> handed(UUID seat, LocalDate day) {
        return jdbc.sql("select duty, kinds, first, last from network.handed(?, ?)")
                .params(seat, day)
                .query((row, n) -> {
                    var kinds = row.getArray("kinds");
                    return new Reach(
                            row.getString("duty"),
                            kinds == null ? null : Set.of((String[]) kinds.getArray()),
                            row.getLong("first"),
                            row.getLong("last"));
                })
                .list();
    }

    private Map<UUID, Link> links(List<UUID> all) {
        Map<UUID, Link> links = new HashMap<>();
        jdbc.sql(
                        """
                        select d.*, p.position, p.last, lower(d.during) as since, upper(d.during) - 1 as until
                        from network.delegation d join network.unit p on p.id = d.place where d.giver_seat = any (?)
                        """)
                .param(all.toArray(UUID[]::new))
                .query(row -> {
                    var kinds = row.getArray("kinds");
                    UUID id = row.getObject("id", UUID.class);
                    links.put(
                            id,
                            new Link(
                                    id,
                                    row.getObject("via", UUID.class),
                                    row.getString("duty"),
                                    kinds == null ? null : Set.of((String[]) kinds.getArray()),
                                    row.getLong("position"),
                                    row.getLong("last"),
                                    row.getObject("giver_seat", UUID.class),
                                    row.getObject("giver", UUID.class),
                                    row.getObject("taker_seat", UUID.class),
                                    row.getObject("taker", UUID.class),
                                    row.getObject("since", LocalDate.class),
                                    row.getObject("until", LocalDate.class),
                                    row.getObject("ended_at") != null));
                });
        return links;
    }

    private void give(
            Phone phone, Place place, SeatHeld to, String duty, String kind, LocalDate until) {
        var given =
                phone.post(
                        "/handed-on",
                        Map.of(
                                "once", phone.token("/handed-on"),
                                "unit", place.id().toString(),
                                "to", to.seat().toString(),
                                "duty", duty,
                                "kinds", kind,
                                "until", until.toString()));
        assertThat(where(given)).isEqualTo("/handed-on");
    }

    private List<UUID> gifts(SeatHeld giver) {
        return jdbc.sql("select id from network.delegation where giver_seat = ? order by id")
                .param(giver.seat().value())
                .query(UUID.class)
                .list();
    }

    /** As the board asks it. */
    private boolean sees(SeatHeld seat, Story story) {
        return jdbc.sql(
                        "select exists (select from help.request r"
                                + niangjia.help.model.Sight.JOIN
                                + "where r.id = :id and "
                                + niangjia.help.model.Sight.MAY_SEE
                                + ")")
                .param("id", story.id())
                .param("seat", seat.seat().value())
                .param("first", seat.branch().first())
                .param("last", seat.branch().last())
                .param("day", today())
                .query(Boolean.class)
                .single();
    }

    private void holds(SeatHeld seat, @Nullable UUID holder) {
        jdbc.sql(
                        "update network.seat set holder = :holder, known_as = case when cast(:holder as uuid) is null then null else '某人' end,"
                                + " on_duty = false where id = :id")
                .param("holder", holder, java.sql.Types.OTHER)
                .param("id", seat.seat().value())
                .update();
    }

    private HttpResponse<String> addsASeat(Phone phone, String committee) {
        return phone.post(
                committee,
                Map.of(
                        "once",
                        phone.token("/my-seat"),
                        "act",
                        "add",
                        "post",
                        "CADRE",
                        "engagement",
                        "PART_TIME"));
    }

    private void assertRefused(String key, SeatHeld giver, Gift gift) {
        assertThatThrownBy(() -> handOn.give(giver.branch(), gift))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.key()).isEqualTo(key));
    }

    /**
     * @param days today counted
     */
    private Gift help(Place place, SeatHeld to, int days) {
        return new Gift(Duty.HELP, List.of(), place.id(), to.seat(), days(days), null);
    }

    private LocalDate days(int days) {
        return today().plusDays(days - 1L);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    private static niangjia.shared.SeatId id(UUID seat) {
        return new niangjia.shared.SeatId(seat);
    }

    private static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static String where(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
    }
}
