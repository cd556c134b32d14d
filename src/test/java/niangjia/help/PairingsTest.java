package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.access.ReceiptCode;
import niangjia.access.Whence;
import niangjia.contact.model.Found;
import niangjia.contact.model.HerPage;
import niangjia.contact.queries.HerPeople;
import niangjia.contact.queries.Households;
import niangjia.contact.tasks.EndPairing;
import niangjia.contact.tasks.HandOver;
import niangjia.contact.tasks.HerPages;
import niangjia.contact.tasks.HerSide;
import niangjia.contact.tasks.Pair;
import niangjia.contact.tasks.Visits;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.CloseUnit;
import niangjia.network.tasks.FillSeat;
import niangjia.network.tasks.LeaveSeat;
import niangjia.records.Entry.Door;
import niangjia.shared.Page;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A seat and a woman are paired with her consent; it is handed on, and she ends it when she likes.
 */
@OnTheRealNet
class PairingsTest {

    private static final Pattern LINK = Pattern.compile("(/w/[A-Za-z0-9_-]{48})");
    private static final Pattern CODE =
            Pattern.compile("<strong class=\"code\">([0-9 ]+)</strong>");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired Pair pair;
    @Autowired Visits visits;
    @Autowired EndPairing endPairing;
    @Autowired HandOver handOver;
    @Autowired HerPages pages;
    @Autowired HerSide herSide;
    @Autowired Households households;
    @Autowired HerPeople herPeople;
    @Autowired CloseUnit closeUnit;
    @Autowired LeaveSeat leaveSeat;
    @Autowired FillSeat fillSeat;

    @Test
    void aMemberPairsWithAWomanWhoAgreedAloudAndHandsHerHerLink() {
        SeatHeld member =
                seats.sits(seats.place("430302001"), "雨湖的她", "EXECUTIVE_MEMBER", "PART_TIME");
        Phone phone = Phone.of(port, seats, member);
        var without =
                phone.post(
                        "/contact/new",
                        Map.of(
                                "once", phone.token("/contact/new"),
                                "name", "河边的李婶",
                                "place", member.place().id().toString()));
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("要她答应了才能记", "河边的李婶");
        assertThat(paired(member)).isZero();

        var slip =
                phone.post(
                        "/contact/new",
                        Map.of(
                                "once",
                                phone.token("/contact/new"),
                                "name",
                                "河边的李婶",
                                "place",
                                member.place().id().toString(),
                                "consent",
                                "yes"));
        assertThat(slip.statusCode()).isEqualTo(200);
        assertThat(slip.body()).contains("<svg");
        assertThat(phone.get("/contact").body()).contains("河边的李婶");

        Phone hers = new Phone(port);
        assertThat(hers.get(found(LINK, slip.body())).headers().firstValue("Location"))
                .hasValue("/my-people");
        assertThat(hers.get("/my-people").body()).contains("雨湖的她", "河边的李婶");

        Phone another = new Phone(port);
        var opened =
                another.post(
                        "/my-people/code",
                        Map.of(
                                "once", another.token("/my-people"),
                                "code", found(CODE, slip.body())));
        assertThat(opened.statusCode()).isEqualTo(303);
        assertThat(another.get("/my-people").body()).contains("雨湖的她");
        assertThat(
                        jdbc.sql(
                                        "select how || ' ' || purpose from people.consent where taken_by = ?")
                                .param(member.seat().value())
                                .query(String.class)
                                .list())
                .containsExactly("SPOKEN paired-with-a-seat");
    }

    /** Neither a seat nor a page of one's own is a way to try codes without end. */
    @Test
    void whoGuessesCodesOfOtherPagesIsStopped() {
        SeatHeld member = seats.fill(seats.place("430302001"), "猜码的她", true);
        Pair.Begun begun = paired(member, "有自己页的珍");
        Phone phone = Phone.of(port, seats, member);
        Phone hers = new Phone(port);
        hers.get("/w/" + pages.token(begun.page()));
        for (int n = 1; n <= 12; n++) {
            String wrong = ReceiptCode.of(-n).digits();
            String bySeat =
                    phone.post(
                                    "/contact/new",
                                    Map.of(
                                            "once",
                                            phone.token("/contact/new"),
                                            "act",
                                            "code",
                                            "consent",
                                            "yes",
                                            "code",
                                            wrong))
                            .body();
            String byPage =
                    hers.post(
                                    "/my-people",
                                    Map.of(
                                            "once",
                                            hers.token("/my-people"),
                                            "act",
                                            "join",
                                            "code",
                                            wrong))
                            .body();
            assertThat(bySeat.contains("试得太多了")).as("try " + n).isEqualTo(n > 10);
            assertThat(byPage.contains("试得太多了")).as("try " + n).isEqualTo(n > 10);
        }
    }

    @Test
    void sheAgreesByHerselfWithTheLinkThatSheWasHanded() {
        SeatHeld member = seats.fill(seats.place("430302002"), "等她点头的她", true);
        HerPage page =
                pair.propose(member.branch(), new Pair.Wanted("想一想的秀", false, member.place().id()))
                        .page();
        assertThat(paired(member)).isZero();
        Phone hers = new Phone(port);
        hers.get("/w/" + pages.token(page));
        String asked = hers.get("/my-people").body();
        assertThat(asked).contains("有人想做您的娘家人", "等她点头的她", "想一想的秀");
        assertThat(
                        hers.post(
                                        "/my-people",
                                        Map.of("once", Phone.tokenIn(asked), "act", "agree"))
                                .statusCode())
                .isEqualTo(303);
        assertThat(hers.get("/my-people").body()).contains("我的娘家人", "等她点头的她");
        assertThat(paired(member)).isEqualTo(1);
        assertThat(
                        jdbc.sql("select how from people.consent where person = ?")
                                .param(page.woman())
                                .query(String.class)
                                .list())
                .containsExactly("ONLINE");
    }

    @Test
    void sheDeclinesAndHerNameIsGone() {
        SeatHeld member = seats.fill(seats.place("430302002"), "问一声的她", true);
        HerPage page =
                pair.propose(member.branch(), new Pair.Wanted("不想要的芳", false, member.place().id()))
                        .page();
        String link = pages.token(page);
        herSide.declines(page);
        assertThat(held("contact.proposed", page)).isZero();
        assertThat(held("contact.woman", page)).isZero();
        assertThat(pages.byToken(link)).isEmpty();
        assertThat(pages.byToken(pages.token(page))).isEmpty();
    }

    /** Eight at once, one pairing. */
    @Test
    void aSeatAndAWomanArePairedOnceHoweverManyTryAtOnce() throws Exception {
        SeatHeld one = seats.fill(seats.place("430302003"), "先来的她", true);
        SeatHeld other = seats.fill(seats.place("430302003"), "后来的她", true);
        HerPage page = paired(one, "只有一个的梅").page();
        String code = pages.code(page).digits();
        Callable<Boolean> tries =
                () -> {
                    try {
                        pair.also(other.branch(), pair.told(other.branch(), code));
                        return true;
                    } catch (Refused already) {
                        assertThat(already.key()).isEqualTo("contact.pair.already");
                        return false;
                    }
                };
        try (var many = Executors.newFixedThreadPool(8)) {
            long won =
                    many
                            .invokeAll(
                                    List.of(tries, tries, tries, tries, tries, tries, tries, tries))
                            .stream()
                            .filter(PairingsTest::isTrue)
                            .count();
            assertThat(won).isEqualTo(1);
        }
        assertThat(
                        jdbc.sql(
                                        "select count(*) filter (where counts) || ' of ' || count(*) from contact.pairing where woman = ?")
                                .param(page.woman())
                                .query(String.class)
                                .single())
                .isEqualTo("1 of 2");
    }

    private static boolean isTrue(Future<Boolean> done) {
        try {
            return done.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void sheEndsItWithoutAReasonAndTheMemberSeesHerNoMore() {
        SeatHeld member = seats.fill(seats.place("430302003"), "被放下的她", true);
        Pair.Begun begun = paired(member, "不要了的兰");
        Phone hers = her(begun.page());
        UUID pairing = Objects.requireNonNull(begun.pairing());
        Phone phone = Phone.of(port, seats, member);
        assertThat(phone.get("/contact/" + pairing).statusCode()).isEqualTo(200);
        assertThat(hers.get("/my-people").body()).contains("谁看过", "被放下的她");

        var ended =
                hers.post(
                        "/my-people",
                        Map.of(
                                "once", hers.token("/my-people"),
                                "act", "end",
                                "pairing", pairing.toString()));
        assertThat(ended.statusCode()).isEqualTo(303);
        assertThat(hers.get("/my-people").body()).contains("现在没有人和您结对", "您结束的");
        assertThat(phone.get("/contact/" + pairing).statusCode()).isEqualTo(404);
        assertThat(phone.get("/contact").body()).doesNotContain("不要了的兰");
        assertThat(
                        jdbc.sql(
                                        "select count(*) from people.consent where person = ? and withdrawn_at is null")
                                .param(begun.page().woman())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void aSeatThatEndsItLeavesHerAWord() {
        SeatHeld member = seats.fill(seats.place("430302003"), "要走的她", true);
        Pair.Begun begun = paired(member, "听一句的玲");
        UUID pairing = Objects.requireNonNull(begun.pairing());
        assertThatThrownBy(() -> endPairing.seats(member.branch(), pairing, " "))
                .isInstanceOf(Refused.class);
        endPairing.seats(member.branch(), pairing, "我调去县里了，新来的会联系您。");
        assertThat(her(begun.page()).get("/my-people").body()).contains("我调去县里了，新来的会联系您。");
    }

    @Test
    void aTermEndsAndAllGoToSeveralInOneAct() {
        Place township = seats.place("430302004");
        SeatHeld chair = seats.sits(township, "主事的她", "CHAIR", "FULL_TIME");
        SeatHeld leaves = seats.fill(township, "到届的她", true);
        SeatHeld one = seats.sits(township, "接一半的她", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld two = seats.fill(township, "接另一半的她", true);
        for (int i = 0; i < 7; i++) {
            paired(leaves, "到届户" + i);
        }
        assertThatThrownBy(() -> handOver.all(one, leaves.seat(), List.of(two.seat())))
                .as("who does not lead hands over her own only")
                .isInstanceOf(Refused.class);
        assertThat(handOver.all(chair, leaves.seat(), List.of(one.seat(), two.seat())))
                .isEqualTo(7);
        assertThat(paired(leaves)).isZero();
        assertThat(List.of(paired(one), paired(two))).containsExactlyInAnyOrder(3L, 4L);
    }

    /** The woman was paired with the other seat already. */
    @Test
    void twoPairingsOfOneWomanBecomeOneAndNothingIsLost() {
        Place township = seats.place("430302004");
        SeatHeld leaves = seats.fill(township, "并走的她", true);
        SeatHeld stays = seats.fill(township, "并到的她", true);
        Pair.Begun begun = paired(leaves, "两头都有的菊");
        pair.also(stays.branch(), begun.page());
        visit(leaves, begun, "两头都说过的话");
        handOver.all(leaves, leaves.seat(), List.of(stays.seat()));
        assertThat(
                        jdbc.sql("select count(*) from contact.pairing where woman = ? and counts")
                                .param(begun.page().woman())
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
        UUID there =
                jdbc.sql("select id from contact.pairing where woman = ?")
                        .param(begun.page().woman())
                        .query(UUID.class)
                        .single();
        assertThat(households.open(stays.branch(), there).orElseThrow().visits())
                .extracting(Households.Visit::words)
                .contains("两头都说过的话");
        assertThat(herPeople.of(begun.page()).orElseThrow().visits()).hasSize(1);
    }

    @Test
    void whoeverSitsDownInTheSameSeatInherits() {
        Place township = seats.place("430302004");
        SeatHeld above = seats.fill(seats.place("430302"), "县里的她", true);
        SeatHeld member = seats.sits(township, "先坐的她", "EXECUTIVE_MEMBER", "PART_TIME");
        Pair.Begun begun = paired(member, "跟着席位的荷");
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        leaveSeat.on(above.branch(), member.seat(), today);
        assertThat(her(begun.page()).get("/my-people").body()).contains("换人了，新的还没定");
        fillSeat.with(above.branch(), member.seat(), "接任的她", "BY_ELECTION", today, true);
        assertThat(her(begun.page()).get("/my-people").body()).contains("接任的她");
        assertThat(
                        jdbc.sql("select key from messages.message where seat = ?")
                                .param(member.seat().value())
                                .query(String.class)
                                .list())
                .contains("contact.told.inherited");
    }

    @Test
    void aClosedVillagesHouseholdsGoToWhoLeadsItsSuccessorOrWaitInAList() {
        SeatHeld above = seats.fill(seats.place("430304"), "岳塘的她", true);
        Place closed = seats.village("430304001", 201, "要并的村");
        Place into = seats.village("430304001", 202, "并进的村");
        Place empty = seats.village("430304001", 203, "还没有人的村");
        Place other = seats.village("430304001", 204, "也要并的村");
        SeatHeld member = seats.sits(closed, "并村前的她", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld chair = seats.sits(into, "并进村的主席", "CHAIR", "PART_TIME");
        Pair.Begun begun = paired(member, "并村的桂");
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        closeUnit.with(above.branch(), closed.id(), into.id(), today);
        assertThat(households.mine(chair.branch(), Page.first(10)))
                .extracting(Households.Line::name)
                .containsExactly("并村的桂");
        assertThat(her(begun.page()).get("/my-people").body()).contains("并进村的主席", "并进的村");

        SeatHeld nobody = seats.sits(other, "没人接的她", "EXECUTIVE_MEMBER", "PART_TIME");
        paired(nobody, "等人定的凤");
        closeUnit.with(above.branch(), other.id(), empty.id(), today);
        SeatHeld later = seats.sits(empty, "后来才有的主席", "CHAIR", "PART_TIME");
        assertThat(households.toHandOver(later.branch()))
                .extracting(Households.Waiting::seat)
                .containsExactly(nobody.seat());
        handOver.all(later, nobody.seat(), List.of(later.seat()));
        assertThat(paired(later)).isEqualTo(1);
    }

    /** A new link ends the one before; a code from elsewhere opens nothing. */
    @Test
    void aNewSlipEndsTheOldOne() {
        SeatHeld member = seats.fill(seats.place("430302003"), "补条子的她", true);
        Pair.Begun begun = paired(member, "丢了条子的芹");
        String before = pages.token(begun.page());
        String code = pages.code(begun.page()).digits();
        pair.anotherLink(member.branch(), Objects.requireNonNull(begun.pairing()));
        assertThat(pages.byToken(before)).isEmpty();
        assertThat(pages.byCode(code, new Whence("a device", null))).isEmpty();
        assertThat(pages.byToken(pages.token(begun.page()))).hasValue(begun.page());
    }

    /** The list is hers to plan by: by day, and no word of anybody else. */
    @Test
    void localNumbersHelpToPlanAndCompareNobody() {
        Place township = seats.place("430304002");
        SeatHeld busy = seats.fill(township, "跑得多的她", true);
        SeatHeld calm = seats.fill(township, "跑得少的她", true);
        Pair.Begun begun = paired(busy, "常见的娟");
        visit(busy, begun, "都好");
        paired(calm, "少见的琴");
        String page = Phone.of(port, seats, calm).get("/contact").body();
        assertThat(page).contains("少见的琴", "不和别人比").doesNotContain("跑得多的她", "常见的娟");
        SeatHeld chair = seats.sits(township, "看不到排序的主席", "CHAIR", "FULL_TIME");
        Phone chairs = Phone.of(port, seats, chair);
        for (String path : List.of("/contact", "/contact/hand-over", "/workbench", "/numbers")) {
            assertThat(chairs.get(path).body()).doesNotContain("常见的娟", "少见的琴");
        }
        assertThat(households.takers(chair.branch())).extracting(Households.Taker::name).isSorted();
    }

    /** Two places, two records, joined by her. */
    @Test
    void aWomanWhoWorksFarAwayHasTwoPagesAndEachSideSeesItsOwn() {
        SeatHeld home = seats.fill(seats.place("430302003"), "老家的她", true);
        SeatHeld away = seats.fill(seats.place("440303001"), "外地的她", true);
        Pair.Begun there = paired(home, "外出的小雨");
        Pair.Begun here = paired(away, "厂里的小雨");
        visit(home, there, "奶奶想她了");
        visit(away, here, "加班多，住得还行");
        Phone hers = her(here.page());
        var joined =
                hers.post(
                        "/my-people",
                        Map.of(
                                "once", hers.token("/my-people"),
                                "act", "join",
                                "code", pages.code(there.page()).inGroups()));
        assertThat(joined.statusCode()).isEqualTo(303);
        assertThat(hers.get("/my-people").body()).contains("加班多，住得还行").doesNotContain("奶奶想她了");
        assertThat(
                        hers.post(
                                        "/my-people",
                                        Map.of(
                                                "once", hers.token("/my-people"),
                                                "act", "open",
                                                "other", there.page().woman().toString()))
                                .statusCode())
                .isEqualTo(303);
        assertThat(hers.get("/my-people").body()).contains("奶奶想她了");

        assertThat(herPeople.of(here.page()).orElseThrow().others())
                .extracting(HerPeople.Other::page)
                .containsExactly(there.page());
        assertThat(herPeople.of(paired(away, "没有连的人").page()).orElseThrow().others()).isEmpty();
        String homeSees = everything(home, there);
        assertThat(homeSees).contains("奶奶想她了").doesNotContain("加班多", "厂里的小雨", "外地的她");
        String awaySees = everything(away, here);
        assertThat(awaySees).contains("加班多").doesNotContain("奶奶想她了", "外出的小雨", "老家的她");
        assertThat(
                        jdbc.sql("select count(*) from contact.joined where woman in (?, ?)")
                                .params(here.page().woman(), there.page().woman())
                                .query(Long.class)
                                .single())
                .isEqualTo(2);
    }

    /** All that a member can open of a household. */
    private String everything(SeatHeld member, Pair.Begun begun) {
        Phone phone = Phone.of(port, seats, member);
        return phone.get("/contact").body()
                + phone.get("/contact/" + begun.pairing()).body()
                + phone.get("/contact/export.csv").body()
                + phone.get("/workbench").body()
                + households.lastVisits(
                        member.branch(), clock.instant().minus(Duration.ofDays(90)), 20, 100);
    }

    @Test
    void whatIsHeldOfHerIsHersToSeeTakePutRightLetRestAndErase() {
        SeatHeld member = seats.fill(seats.place("430304002"), "记她的她", true);
        Pair.Begun begun = paired(member, "要删的莲");
        visit(member, begun, "说过就算的话");
        Phone hers = her(begun.page());
        assertThat(hers.get("/my-people/data").body()).contains("要删的莲", "说过就算的话", "记她的她");
        assertThat(hers.get("/my-people/data.json").body()).contains("contact.visit", "说过就算的话");
        changes(hers, "correct", "name", "改过名的莲");
        assertThat(hers.get("/my-people").body()).contains("改过名的莲");

        changes(hers, "rest", "", "");
        assertThat(households.mine(member.branch(), Page.first(10))).isEmpty();
        assertThat(
                        jdbc.sql("select count(*) from contact.open_pairing where seat = ?")
                                .param(member.seat().value())
                                .query(Long.class)
                                .single())
                .isZero();
        changes(hers, "go-on", "", "");
        assertThat(households.mine(member.branch(), Page.first(10))).hasSize(1);

        changes(hers, "erase", "sure", "yes");
        assertThat(hers.get("/my-people").body()).contains("十六位码").doesNotContain("莲");
        assertThat(paired(member)).isZero();
        assertThat(
                        jdbc.sql(
                                        """
                                        select count(*) from contact.woman w where w.id = :woman and w.known_as is not null
                                        """)
                                .param("woman", begun.page().woman())
                                .query(Long.class)
                                .single())
                .isZero();
        assertThat(
                        jdbc.sql(
                                        "select count(*) from contact.visit where pairing = ? and words is not null")
                                .param(begun.pairing())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    private void changes(Phone hers, String act, String field, String value) {
        Map<String, String> form =
                new HashMap<>(Map.of("once", hers.token("/my-people/data"), "act", act));
        if (!field.isEmpty()) {
            form.put(field, value);
        }
        assertThat(hers.post("/my-people/data", form).statusCode()).isEqualTo(303);
    }

    private void visit(SeatHeld member, Pair.Begun begun, String words) {
        visits.made(
                member,
                new Visits.Made(
                        UUID.randomUUID(),
                        Objects.requireNonNull(begun.pairing()),
                        clock.instant(),
                        Found.SAW,
                        words,
                        null,
                        false,
                        null),
                Door.PAGE);
    }

    private Pair.Begun paired(SeatHeld member, String name) {
        return pair.aloud(member.branch(), new Pair.Wanted(name, false, member.place().id()));
    }

    private long paired(SeatHeld member) {
        return jdbc.sql("select count(*) from contact.pairing where seat = ?")
                .param(member.seat().value())
                .query(Long.class)
                .single();
    }

    private long held(String table, HerPage page) {
        return jdbc.sql("select count(*) from " + table + " where id = ?")
                .param(page.woman())
                .query(Long.class)
                .single();
    }

    private Phone her(HerPage page) {
        Phone phone = new Phone(port);
        phone.get("/w/" + pages.token(page));
        return phone;
    }

    private static String found(Pattern pattern, @Nullable String text) {
        Matcher found = pattern.matcher(Objects.requireNonNull(text));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
