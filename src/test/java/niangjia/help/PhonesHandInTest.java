package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import niangjia.network.SeatHeld;
import niangjia.network.tasks.CloseUnit;
import niangjia.people.Catalogue;
import niangjia.pocket.HandedIn;
import niangjia.pocket.Promises;
import niangjia.shared.PersonId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What members did without signal comes in once, whole, and each line of it has an answer. */
@OnTheRealNet
@Import(Promises.class)
class PhonesHandInTest {

    private static final String VISIT = "contact.visit";

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired JsonMapper json;
    @Autowired Promises.Homes homes;
    @Autowired Promises.Visits visits;
    @Autowired CloseUnit closeUnit;
    @Autowired Catalogue catalogue;
    @Autowired HandedIn handedIn;
    @Autowired org.springframework.transaction.support.TransactionOperations transaction;

    /** A member's phone: signed in, and with a secret of its own. */
    private record Pocket(Phone phone, String secret) {}

    @Test
    void everyLineIsAnsweredByItself() {
        SeatHeld seat = seats.onDuty("420102", "江岸的她");
        Pocket pocket = pocket(seat);
        homes.add(seat.seat().value(), "jiangan-1", "江岸的一家");
        List<String> lines =
                List.of(
                        line(UUID.randomUUID(), seat, "她很好"),
                        line(UUID.randomUUID(), seat, "[merged] 有人刚去过"),
                        line(UUID.randomUUID(), seat, "[conflict] 说法不一"),
                        line(UUID.randomUUID(), seat, "[refused] 不在这里"),
                        line(UUID.randomUUID(), seat, "[breaks] 出了错"),
                        line(UUID.randomUUID(), seat, "cooking.soup", "x"),
                        line(UUID.randomUUID(), seat, "最后一家也好"));
        JsonNode body = handsIn(pocket, lines);

        assertThat(words(body))
                .containsExactly(
                        "accepted",
                        "merged",
                        "in-conflict",
                        "refused",
                        "later",
                        "refused",
                        "accepted");
        assertThat(body.at("/answers/2/decides").asString()).isEqualTo("/pocket/handed-in");
        assertThat(body.at("/answers/3/text").asString()).isNotEmpty();
        // Of what was refused or broke nothing is left behind but the answer.
        assertThat(visits.words(seat.seat().value()))
                .containsExactlyInAnyOrder("她很好", "[merged] 有人刚去过", "[conflict] 说法不一", "最后一家也好");
        assertThat(stored(seat)).isEqualTo(5);
        assertThat(body.at("/lists/contact.households/0/name").asString()).isEqualTo("江岸的一家");
        assertThat(Instant.parse(body.get("until").asString())).isAfter(clock.instant());

        String page = pocket.phone.get("/pocket/handed-in").body();
        assertThat(page).contains("data-stored=\"5\"").contains("她很好").contains("最后一家也好");
        assertThat(page.split("data-line=", -1)).hasSize(6);
    }

    @Test
    void theDiskIsWaitedForOnceAndWhatIsRefusedHoldsNothingUp() {
        SeatHeld seat = seats.onDuty("420107", "一次交完的她");
        Pocket pocket = pocket(seat);
        List<String> lines =
                IntStream.range(0, 20)
                        .mapToObj(n -> line(UUID.randomUUID(), seat, "第" + n + "家都好"))
                        .toList();
        assertThat(words(handsIn(pocket, lines))).hasSize(20).containsOnly("accepted");
        assertThat(commits(seat)).isEqualTo(1);
        assertThat(visits.words(seat.seat().value())).hasSize(20);

        List<String> more =
                List.of(
                        line(UUID.randomUUID(), seat, "前一家"),
                        line(UUID.randomUUID(), seat, "[refused] 不在这里"),
                        line(UUID.randomUUID(), seat, "后一家"));
        assertThat(words(handsIn(pocket, more))).containsExactly("accepted", "refused", "accepted");
        assertThat(commits(seat)).isEqualTo(4);
        assertThat(visits.words(seat.seat().value())).hasSize(22).contains("前一家", "后一家");
    }

    @Test
    void theSameLineCountsOnceHoweverOftenAndFromWhicheverPhoneItIsSent() {
        SeatHeld seat = seats.onDuty("420103", "江汉的她");
        Pocket one = pocket(seat);
        Pocket two = new Pocket(one.phone, registered(one.phone));
        List<String> lines =
                IntStream.range(0, 12)
                        .mapToObj(n -> line(new UUID(420103, n), seat, "第" + n + "家"))
                        .toList();
        List<CompletableFuture<JsonNode>> sent = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            sent.add(CompletableFuture.supplyAsync(() -> handsIn(one, lines)));
            sent.add(CompletableFuture.supplyAsync(() -> handsIn(two, lines)));
        }
        assertThat(sent)
                .allSatisfy(answer ->
                        assertThat(words(answer.join())).hasSize(12).containsOnly("accepted"));
        assertThat(visits.words(seat.seat().value())).hasSize(12).doesNotHaveDuplicates();
        assertThat(stored(seat)).isEqualTo(12);

        // Also what was refused, and also when it is sent with other words.
        UUID id = UUID.randomUUID();
        assertThat(words(handsIn(one, List.of(line(id, seat, "[refused] 一")))))
                .containsExactly("refused");
        assertThat(words(handsIn(two, List.of(line(id, seat, "现在好了"))))).containsExactly("refused");
        // And of somebody else's line she learns nothing.
        SeatHeld other = seats.onDuty("420103", "江汉的另一位");
        assertThat(words(handsIn(pocket(other), List.of(line(new UUID(420103, 1), other, "别人的")))))
                .containsExactly("refused");
        assertThat(visits.words(other.seat().value())).isEmpty();
    }

    @Test
    void aPhoneWhoseClockIsThreeHoursOffIsPutRightAndNothingIsMadeInTheFuture() {
        SeatHeld seat = seats.onDuty("420104", "硚口的她");
        Pocket pocket = pocket(seat);
        Instant now = clock.instant();
        Instant slow = now.minus(Duration.ofHours(3));
        handsIn(
                pocket,
                List.of(line(UUID.randomUUID(), seat, VISIT, "慢", slow.minusSeconds(600))),
                slow);
        Instant fast = now.plus(Duration.ofHours(3));
        handsIn(
                pocket,
                List.of(line(UUID.randomUUID(), seat, VISIT, "快", fast.minusSeconds(300))),
                fast);
        handsIn(
                pocket,
                List.of(line(UUID.randomUUID(), seat, VISIT, "将来", now.plusSeconds(9000))),
                now);
        assertThat(
                        jdbc.sql(
                                        "select words || extract(epoch from ? - made_at)::int from promise.visit where seat = ? order by made_at")
                                .params(Timestamp.from(now), seat.seat().value())
                                .query(String.class)
                                .list())
                .containsExactly("慢600", "快300", "将来0");
    }

    @Test
    void anEndedSessionIsToldSoAndNothingIsTaken() {
        SeatHeld seat = seats.onDuty("420105", "汉阳的她");
        Pocket pocket = pocket(seat);
        String once = once(pocket.phone);
        pocket.phone.forget("seat");
        HttpResponse<String> answer =
                sends(
                        pocket,
                        once,
                        List.of(line(UUID.randomUUID(), seat, "还在手机上")),
                        clock.instant());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).contains("json");
        assertThat(stored(seat)).isZero();
    }

    @Test
    void withoutThePagesOwnWordNothingIsTaken() {
        SeatHeld seat = seats.onDuty("420106", "武昌的她");
        Pocket pocket = pocket(seat);
        HttpResponse<String> answer =
                sends(
                        pocket,
                        "nonsense",
                        List.of(line(UUID.randomUUID(), seat, "伪造")),
                        clock.instant());
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(stored(seat)).isZero();
    }

    @Test
    void tooMuchAtOnceAndNonsenseAreNoLines() {
        SeatHeld seat = seats.onDuty("420107", "青山的她");
        Pocket pocket = pocket(seat);
        List<String> many =
                IntStream.range(0, 51).mapToObj(n -> line(UUID.randomUUID(), seat, "多")).toList();
        String once = once(pocket.phone);
        assertThat(sends(pocket, once, many, clock.instant()).statusCode()).isEqualTo(400);
        assertThat(sends(pocket, once, List.of("{}"), clock.instant()).statusCode()).isEqualTo(400);
        assertThat(
                        sends(
                                        pocket,
                                        once,
                                        List.of(line(UUID.randomUUID(), seat, "长".repeat(4001))),
                                        clock.instant())
                                .statusCode())
                .isEqualTo(400);
        assertThat(
                        pocket.phone
                                .postJson(
                                        "/pocket/hand-in",
                                        "{",
                                        "Accept",
                                        "application/json",
                                        "X-Once",
                                        once)
                                .statusCode())
                .isEqualTo(400);
        assertThat(stored(seat)).isZero();
    }

    @Test
    void aRevokedPhoneIsToldToEraseItselfThoughNobodyIsSignedIn() {
        SeatHeld seat = seats.onDuty("420111", "洪山的她");
        Pocket pocket = pocket(seat);
        Pocket kept = new Pocket(pocket.phone, registered(pocket.phone));
        Phone thief = new Phone(port);
        assertThat(standing(thief, pocket.secret)).isEqualTo("keep");

        String devices = pocket.phone.get("/pocket/devices").body();
        UUID id = device(pocket.secret);
        assertThat(devices).contains(id.toString());
        // Nobody else's hand reaches it.
        Phone other = Phone.of(port, seats, seats.onDuty("420111", "洪山的另一位"));
        other.post(
                "/pocket/devices",
                Map.of("once", other.token("/pocket/devices"), "device", id.toString()));
        assertThat(standing(thief, pocket.secret)).isEqualTo("keep");

        pocket.phone.post(
                "/pocket/devices",
                Map.of("once", pocket.phone.token("/pocket/devices"), "device", id.toString()));
        assertThat(standing(thief, pocket.secret)).isEqualTo("erase");
        assertThat(standing(thief, kept.secret)).isEqualTo("keep");
        assertThat(standing(thief, "A".repeat(43))).isEqualTo("keep");
        HttpResponse<String> answer =
                sends(
                        pocket,
                        once(pocket.phone),
                        List.of(line(UUID.randomUUID(), seat, "捡到的")),
                        clock.instant());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json.readTree(answer.body()).get("word").asString()).isEqualTo("erase");
        assertThat(stored(seat)).isZero();
    }

    @Test
    void whoTriesSecretsIsStoppedAndToldNothing() {
        Phone thief = new Phone(port);
        int stopped = 0;
        for (int n = 0; n < 300; n++) {
            HttpResponse<String> answer =
                    thief.postJson("/pocket/standing", "{\"secret\":\"" + "B".repeat(43) + "\"}");
            assertThat(answer.body()).contains("keep");
            stopped += answer.statusCode() == 429 ? 1 : 0;
        }
        assertThat(stopped).isEqualTo(60);
    }

    @Test
    void linesFollowHerToTheUnitThatCarriesOn() {
        var closing = seats.village("420114001", 901, "合并前的村");
        var next = seats.village("420114001", 902, "合并后的村");
        SeatHeld before = seats.fill(closing, "蔡甸的她", false);
        SeatHeld chair = seats.sits(seats.place("420114"), "蔡甸的主席", "CHAIR", "FULL_TIME");
        Pocket pocket = pocket(before);
        String made = line(UUID.randomUUID(), before, "合并前记的");
        closeUnit.with(chair.branch(), closing.id(), next.id(), LocalDate.of(2026, 5, 21));
        SeatHeld elsewhere = holds(seats.fill(seats.place("420115"), "她", false), before);
        SeatHeld after = holds(seats.fill(next, "她", false), before);

        assertThat(words(handsIn(pocket, List.of(made)))).containsExactly("accepted");
        assertThat(visits.words(after.seat().value())).containsExactly("合并前记的");
        assertThat(visits.words(elsewhere.seat().value())).isEmpty();
    }

    @Test
    void whoHoldsNoSeatAnyMoreHandsInAndSomebodyThereDecides() {
        var place = seats.place("420116");
        SeatHeld gone = seats.fill(place, "离任的她", false);
        SeatHeld chair = seats.sits(place, "黄陂的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = seats.sits(place, "黄陂的执委", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld stranger = seats.sits(seats.place("420117"), "新洲的主席", "CHAIR", "FULL_TIME");
        Pocket pocket = pocket(gone);
        UUID given = UUID.randomUUID();
        UUID back = UUID.randomUUID();
        List<String> lines = List.of(line(given, gone, "离任前去过的"), line(back, gone, "不该记的"));
        jdbc.sql(
                        "update network.seat set holder = null, known_as = null, on_duty = false where id = ?")
                .param(gone.seat().value())
                .update();

        assertThat(words(handsIn(pocket, lines))).containsExactly("waits", "waits");
        assertThat(visits.words(gone.seat().value())).isEmpty();
        Phone desk = Phone.of(port, seats, chair);
        assertThat(desk.get("/workbench").body()).contains("/pocket/undecided");
        assertThat(desk.get("/pocket/undecided").body()).contains("离任前去过的").contains("不该记的");
        for (SeatHeld without : List.of(member, stranger)) {
            Phone phone = Phone.of(port, seats, without);
            assertThat(phone.get("/pocket/undecided").body()).doesNotContain("离任前去过的");
            assertThat(decides(phone, given, "give", without)).isEqualTo(404);
        }
        assertThat(decides(desk, given, "give", stranger)).isEqualTo(422);
        assertThat(decides(desk, given, "give", member)).isEqualTo(303);
        assertThat(decides(desk, back, "give-back", member)).isEqualTo(303);
        assertThat(decides(desk, back, "give", member)).isEqualTo(404);

        assertThat(visits.words(member.seat().value())).containsExactly("离任前去过的");
        JsonNode again = handsIn(pocket, lines);
        assertThat(words(again)).containsExactly("accepted", "refused");
        assertThat(desk.get("/pocket/undecided").body()).doesNotContain("不该记的");
    }

    @Test
    void aSeatThatWasNeverHersIsRefused() {
        SeatHeld hers = seats.onDuty("420112", "东西湖的她");
        SeatHeld other = seats.onDuty("420112", "东西湖的另一位");
        assertThat(words(handsIn(pocket(hers), List.of(line(UUID.randomUUID(), other, "冒充")))))
                .containsExactly("refused");
        assertThat(visits.words(other.seat().value())).isEmpty();
    }

    @Test
    void wordsStandClosedAndGoInTimeWhileTheAnswerStays() {
        SeatHeld seat = seats.onDuty("420113", "汉南的她");
        Pocket pocket = pocket(seat);
        UUID visit = UUID.randomUUID();
        UUID conflict = UUID.randomUUID();
        handsIn(
                pocket,
                List.of(line(visit, seat, "她的话要保密"), line(conflict, seat, "[conflict] 还没人看")));
        byte[] closed =
                jdbc.sql("select words from pocket.entry where id = ?")
                        .param(visit)
                        .query(byte[].class)
                        .single();
        assertThat(new String(closed, StandardCharsets.UTF_8)).doesNotContain("保密");

        expire(clock.instant().plus(Duration.ofDays(29)));
        assertThat(wordsOf(visit)).isNotNull();
        expire(clock.instant().plus(Duration.ofDays(31)));
        assertThat(wordsOf(visit)).isNull();
        assertThat(wordsOf(conflict)).as("nobody has looked at it yet").isNotNull();
        assertThat(words(handsIn(pocket, List.of(line(visit, seat, "她的话要保密")))))
                .containsExactly("accepted");
    }

    @Test
    void whatIsErasedThereIsErasedHereToo() {
        SeatHeld seat = seats.onDuty("420113", "汉南的另一位");
        Pocket pocket = pocket(seat);
        UUID entry = UUID.randomUUID();
        handsIn(pocket, List.of(line(entry, seat, "她要删掉的")));
        UUID became =
                jdbc.sql("select about from pocket.entry where id = ?")
                        .param(entry)
                        .query(UUID.class)
                        .single();
        handedIn.forget(List.of(became));
        assertThat(wordsOf(entry)).isNull();
    }

    @Test
    void whatWasHandedInIsNeverChanged() {
        SeatHeld seat = seats.onDuty("420113", "汉南的第三位");
        UUID entry = UUID.randomUUID();
        handsIn(pocket(seat), List.of(line(entry, seat, "原话")));
        for (String change :
                List.of(
                        "update pocket.entry set answer = 'REFUSED', why = 'x' where id = ?",
                        "update pocket.entry set made_at = now() where id = ?",
                        "delete from pocket.entry where id = ?")) {
            assertThat(
                            org.assertj.core.api.Assertions.catchThrowable(
                                    () -> jdbc.sql(change).param(entry).update()))
                    .as(change)
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void signingOutErasesThePhoneAndAsksFirstWhileItHoldsWhatNobodyElseHas() {
        Phone phone = Phone.of(port, seats, seats.onDuty("420102", "江岸的另一位"));
        var asked =
                phone.send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(
                                                "http://localhost:" + port + "/access/sign-out"))
                                .header("Cookie", phone.cookies() + "; pocket=waiting")
                                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
        assertThat(asked.headers().firstValue("Location")).hasValue("/pocket/leaving");
        assertThat(asked.headers().firstValue("Clear-Site-Data")).isEmpty();
        assertThat(phone.get("/pocket/leaving").body()).contains("name=\"sure\"");

        var left = phone.post("/access/sign-out", Map.of("sure", "yes"));
        assertThat(left.headers().firstValue("Location")).hasValue("/");
        assertThat(left.headers().firstValue("Clear-Site-Data")).hasValue("\"storage\"");
        assertThat(phone.get("/pocket/handed-in").statusCode()).isEqualTo(303);
    }

    private int decides(Phone phone, UUID line, String act, SeatHeld to) {
        return phone.post(
                        "/pocket/undecided",
                        Map.of(
                                "once",
                                phone.token("/pocket/leaving"),
                                "act",
                                act,
                                "line",
                                line.toString(),
                                "seat",
                                to.seat().toString()))
                .statusCode();
    }

    /** Another seat of the same person. */
    private SeatHeld holds(SeatHeld seat, SeatHeld same) {
        jdbc.sql("update network.seat set holder = ? where id = ?")
                .params(same.holder().value(), seat.seat().value())
                .update();
        jdbc.sql("update network.holding set holder = ? where seat = ?")
                .params(same.holder().value(), seat.seat().value())
                .update();
        return seats.held(seat.seat());
    }

    private void expire(Instant then) {
        java.util.stream.Stream<niangjia.people.PersonalData> all =
                java.util.Objects.requireNonNull(
                        org.springframework.test.util.ReflectionTestUtils.invokeMethod(
                                catalogue, "modules"));
        transaction.executeWithoutResult(status ->
                all.filter(module -> module.getClass().getName().contains(".pocket."))
                        .forEach(module -> module.expire(then)));
    }

    private byte @org.jspecify.annotations.Nullable [] wordsOf(UUID entry) {
        return jdbc.sql("select words from pocket.entry where id = ?")
                .param(entry)
                .query((row, n) -> new byte[][] {row.getBytes(1)})
                .single()[0];
    }

    private UUID device(String secret) {
        return jdbc.sql("select id from pocket.device where secret = sha256(?)")
                .param(secret.getBytes(StandardCharsets.UTF_8))
                .query(UUID.class)
                .single();
    }

    /** In how many transactions her lines came to stand where they do. */
    private long commits(SeatHeld seat) {
        return jdbc.sql("select count(distinct xmin::text) from pocket.entry where person = ?")
                .param(seat.holder().value())
                .query(Long.class)
                .single();
    }

    private long stored(SeatHeld seat) {
        return jdbc.sql("select count(*) from pocket.entry where person = ?")
                .param(new PersonId(seat.holder().value()).value())
                .query(Long.class)
                .single();
    }

    private String standing(Phone phone, String secret) {
        return json.readTree(
                        phone.postJson("/pocket/standing", "{\"secret\":\"" + secret + "\"}")
                                .body())
                .get("word")
                .asString();
    }

    private Pocket pocket(SeatHeld seat) {
        Phone phone = Phone.of(port, seats, seat);
        return new Pocket(phone, registered(phone));
    }

    private String registered(Phone phone) {
        String body =
                phone.postJson(
                                "/pocket/devices/new",
                                "{}",
                                "Accept",
                                "application/json",
                                "X-Once",
                                once(phone))
                        .body();
        return json.readTree(body).get("secret").asString();
    }

    private String once(Phone phone) {
        return json.readTree(phone.get("/pocket/me", "Accept", "application/json").body())
                .get("once")
                .asString();
    }

    private JsonNode handsIn(Pocket pocket, List<String> lines) {
        return handsIn(pocket, lines, clock.instant());
    }

    private JsonNode handsIn(Pocket pocket, List<String> lines, Instant phonesClock) {
        HttpResponse<String> answer = sends(pocket, once(pocket.phone), lines, phonesClock);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private static HttpResponse<String> sends(
            Pocket pocket, String once, List<String> lines, Instant phonesClock) {
        return pocket.phone.postJson(
                "/pocket/hand-in",
                "{\"device\":\"%s\",\"clock\":\"%s\",\"entries\":[%s]}"
                        .formatted(pocket.secret, phonesClock, String.join(",", lines)),
                "Accept",
                "application/json",
                "X-Once",
                once);
    }

    private String line(UUID id, SeatHeld seat, String words) {
        return line(id, seat, VISIT, words);
    }

    private String line(UUID id, SeatHeld seat, String kind, String words) {
        return line(id, seat, kind, words, clock.instant().minusSeconds(60));
    }

    private static String line(UUID id, SeatHeld seat, String kind, String words, Instant made) {
        return "{\"id\":\"%s\",\"kind\":\"%s\",\"madeAt\":\"%s\",\"seat\":\"%s\",\"words\":{\"pairing\":\"p\",\"words\":\"%s\"}}"
                .formatted(id, kind, made, seat.seat(), words);
    }

    private static List<String> words(JsonNode body) {
        List<String> words = new ArrayList<>();
        body.get("answers").forEach(answer -> words.add(answer.get("word").asString()));
        return words;
    }
}
