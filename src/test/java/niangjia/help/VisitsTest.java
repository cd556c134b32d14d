package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.access.Actor;
import niangjia.contact.VisitMade;
import niangjia.contact.model.Found;
import niangjia.contact.queries.Households;
import niangjia.contact.tasks.ContactKept;
import niangjia.contact.tasks.EndPairing;
import niangjia.contact.tasks.HandOver;
import niangjia.contact.tasks.HerPages;
import niangjia.contact.tasks.Pair;
import niangjia.contact.tasks.Visits;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.pocket.Answer;
import niangjia.pocket.Carried;
import niangjia.pocket.Entry;
import niangjia.pocket.TakesEntries;
import niangjia.records.Entry.Door;
import niangjia.shared.Page;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody goes there: five taps and a sentence, on the way or at home, and she reads it all. */
@OnTheRealNet
@RecordApplicationEvents
class VisitsTest {

    private static final Pattern CODE =
            Pattern.compile("<strong class=\"code\">([0-9 ]+)</strong>");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired Pair pair;
    @Autowired Visits visits;
    @Autowired ContactKept contactKept;
    @Autowired EndPairing endPairing;
    @Autowired HandOver handOver;
    @Autowired HerPages pages;
    @Autowired Households households;
    @Autowired List<TakesEntries> takers;
    @Autowired List<Carried> carried;
    @Autowired PlatformTransactionManager transactions;
    @Autowired ApplicationEvents events;

    @Test
    void aVisitIsKeptSheReadsItAndTheNextDayProposesItself() {
        SeatHeld member = seats.fill(seats.place("430405007"), "去看她的她", true);
        Pair.Begun begun = paired(member, "腿脚慢的奶奶家");
        Phone phone = Phone.of(port, seats, member);
        var kept = sends(phone, begun, "found", "SAW", "words", "说屋后的菜长得好");
        assertThat(kept.statusCode()).isEqualTo(303);
        String household = phone.get("/contact/" + begun.pairing()).body();
        assertThat(household).contains("说屋后的菜长得好");
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        assertThat(line(member).next()).isEqualTo(today.plusDays(30));
        assertThat(line(member).visitedAt()).isNotNull();
        assertThat(her(begun).get("/my-people").body()).contains("说屋后的菜长得好", "去看她的她 来看过您");
        UUID told = visit(member, begun, "这一次说给别的模块听", clock.instant());
        assertThat(events.stream(VisitMade.class).filter(v -> v.visit().equals(told)))
                .containsExactly(
                        new VisitMade(
                                member.place().province(),
                                told,
                                Objects.requireNonNull(begun.pairing()),
                                member.seat(),
                                member.place().id(),
                                clock.instant()));
    }

    @Test
    void whoFoundNobodyKnowsMoreAndHasMadeNoContact() {
        SeatHeld member = seats.fill(seats.place("430405007"), "没遇上的她", true);
        Pair.Begun begun = paired(member, "不在家的一户");
        assertThat(sends(Phone.of(port, seats, member), begun, "found", "NOBODY").statusCode())
                .isEqualTo(303);
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        assertThat(line(member).next()).isEqualTo(today.plusDays(7));
        assertThat(line(member).visitedAt()).isNull();
        assertThat(her(begun).get("/my-people").body()).contains("没遇上的她 来过，您不在");
        UUID again = UUID.randomUUID();
        visits.made(
                member,
                new Visits.Made(
                        again,
                        Objects.requireNonNull(begun.pairing()),
                        clock.instant(),
                        Found.NOBODY,
                        "",
                        null,
                        false,
                        null),
                Door.PAGE);
        assertThat(events.stream(VisitMade.class).filter(v -> v.visit().equals(again))).isEmpty();
    }

    @Test
    void aPictureThatCameWithAVisitStandsOnHerPageAndGoesWithHer() {
        SeatHeld member = seats.fill(seats.place("430405007"), "带着相机的她", true);
        SeatHeld other = seats.fill(seats.place("430405007"), "隔壁的她", true);
        Pair.Begun begun = paired(member, "墙裂了的一户");
        Phone phone = Phone.of(port, seats, member);
        String household = "/contact/" + begun.pairing();
        assertThat(brings(phone, begun, "found", "SAW", "words", "墙角裂了").statusCode())
                .isEqualTo(303);

        String shown = Sendings.shown(phone.get(household).body()).getFirst();
        assertThat(phone.file(shown).statusCode()).isEqualTo(200);
        Phone others = Phone.of(port, seats, other);
        assertThat(others.file(shown).statusCode()).isEqualTo(404);
        String anothers =
                "/contact/"
                        + pair.byCode(other.branch(), pages.code(begun.page()).digits()).pairing();
        assertThat(Sendings.shown(others.get(anothers).body())).isEmpty();
        assertThat(others.file(shown.replace(household, anothers)).statusCode())
                .as("who is paired with her too sees her own visits only")
                .isEqualTo(404);
        Phone hers = her(begun);
        String onHerPage = Sendings.shown(hers.get("/my-people").body()).getFirst();
        assertThat(hers.file(onHerPage).statusCode()).isEqualTo(200);
        assertThat(new Phone(port).file(onHerPage).statusCode()).isEqualTo(404);

        assertThat(brings(phone, begun, "found", "NOBODY"))
                .as("a picture is no proof that somebody was there")
                .satisfies(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(422);
                    assertThat(answer.body()).contains("没见到人", "href=\"#file\"");
                });
        long told = told(begun);
        assertThat(
                        brings(
                                phone,
                                begun,
                                "found",
                                "SAW",
                                "words",
                                "他又打我",
                                "need",
                                "violence",
                                "agrees",
                                "yes"))
                .as("nothing of what is sealed stays here")
                .satisfies(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(422);
                    assertThat(answer.body()).contains("密存");
                });
        assertThat(told(begun)).isEqualTo(told);
        assertThat(files(begun)).isOne();

        hers.post(
                "/my-people/data",
                Map.of("once", hers.token("/my-people/data"), "act", "erase", "sure", "yes"));
        assertThat(files(begun)).isZero();
        assertThat(phone.file(shown).statusCode()).isEqualTo(404);
    }

    @Test
    void aPictureIsKeptAsLongAsTheWordsThatItCameWith() {
        SeatHeld member = seats.fill(seats.place("430405007"), "留着照片的她", true);
        Pair.Begun begun = paired(member, "三年前的一户");
        brings(Phone.of(port, seats, member), begun, "found", "SAW", "words", "那年的雪");
        assertThat(filesAfter(Duration.ofDays(3 * 365 - 2), begun)).isOne();
        assertThat(filesAfter(Duration.ofDays(3 * 366 + 1), begun)).isZero();
    }

    private HttpResponse<String> brings(Phone phone, Pair.Begun begun, String... fields) {
        return new Upload(phone)
                .send("/contact/" + begun.pairing(), form(phone, begun, fields), Sendings.photo());
    }

    /** As the daily round does it; taken back, since other stories stand here too. */
    private long filesAfter(Duration later, Pair.Begun begun) {
        return Objects.requireNonNull(
                new TransactionTemplate(transactions)
                        .execute(status -> {
                            contactKept.expire(clock.instant().plus(later));
                            status.setRollbackOnly();
                            return files(begun);
                        }));
    }

    private long files(Pair.Begun begun) {
        return jdbc.sql("select count(*) from files.file where matter = ?")
                .param(begun.page().woman())
                .query(Long.class)
                .single();
    }

    @Test
    void aNeedBecomesARequestInOneTapWithHerConsentAndOnlyOnce() {
        SeatHeld member = seats.onDuty("430405009", "听见需要的她");
        Pair.Begun begun = paired(member, "想找活的静");
        Phone phone = Phone.of(port, seats, member);
        sends(phone, begun, "found", "SAW", "words", "她说再想想", "need", "work");
        assertThat(seats.asked("她说再想想")).as("a need is known, and no request yet").isEmpty();
        UUID told =
                jdbc.sql("select id from contact.visit where pairing = ? and need = 'work'")
                        .param(begun.pairing())
                        .query(UUID.class)
                        .single();
        Map<String, String> later =
                form(phone, begun, "act", "request", "visit", told.toString(), "need", "work");
        var without = phone.post("/contact/" + begun.pairing(), later);
        assertThat(without.statusCode()).isEqualTo(422);
        assertThat(without.body()).contains("要她同意，才能替她求助");
        Map<String, String> form =
                form(
                        phone,
                        begun,
                        "found",
                        "SAW",
                        "words",
                        "想在家门口找点针线活",
                        "need",
                        "work",
                        "agrees",
                        "yes");
        var asked = phone.post("/contact/" + begun.pairing(), form);
        assertThat(asked.statusCode()).isEqualTo(200);
        Matcher code = CODE.matcher(asked.body());
        assertThat(code.find()).isTrue();
        assertThat(phone.post("/contact/" + begun.pairing(), form).body()).contains(code.group(1));
        assertThat(seats.asked("想在家门口找点针线活")).hasSize(1);

        Phone hers = new Phone(port);
        assertThat(
                        hers.post(
                                        "/code",
                                        Map.of("once", hers.token("/code"), "code", code.group(1)))
                                .statusCode())
                .isEqualTo(303);
        assertThat(hers.get("/mine").body()).contains("想在家门口找点针线活");
        Phone page = her(begun);
        assertThat(page.get("/my-people").body()).contains("看这件求助");
        UUID visit =
                jdbc.sql("select id from contact.visit where pairing = ? and request is not null")
                        .param(begun.pairing())
                        .query(UUID.class)
                        .single();
        assertThat(
                        page.post(
                                        "/my-people",
                                        Map.of(
                                                "once", page.token("/my-people"),
                                                "act", "request",
                                                "visit", visit.toString()))
                                .headers()
                                .firstValue("Location")
                                .orElse(""))
                .startsWith("/r/");
    }

    /** Violence goes to the sealed matter, and nothing of it stays here. */
    @Test
    void whatShouldBeSealedIsNeverWrittenHere() {
        SeatHeld member = seats.onDuty("430405010", "守口如瓶的她");
        Pair.Begun begun = paired(member, "不能说的一户");
        Phone phone = Phone.of(port, seats, member);
        var refused = sends(phone, begun, "found", "SAW", "words", "他喝了酒就打我");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("要密存，不能写在这里");
        var asked =
                sends(
                        phone, begun, "found", "SAW", "words", "他喝了酒就打我", "need", "other", "agrees",
                        "yes");
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).doesNotContain("<q>他喝了酒就打我</q>");
        assertThat(
                        jdbc.sql(
                                        "select num_nonnulls(words, need, request) from contact.visit where pairing = ?")
                                .param(begun.pairing())
                                .query(Integer.class)
                                .single())
                .isZero();
        assertThat(her(begun).get("/my-people").body()).doesNotContain("打我", "看这件求助");
        assertThat(carriedBy(member)).doesNotContain("打我");
    }

    @Test
    void thePicturesOfAVisitGoAlongToTheSealedMatterAndStayNowhereElse() {
        SeatHeld member = seats.fill(seats.place("430405007"), "带着相机又来的她", true);
        seats.onDuty("430405", "珠晖管密件的她");
        Pair.Begun begun = paired(member, "墙上有洞的一户");
        Phone phone = Phone.of(port, seats, member);
        assertThat(brings(phone, begun, "found", "SAW", "words", "墙上有个洞九四零一").statusCode())
                .isEqualTo(303);
        assertThat(files(begun)).isOne();
        UUID visit =
                jdbc.sql("select id from contact.visit where pairing = ?")
                        .param(begun.pairing())
                        .query(UUID.class)
                        .single();
        String household = "/contact/" + begun.pairing();
        var asked =
                phone.post(
                        household,
                        Map.of(
                                "once", phone.token(household),
                                "act", "request",
                                "visit", visit.toString(),
                                "need", "violence",
                                "safe", "只在周五九四零一",
                                "agrees", "yes"));
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(files(begun)).as("neither words nor pictures stay").isZero();
        UUID matter = seats.asked("墙上有个洞九四零一").getFirst();
        SeatHeld desk =
                seats.held(
                        new SeatId(
                                jdbc.sql("select desk from help.request where id = ?")
                                        .param(matter)
                                        .query(UUID.class)
                                        .single()));
        Phone holder = Phone.of(port, seats, desk);
        String page = holder.get("/requests/" + matter).body();
        assertThat(page).contains("只在周五九四零一");
        assertThat(holder.file(Sendings.shown(page).getFirst()).statusCode()).isEqualTo(200);
    }

    @Test
    void sheAddsToWhatIsWrittenAndTheMemberReadsIt() {
        SeatHeld member = seats.fill(seats.place("430405010"), "再看一遍的她", true);
        Pair.Begun begun = paired(member, "还有话说的霞");
        visit(member, begun, "都好", clock.instant());
        Phone hers = her(begun);
        assertThat(
                        hers.post(
                                        "/my-people",
                                        Map.of(
                                                "once", hers.token("/my-people"),
                                                "act", "add",
                                                "words", "其实水管一直漏"))
                                .statusCode())
                .isEqualTo(303);
        assertThat(hers.get("/my-people").body()).contains("您补充", "其实水管一直漏");
        assertThat(Phone.of(port, seats, member).get("/contact/" + begun.pairing()).body())
                .contains("她自己补充的", "其实水管一直漏");
    }

    @Test
    void anotherSeatSeesNeitherHerNorWhatWasSaid() {
        SeatHeld member = seats.fill(seats.place("430405011"), "看得见的她", true);
        SeatHeld beside = seats.sits(member.place(), "看不见的她", "CHAIR", "FULL_TIME");
        SeatHeld above = seats.fill(seats.place("430405"), "上面的她", true);
        Pair.Begun begun = paired(member, "只和一个人说的云");
        visit(member, begun, "只说给一个人听", clock.instant());
        for (SeatHeld other : List.of(beside, above)) {
            Phone phone = Phone.of(port, seats, other);
            assertThat(phone.get("/contact/" + begun.pairing()).statusCode()).isEqualTo(404);
            assertThat(sends(phone, begun, "found", "SAW").statusCode()).isEqualTo(404);
            assertThat(phone.get("/contact").body()).doesNotContain("只和一个人说的云");
        }
        assertThat(sends(new Phone(port), begun, "found", "SAW").statusCode()).isEqualTo(303);
    }

    @Test
    void theSameLineHandedInTwiceIsOneVisit() {
        SeatHeld member = seats.fill(seats.place("430405007"), "没信号的她", true);
        Pair.Begun begun = paired(member, "山里的一户");
        Entry entry = entry(begun, UUID.randomUUID(), "found", "SAW", "words", "娃期中考得好");
        Answer first = take(member, entry);
        assertThat(first).isEqualTo(new Answer.Accepted(entry.id()));
        assertThat(take(member, entry)).isEqualTo(first);
        assertThat(told(begun)).isEqualTo(1);
    }

    /** As the phone says it: whether she was there, several needs, and no consent yet. */
    @Test
    void whatThePhoneAsksIsUnderstood() {
        SeatHeld member = seats.onDuty("430405012", "手机上写的她");
        Pair.Begun begun = paired(member, "手机上的一户");
        take(member, entry(begun, UUID.randomUUID(), "found", "no", "need", "work"));
        take(
                member,
                entry(
                        begun,
                        UUID.randomUUID(),
                        "found",
                        "yes",
                        "words",
                        "想学裁缝",
                        "need",
                        "training work",
                        "next",
                        "2020-01-01"));
        assertThat(
                        jdbc.sql(
                                        "select found || ' ' || coalesce(need, '-') from contact.visit where pairing = ? order by found")
                                .param(begun.pairing())
                                .query(String.class)
                                .list())
                .containsExactly("NOBODY -", "SAW training");
        assertThat(seats.asked("想学裁缝")).isEmpty();
        Entry need =
                new Entry(
                        UUID.randomUUID(),
                        "contact.need",
                        clock.instant(),
                        Map.of(
                                "pairing", String.valueOf(begun.pairing()),
                                "words", "想学裁缝",
                                "consent", "yes"));
        assertThat(take(member, need)).isEqualTo(take(member, need));
        assertThat(seats.asked("想学裁缝")).hasSize(1);
        assertThat(carriedBy(member)).contains("words=想学裁缝");
    }

    @Test
    void whatWasWrittenOnTheWayFindsTheSuccessor() {
        SeatHeld member = seats.fill(seats.place("430405007"), "交出去的她", true);
        SeatHeld successor = seats.fill(member.place(), "接过来的她", true);
        Pair.Begun begun = paired(member, "换了人的一户");
        Instant before = clock.instant();
        clock.turn(Duration.ofHours(3));
        handOver.all(member, member.seat(), List.of(successor.seat()));
        clock.turn(Duration.ofHours(3));
        Entry entry =
                new Entry(
                        UUID.randomUUID(),
                        "contact.visit",
                        before,
                        Map.of(
                                "pairing", String.valueOf(begun.pairing()),
                                "found", "SAW",
                                "words", "路上写下的话"));
        assertThat(take(member, entry)).isEqualTo(new Answer.Accepted(entry.id()));
        assertThat(Phone.of(port, seats, successor).get("/contact/" + begun.pairing()).body())
                .contains("路上写下的话");
        assertThat(
                        jdbc.sql("select key from messages.message where seat = ?")
                                .param(successor.seat().value())
                                .query(String.class)
                                .list())
                .contains("contact.told.visited-before-you");
    }

    @Test
    void whatWasWrittenOfHerAfterSheEndedItIsNotKept() {
        SeatHeld member = seats.fill(seats.place("430405007"), "来晚了的她", true);
        Pair.Begun begun = paired(member, "已经结束的一户");
        endPairing.hers(begun.page(), Objects.requireNonNull(begun.pairing()));
        Entry entry = entry(begun, UUID.randomUUID(), "found", "SAW", "words", "不该留下的话");
        assertThatThrownBy(() -> take(member, entry))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.key())
                                        .isEqualTo("contact.refused.ended-by-her"));
        assertThat(told(begun)).isZero();
    }

    @Test
    void twoPhonesCorrectOneVisitAndAPersonChooses() {
        SeatHeld member = seats.fill(seats.place("430405013"), "两部手机的她", true);
        Pair.Begun begun = paired(member, "改了两次的一户");
        UUID visit = visit(member, begun, "第一种", clock.instant());
        Entry one = correction(visit, 1, "在甲手机上改的");
        Entry two = correction(visit, 1, "在乙手机上改的");
        Entry same = correction(visit, 1, "在甲手机上改的");
        assertThat(take(member, one)).isEqualTo(new Answer.Accepted(visit));
        assertThat(take(member, same)).isEqualTo(new Answer.Merged(visit));
        Answer answer = take(member, two);
        assertThat(answer).isEqualTo(new Answer.InConflict(visit, "/contact/choices/" + two.id()));
        assertThat(take(member, two)).isEqualTo(answer);
        Phone phone = Phone.of(port, seats, member);
        String page = phone.get("/contact/choices/" + two.id()).body();
        assertThat(page).contains("在甲手机上改的", "在乙手机上改的");
        assertThat(phone.get("/workbench").body()).contains("等您选哪个写法");
        assertThat(
                        phone.post(
                                        "/contact/choices/" + two.id(),
                                        Map.of("once", Phone.tokenIn(page), "choice", "second"))
                                .statusCode())
                .isEqualTo(303);
        assertThat(her(begun).get("/my-people").body())
                .contains("在乙手机上改的", "改过")
                .doesNotContain("在甲手机上改的");
        assertThat(phone.get("/contact/choices/" + two.id()).statusCode()).isEqualTo(404);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from contact.conflict where visit = ? and words is not null and chosen = 'SECOND'")
                                .param(visit)
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    /** What comes late does not move the day that a later visit has set. */
    @Test
    void aVisitThatIsBroughtLateMovesNothing() {
        SeatHeld member = seats.fill(seats.place("430405013"), "补记的她", true);
        Pair.Begun begun = paired(member, "先后颠倒的一户");
        Instant earlier = clock.instant();
        clock.turn(Duration.ofDays(5));
        visit(member, begun, "后去的", clock.instant());
        Households.Line before = line(member);
        visit(member, begun, "先去的", earlier);
        assertThat(line(member).next()).isEqualTo(before.next());
        assertThat(line(member).visitedAt()).isEqualTo(before.visitedAt());
        assertThat(told(begun)).isEqualTo(2);
    }

    @Test
    void aMemberCarriesHerOwnHouseholdsAndNoOthers() {
        SeatHeld member = seats.fill(seats.place("430405014"), "带在身上的她", true);
        SeatHeld other = seats.fill(member.place(), "带别人的她", true);
        Pair.Begun begun = paired(member, "随身的一户");
        visit(member, begun, "上回说的话", clock.instant());
        visit(member, begun, "很久以前的话", clock.instant().minus(Duration.ofDays(120)));
        paired(other, "不随身的一户");
        assertThat(carriedBy(member)).contains("随身的一户", "上回说的话").doesNotContain("不随身的一户", "很久以前的话");
    }

    @Test
    void whatIsCarriedDoesNotGrowWithHowOftenSheGoesThere() {
        SeatHeld member = seats.fill(seats.place("430405014"), "常去的她", true);
        Pair.Begun often = paired(member, "常去的一户");
        Pair.Begun once = paired(member, "去过一次的一户");
        visit(member, once, "只有这一句", clock.instant().minus(Duration.ofDays(80)));
        for (int n = 0; n < 12; n++) {
            visit(member, often, "第" + n + "次的话", clock.instant().minus(Duration.ofDays(12 - n)));
        }
        assertThat(carriedBy(member)).contains("只有这一句", "第11次的话", "第7次的话").doesNotContain("第6次的话");
    }

    @Test
    void wholeHouseholdsWaitOnThePageOfTodayWhenTheirDayHasCome() {
        SeatHeld member = seats.fill(seats.place("430405014"), "今天要去的她", true);
        Pair.Begun begun = paired(member, "到日子的一户");
        visit(member, begun, "好", clock.instant());
        Phone phone = Phone.of(port, seats, member);
        assertThat(phone.get("/workbench").body()).doesNotContain("到日子的一户");
        clock.turn(Duration.ofDays(31));
        String today = Phone.of(port, seats, member).get("/workbench").body();
        assertThat(today).contains("今天去看谁", "到日子的一户");
        assertThat(today.indexOf("到日子的一户")).isLessThan(today.indexOf("按时"));
    }

    private Actor actor(SeatHeld member) {
        return new Actor(member, false, clock.instant());
    }

    private Answer take(SeatHeld member, Entry entry) {
        TakesEntries taker =
                takers.stream()
                        .filter(t -> t.kinds().contains(entry.kind()))
                        .findFirst()
                        .orElseThrow();
        return Objects.requireNonNull(
                new TransactionTemplate(transactions)
                        .execute(status -> taker.take(actor(member), entry)));
    }

    private Entry entry(Pair.Begun begun, UUID id, String... words) {
        Map<String, String> typed = new HashMap<>();
        typed.put("pairing", String.valueOf(begun.pairing()));
        for (int i = 0; i < words.length; i += 2) {
            typed.put(words[i], words[i + 1]);
        }
        return new Entry(id, "contact.visit", clock.instant(), typed);
    }

    private Entry correction(UUID visit, int version, String words) {
        return new Entry(
                UUID.randomUUID(),
                "contact.correct",
                clock.instant(),
                Map.of(
                        "visit",
                        visit.toString(),
                        "version",
                        String.valueOf(version),
                        "found",
                        "SAW",
                        "words",
                        words));
    }

    private String carriedBy(SeatHeld member) {
        return carried.stream()
                .filter(c -> c.name().startsWith("contact."))
                .flatMap(c -> c.of(actor(member)).stream())
                .map(Object::toString)
                .toList()
                .toString();
    }

    private Households.Line line(SeatHeld member) {
        return households.mine(member.branch(), Page.first(1)).getFirst();
    }

    private long told(Pair.Begun begun) {
        return jdbc.sql("select count(*) from contact.visit where pairing = ?")
                .param(begun.pairing())
                .query(Long.class)
                .single();
    }

    private UUID visit(SeatHeld member, Pair.Begun begun, String words, Instant at) {
        return visits.made(
                        member,
                        new Visits.Made(
                                UUID.randomUUID(),
                                Objects.requireNonNull(begun.pairing()),
                                at,
                                Found.SAW,
                                words,
                                null,
                                false,
                                null),
                        Door.PAGE)
                .visit();
    }

    private HttpResponse<String> sends(Phone phone, Pair.Begun begun, String... fields) {
        return phone.post("/contact/" + begun.pairing(), form(phone, begun, fields));
    }

    private static Map<String, String> form(Phone phone, Pair.Begun begun, String... fields) {
        Map<String, String> form = new HashMap<>();
        form.put("once", phone.token("/"));
        form.put("act", "visit");
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return form;
    }

    private Pair.Begun paired(SeatHeld member, String name) {
        UnitId place = member.place().id();
        return pair.aloud(member.branch(), new Pair.Wanted(name, true, place));
    }

    private Phone her(Pair.Begun begun) {
        Phone phone = new Phone(port);
        phone.get("/w/" + pages.token(begun.page()));
        return phone;
    }
}
