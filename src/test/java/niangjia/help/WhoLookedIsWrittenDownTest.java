package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.FillSeat;
import niangjia.network.tasks.LeaveSeat;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.records.tasks.Seal;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A list is a listing, reading the log is written down, and every receipt shows the seal. */
@OnTheRealNet
class WhoLookedIsWrittenDownTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired Seal seal;
    @Autowired Records records;
    @Autowired LeaveSeat leaveSeat;
    @Autowired FillSeat fillSeat;

    @Test
    void openingAListIsOneListingHoweverManyItShowsAndHoweverOftenItRefreshes() {
        SeatHeld member = seats.onDuty("450102", "覃秀");
        for (int i = 0; i < 3; i++) {
            Story.asked(port, jdbc, "450102", "兴宁的事 " + i);
        }
        Phone desk = Phone.of(port, seats, member);
        int before = listings(member);
        assertThat(desk.get("/workbench").body()).contains("兴宁的事 0", "兴宁的事 2");
        assertThat(listings(member) - before).isEqualTo(1);
        for (int i = 0; i < 4; i++) {
            desk.get("/workbench/now");
        }
        desk.get("/requests");
        desk.get("/requests/late");
        assertThat(listings(member) - before).as("the same sitting").isEqualTo(1);
        clock.turn(Duration.ofMinutes(16));
        desk.get("/workbench/now");
        assertThat(listings(member) - before).as("left open, it is a listing again").isEqualTo(2);
    }

    @Test
    void theSupervisorReadsTheLogOfHerBranchAndThatIsInIt() {
        SeatHeld member = seats.onDuty("450202", "韦芳");
        SeatHeld above = seats.onDuty("4502", "柳州的她");
        Story story = Story.asked(port, jdbc, "450202", "城中的事");
        Phone desk = Phone.of(port, seats, member);
        desk.get("/workbench");
        desk.get(story.address());
        Phone supervisor = Phone.of(port, seats, above);
        String log = supervisor.get("/records").body();
        assertThat(log).contains("韦芳", "看了一件求助", "看了求助清单");
        assertThat(log).as("her own reading stands in it").contains("柳州的她", "看了查阅记录");
        supervisor.get("/records");
        assertThat(acts(above, "records.read")).isEqualTo(2);
        assertThat(desk.get("/records").body())
                .as("below, nobody sees what was read above")
                .doesNotContain("柳州的她");
    }

    @Test
    void whoOnlySitsInABranchReadsOfItsLogWhatSheDidHerself() {
        SeatHeld leads = seats.onDuty("450203", "鱼峰的她");
        SeatHeld member =
                seats.sits(seats.place("450203"), "只是执委的她", "EXECUTIVE_MEMBER", "PART_TIME");
        Phone.of(port, seats, leads).get("/requests");
        Phone phone = Phone.of(port, seats, member);
        phone.get("/requests");
        assertThat(phone.get("/records").body()).contains("只是执委的她").doesNotContain("鱼峰的她");
        assertThat(Phone.of(port, seats, leads).get("/records").body()).contains("只是执委的她", "鱼峰的她");
    }

    @Test
    void everyReceiptShowsTheNewestRootAndAPageSaysHowToCheckIt() {
        Story story = Story.asked(port, jdbc, "450302", "秀峰的事");
        seal.turn();
        var root = records.newestRoot().orElseThrow();
        assertThat(story.page()).contains("记录封印", root.shortly(), "/records/root");
        Phone anybody = new Phone(port);
        assertThat(anybody.get("/records/root").body()).contains(root.hash(), "SHA-256", "抄下或拍下来");
        assertThat(anybody.get("/api/v1/records/root").body()).contains(root.hash());
    }

    @Test
    void anEntryOfHerBranchIsProvedAndAnotherIsNotThere() {
        SeatHeld member = seats.onDuty("450403", "梧州的她");
        SeatHeld elsewhere = seats.onDuty("450502", "北海的她");
        Story story = Story.asked(port, jdbc, "450403", "万秀的事");
        seal.turn();
        UUID entry =
                jdbc.sql("select id from records.entry where matter = ?")
                        .param(story.id())
                        .query(UUID.class)
                        .single();
        String address = "/api/v1/records/entries/%s/proof".formatted(entry);
        assertThat(Phone.of(port, seats, member).get(address).body())
                .contains("\"path\":[", entry.toString());
        assertThat(Phone.of(port, seats, elsewhere).get(address).statusCode()).isEqualTo(404);
        assertThat(new Phone(port).get(address).statusCode()).isEqualTo(401);
    }

    @Test
    void aBoardThatRefreshesItselfIsAListingToo() {
        SeatHeld member = seats.onDuty("610302", "渭滨的她");
        Phone.of(port, seats, member).get("/requests/now");
        assertThat(listings(member)).isEqualTo(1);
    }

    @Test
    void whoTakesTheSeatNextLooksForHerself() {
        Scope.Branch first = seats.onDuty("610303", "金台的她").branch();
        var next =
                new Scope.Branch(
                        first.seat(),
                        new PersonId(Ids.next(clock)),
                        first.unit(),
                        first.first(),
                        first.last());
        records.enterListing(first, "help.listed", clock.instant());
        records.enterListing(next, "help.listed", clock.instant());
        records.enterListing(first, "help.listed", clock.instant());
        assertThat(acts(first.seat(), "help.listed")).isEqualTo(2);
        Story story = Story.asked(port, jdbc, "610303", "金台的事");
        for (Scope.Branch who : List.of(first, next, first)) {
            records.enterPart(
                    new Entry(
                            new Province((short) 61),
                            clock.instant(),
                            "help.opened",
                            Entry.Door.PAGE,
                            who.seat(),
                            who.person(),
                            who.unit(),
                            story.id(),
                            false,
                            null));
        }
        assertThat(acts(first.seat(), "help.opened")).isEqualTo(2);
    }

    @Test
    void herPageAndTheLogNameWhoLookedAndNotWhoSitsThereNow() {
        SeatHeld chair = seats.onDuty("610402", "秦都的她");
        SeatHeld member = seats.onDuty("610402", "看过的她", "training");
        Story story = Story.asked(port, jdbc, "610402", "秦都的事");
        assertThat(Phone.of(port, seats, member).get(story.address()).statusCode()).isEqualTo(200);
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        leaveSeat.on(member.branch(), member.seat(), today);
        fillSeat.with(chair.branch(), member.seat(), "接任的她", "BY_ELECTION", today, true);
        assertThat(story.page()).contains("看过的她").doesNotContain("接任的她");
        assertThat(Phone.of(port, seats, chair).get("/records").body())
                .contains("看过的她")
                .doesNotContain("接任的她");
    }

    @Test
    void aCuriousLookIsNotPushedOutByReloads() {
        SeatHeld desk = seats.onDuty("610404", "渭城的她");
        SeatHeld curious = seats.onDuty("610404", "好奇的她", "training");
        Story story = Story.asked(port, jdbc, "610404", "渭城的事");
        Phone.of(port, seats, curious).get(story.address());
        Phone hers = Phone.of(port, seats, desk);
        for (int i = 0; i < 25; i++) {
            clock.turn(Duration.ofSeconds(1));
            hers.get(story.address());
        }
        String page = story.page();
        assertThat(page).contains("<strong>好奇的她</strong>");
        assertThat(page.split("<strong>渭城的她</strong>", -1))
                .as("once as who may see it, once for the day")
                .hasSize(3);
    }

    @Test
    void theNationReadsTheLogOfAllProvinces() {
        SeatHeld nation = seats.fill(seats.place(""), "全国的她", false);
        SeatHeld member = seats.onDuty("610403", "杨陵的她");
        Phone reader = Phone.of(port, seats, nation);
        Phone desk = Phone.of(port, seats, member);
        clock.turn(Duration.ofSeconds(1));
        desk.get("/requests");
        assertThat(reader.get("/records").body()).contains("杨陵的她");
    }

    private int listings(SeatHeld seat) {
        return acts(seat, "help.listed");
    }

    private int acts(SeatHeld seat, String act) {
        return acts(seat.seat(), act);
    }

    private int acts(SeatId seat, String act) {
        return jdbc.sql("select count(*) from records.entry where seat = ? and act = ?")
                .param(seat.value())
                .param(act)
                .query(Integer.class)
                .single();
    }
}
