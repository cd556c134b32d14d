package niangjia.help;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.database.DataFolder;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.network.SeatHeld;
import niangjia.people.DailyRound;
import niangjia.shared.Digest;
import niangjia.shared.Province;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Who works with women's matters proves twice who she is, and nobody can shut her out. */
@OnTheRealNet
class StaffProveThemselvesTwiceTest {

    private static final Pattern CODE =
            Pattern.compile("<code>((?:[A-Z2-7]{4}-){5}[A-Z2-7]{4})</code>");
    private static final Pattern INPUT =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final Pattern LINK = Pattern.compile("(/join/[0-9a-f]{40})");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;
    @Autowired Keys keys;
    @Autowired DataFolder folder;
    @Autowired DailyRound round;

    @Test
    void aPasswordAloneOpensNothing() {
        SeatHeld seat = seats.onDuty("450102", "韦值守");
        Phone phone = new Phone(port);
        assertThat(where(password(phone, seat))).isEqualTo("/access/second");
        for (String page : List.of("/workbench", "/requests", "/records", "/numbers", "/staff")) {
            assertThat(where(phone.get(page))).as(page).isEqualTo("/access/second");
        }
        assertThat(phone.get("/api/v1/units/" + seat.place().id() + "/numbers").statusCode())
                .isEqualTo(401);
    }

    @Test
    void theFirstTimeSheSetsUpASecondWayAndWritesDownTenCodes() {
        SeatHeld seat = seats.onDuty("450103", "农值守");
        Phone phone = new Phone(port);
        password(phone, seat);
        assertThat(where(phone.get("/access/second"))).isEqualTo("/access/ways");
        phone.setUpApp(clock);
        assertThat(phone.get("/workbench").statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasASecondWayCannotAddAnotherWithThePasswordAlone() {
        SeatHeld seat = seats.onDuty("450105", "覃值守");
        Phone own = new Phone(port);
        password(own, seat);
        own.setUpApp(clock);
        Phone thief = new Phone(port);
        passwordOnly(thief, seat);
        assertThat(where(thief.get("/access/ways"))).isEqualTo("/access/second");
        String token = thief.token("/access/second");
        for (String way : List.of("app", "passkey", "codes", "remove", "end")) {
            assertThat(where(thief.post("/access/ways/" + way, Map.of("once", token))))
                    .as(way)
                    .isEqualTo("/access/second");
        }
    }

    @Test
    void aCodeCountsOnceAndTenWrongOnesEndTheTries() {
        SeatHeld seat = seats.onDuty("450107", "黄值守");
        Phone first = new Phone(port);
        password(first, seat);
        String letters = first.setUpApp(clock);
        Phone second = new Phone(port);
        passwordOnly(second, seat);
        assertThat(code(second, Phone.code(letters, clock)).statusCode())
                .as("used when it was set up")
                .isEqualTo(422);
        clock.turn(Duration.ofSeconds(30));
        assertThat(where(code(second, Phone.code(letters, clock)))).isEqualTo("/workbench");

        Phone thief = new Phone(port);
        passwordOnly(thief, seat);
        for (int i = 0; i < 10; i++) {
            assertThat(code(thief, "00000" + i).statusCode()).isEqualTo(422);
        }
        clock.turn(Duration.ofSeconds(30));
        assertThat(code(thief, Phone.code(letters, clock)).body()).contains("错的次数太多了");
    }

    @Test
    void aCodeThatWasWrittenDownLetsHerInOnce() {
        SeatHeld seat = seats.onDuty("450108", "梁值守");
        Phone phone = new Phone(port);
        password(phone, seat);
        phone.setUpApp(clock);
        List<String> codes = codes(phone);
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        Phone elsewhere = new Phone(port);
        passwordOnly(elsewhere, seat);
        assertThat(where(code(elsewhere, codes.getFirst().toLowerCase(java.util.Locale.ROOT))))
                .isEqualTo("/workbench");
        Phone again = new Phone(port);
        passwordOnly(again, seat);
        assertThat(code(again, codes.getFirst()).statusCode()).isEqualTo(422);
        assertThat(
                        jdbc.sql(
                                        "select string_agg(encode(hash, 'escape'), ' ') from access.recovery_code")
                                .query(String.class)
                                .single())
                .doesNotContain(codes.getLast().replace("-", ""));
    }

    @Test
    void aWrittenCodeOfBeforeThatWasShorterLetsHerInTheSame() {
        SeatHeld seat = seats.onDuty("450110", "武鸣值守");
        Phone phone = new Phone(port);
        password(phone, seat);
        phone.setUpApp(clock);
        codes(phone);
        UUID account =
                jdbc.sql("select id from access.account where person = ?")
                        .param(seat.holder().value())
                        .query(UUID.class)
                        .single();
        jdbc.sql("insert into access.recovery_code (account, hash) values (?, ?)")
                .params(
                        account,
                        Digest.keyed(
                                folder.secret("recovery", 32),
                                account.toString().getBytes(UTF_8),
                                "ABCDEFGHIJKLMNOP".getBytes(UTF_8)))
                .update();
        Phone elsewhere = new Phone(port);
        passwordOnly(elsewhere, seat);
        assertThat(where(code(elsewhere, "abcdefgh-ijklmnop"))).isEqualTo("/workbench");
    }

    @Test
    void theLastWayInIsNotTakenAway() {
        SeatHeld seat = seats.onDuty("450109", "蒙值守");
        Phone phone = Phone.of(port, seats, seat);
        assertThat(
                        phone.post(
                                        "/access/ways/remove",
                                        Map.of("once", phone.token("/access/ways")))
                                .body())
                .contains("至少要留一种");
        assertThat(phone.get("/access/ways").body()).contains("已经装好");
    }

    @Test
    void beforeSomethingSealedSheProvesItAgainIfTheLastTimeIsLongAgo() {
        SeatHeld county = seats.onDuty("450123", "罗值守");
        Phone phone = new Phone(port);
        password(phone, county);
        String letters = phone.setUpApp(clock);
        Story story = Story.asked(port, jdbc, "450123", "他又动手打我了", ",\"kind\":\"violence\"");
        assertThat(phone.get(story.address()).statusCode()).isEqualTo(200);
        int openings = openings(story);
        assertThat(story.act(phone, "say", "").body()).contains("他又动手打我了");
        assertThat(openings(story))
                .as("a mistake in a form shows it too, and that is an opening")
                .isEqualTo(openings + 1);
        clock.turn(Duration.ofMinutes(16));
        assertThat(story.act(phone, "say", "").body()).contains("再证明一次").doesNotContain("他又动手打我了");
        assertThat(openings(story)).isEqualTo(openings + 1);
        HttpResponse<String> asked = phone.get(story.address());
        assertThat(where(asked)).startsWith("/access/second?to=");
        assertThat(phone.get("/requests").statusCode()).as("the rest stays open").isEqualTo(200);
        var back =
                phone.post(
                        "/access/second",
                        Map.of(
                                "once",
                                phone.token("/access/second"),
                                "code",
                                Phone.code(letters, clock),
                                "to",
                                story.address()));
        assertThat(where(back)).isEqualTo(story.address());
        assertThat(phone.get(story.address()).statusCode()).isEqualTo(200);
    }

    @Test
    void anOldProofDoesNothingSealedAndWhatSheTypedWaitsForANewOne() {
        SeatHeld county = seats.onDuty("611026", "商州的她");
        Phone phone = new Phone(port);
        password(phone, county);
        String letters = phone.setUpApp(clock);
        Story story = Story.asked(port, jdbc, "611026", "他又动手打我了", ",\"kind\":\"violence\"");
        assertThat(story.act(phone, "claim", "").statusCode()).isEqualTo(303);
        for (String page : List.of(story.address(), "/cases/" + story.id())) {
            String words = "我下午去看您";
            clock.turn(Duration.ofMinutes(16));
            var asked =
                    phone.post(
                            page,
                            Map.of(
                                    "once",
                                    phone.token("/"),
                                    "act",
                                    page.startsWith("/cases") ? "note" : "say",
                                    "words",
                                    words));
            assertThat(asked.statusCode()).isEqualTo(422);
            assertThat(asked.body()).contains("再证明一次", words);
            assertThat(said(story)).as("nothing is done yet").doesNotContain(page);
            Map<String, String> form = form(asked.body(), "/access/second");
            form.put("code", "000000");
            var wrong = phone.post("/access/second", form);
            assertThat(wrong.statusCode()).isEqualTo(422);
            form = form(wrong.body(), "/access/second");
            form.put("code", Phone.code(letters, clock));
            var proved = phone.post("/access/second", form);
            assertThat(proved.statusCode()).isEqualTo(200);
            assertThat(said(story)).as("she sends it herself").doesNotContain(page);
            assertThat(where(phone.post(page, form(proved.body(), page)))).isEqualTo(page);
            assertThat(said(story)).contains(page);
        }
    }

    /** On which page something was said or noted. */
    private List<String> said(Story story) {
        return jdbc.sql(
                        """
                        select '/requests/' || request from help.step where request = :id and what = 'said'
                        union all select '/cases/' || matter from cases.entry where matter = :id and what = 'NOTE'
                        """)
                .param("id", story.id())
                .query(String.class)
                .list();
    }

    /** What a form on a page sends, without its button. */
    private static Map<String, String> form(String page, String action) {
        int begins = page.indexOf("method=\"post\" action=\"" + action + "\" autocomplete");
        Matcher input = INPUT.matcher(page.substring(begins, page.indexOf("</form>", begins)));
        Map<String, String> form = new HashMap<>();
        while (input.find()) {
            form.put(input.group(1), input.group(2));
        }
        return form;
    }

    @Test
    void afterProvingSheIsNeverSentToAnotherSite() {
        SeatHeld seat = seats.onDuty("450124", "陆值守");
        Phone phone = new Phone(port);
        password(phone, seat);
        String letters = phone.setUpApp(clock);
        clock.turn(Duration.ofSeconds(30));
        assertThat(
                        where(
                                phone.post(
                                        "/access/second",
                                        Map.of(
                                                "once",
                                                phone.token("/access/second"),
                                                "code",
                                                Phone.code(letters, clock),
                                                "to",
                                                "//example.org/"))))
                .isEqualTo("/workbench");
    }

    @Test
    void sheEndsASessionFromAnotherDevice() {
        SeatHeld seat = seats.onDuty("450125", "卢值守");
        Phone lost = Phone.of(port, seats, seat);
        Phone here = Phone.of(port, seats, seat);
        String page = here.get("/access/ways").body();
        assertThat(page.split("name=\"session\"", -1)).hasSize(3);
        here.post("/access/ways/end", Map.of("once", Phone.tokenIn(page)));
        assertThat(where(lost.get("/workbench"))).isEqualTo("/access");
        assertThat(here.get("/workbench").statusCode()).isEqualTo(200);
    }

    @Test
    void thousandsOfGuessesNeitherOpenHerAccountNorShutHerOut() {
        SeatHeld seat = seats.onDuty("450126", "莫值守");
        Phone own = Phone.of(port, seats, seat);
        var passkey = new Authenticator(port);
        String form = own.token("/access/ways");
        own.post("/access/ways/passkey", Map.of("once", form, "passkey", passkey.registers(form)));
        int refusedBeforeAnyHash = 0;
        for (int i = 0; i < 300; i++) {
            Phone stranger = new Phone(port);
            var answer =
                    stranger.post(
                            "/access",
                            Map.of(
                                    "once",
                                    stranger.token("/access"),
                                    "login",
                                    seat.seat().toString(),
                                    "password",
                                    "guess " + i));
            assertThat(answer.statusCode()).isEqualTo(422);
            if (answer.body().contains("错的次数太多了")) {
                refusedBeforeAnyHash++;
            }
        }
        assertThat(refusedBeforeAnyHash).isEqualTo(250);
        own.post("/access/sign-out", Map.of("once", own.token("/workbench")));
        assertThat(where(passwordOnly(own, seat)))
                .as("from her own device")
                .isEqualTo("/access/second");
        assertThat(where(byPasskey(new Phone(port), passkey)))
                .as("with her passkey from any")
                .isEqualTo("/workbench");
    }

    @Test
    void anAccountIsOpenedFromAboveWithALinkThatWorksOnce() {
        SeatHeld above = seats.onDuty("4502", "苏主管");
        SeatHeld below = seats.onDuty("450202", "石新人");
        Phone chief = Phone.of(port, seats, above);
        String link = invite(chief, below);
        Phone phone = new Phone(port);
        assertThat(phone.get(link).body()).contains("石新人");
        var joined =
                phone.post(
                        link,
                        Map.of(
                                "once",
                                phone.token(link),
                                "login",
                                "shi" + below.seat(),
                                "password",
                                "a brand new phrase"));
        assertThat(where(joined)).isEqualTo("/access/second");
        assertThat(where(phone.get("/workbench"))).isEqualTo("/access/second");
        phone.setUpApp(clock);
        assertThat(phone.get("/workbench").body()).contains("石新人");
        assertThat(new Phone(port).get(link).statusCode()).isNotEqualTo(200);

        String page = "/staff/" + below.place().id();
        assertThat(ask(chief, below, "ask").body()).contains("另一位");
        assertThat(ask(chief, below, "agree").statusCode())
                .as("who asked does not agree with herself")
                .isEqualTo(422);
        assertThat(LINK.matcher(chief.get(page).body()).find()).isFalse();
        Phone second = Phone.of(port, seats, seats.onDuty("450202", "石同事"));
        assertThat(second.get(page).body()).contains("我同意");
        Matcher link2 = LINK.matcher(ask(second, below, "agree").body());
        assertThat(link2.find()).isTrue();
        assertThat(ask(second, below, "agree").statusCode()).as("once").isEqualTo(422);
        String again = link2.group(1);
        Phone newPhone = new Phone(port);
        newPhone.post(
                again, Map.of("once", newPhone.token(again), "password", "another long phrase"));
        assertThat(where(phone.get("/workbench"))).as("old sessions end").isEqualTo("/access");
        newPhone.setUpApp(clock);
        assertThat(newPhone.get("/workbench").statusCode()).isEqualTo(200);
    }

    /** OWASP ASVS 5, 6.2.1, 6.2.5, 6.2.8 and 6.2.9. */
    @Test
    void aPasswordIsTenToSeventyTwoBytesOfAnythingAndCountsAsItWasTyped() {
        SeatHeld seat = seats.onDuty("450321", "阳朔的她");
        Phone phone = new Phone(port);
        password(phone, seat);
        String letters = phone.setUpApp(clock);
        String old = Seats.PASSWORD;
        assertThat(change(phone, old, "nine sign").body()).contains("href=\"#password\"");
        assertThat(change(phone, old, "长".repeat(25)).body())
                .as("75 bytes: a hash would not read them all")
                .contains("href=\"#password\"");
        for (String good :
                List.of(
                        "ten  signs",
                        " Keeps Its Blanks ",
                        "只有汉字的密码也可以用",
                        "😀 é ß % ' \" <b> \\ 0",
                        "长江黄河".repeat(6))) {
            assertThat(change(phone, old, good).statusCode()).as(good).isEqualTo(303);
            for (String other :
                    List.of(good.strip() + "x", good + " ", good.toUpperCase(Locale.ROOT) + "!")) {
                assertThat(where(signIn(phone, seat, other)))
                        .as("not " + other)
                        .isEqualTo("status 422");
                clock.turn(Duration.ofMinutes(61));
            }
            Phone again = new Phone(port);
            assertThat(where(signIn(again, seat, good))).as(good).isEqualTo("/access/second");
            old = good;
            phone = again;
            clock.turn(Duration.ofSeconds(30));
            code(again, Phone.code(letters, clock));
        }
    }

    @Test
    void aLinkLosesItsForceAfterThreeDays() {
        SeatHeld above = seats.onDuty("4503", "邓主管");
        SeatHeld below = seats.onDuty("450302", "秦新人");
        String link = invite(Phone.of(port, seats, above), below);
        clock.turn(Duration.ofHours(73));
        assertThat(new Phone(port).get(link).statusCode()).isNotEqualTo(200);
    }

    @Test
    void aLinkFromBelowIsWorthNothingOnceSheSitsAbove() {
        SeatHeld county = seats.onDuty("450321", "阳朔的她");
        SeatHeld below = seats.fill(seats.village("450321100", 1, "阳朔一村"), "要升的她", false);
        String link = invite(Phone.of(port, seats, county), below);
        assertThat(new Phone(port).get(link).statusCode()).isEqualTo(200);
        SeatHeld above = seats.fill(seats.place("4503"), "市里的席位", false);
        jdbc.sql("update network.seat set holder = ? where id = ?")
                .params(below.holder().value(), above.seat().value())
                .update();
        Phone phone = new Phone(port);
        assertThat(phone.get(link).statusCode()).isNotEqualTo(200);
        assertThat(
                        where(
                                phone.post(
                                        link,
                                        Map.of(
                                                "once",
                                                phone.token("/access"),
                                                "login",
                                                "sh" + below.seat(),
                                                "password",
                                                "a brand new phrase"))))
                .isNotEqualTo("/access/second");
    }

    @Test
    void ofTwoWhoUseALinkAtOnceOneOpensTheAccount() throws Exception {
        SeatHeld below = seats.fill(seats.place("450323"), "灵川新人", false);
        String link = invite(Phone.of(port, seats, seats.onDuty("4503", "桂林的她")), below);
        List<Callable<String>> both = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            Phone phone = new Phone(port);
            Map<String, String> form =
                    Map.of(
                            "once", phone.token("/access"),
                            "login", "l" + n + below.seat(),
                            "password", "a brand new phrase " + n);
            both.add(() -> where(phone.post(link, form)));
        }
        List<String> came = new ArrayList<>();
        try (var together = Executors.newFixedThreadPool(2)) {
            for (Future<String> one : together.invokeAll(both)) {
                came.add(one.get());
            }
        }
        assertThat(came).containsOnlyOnce("/access/second");
        assertThat(
                        jdbc.sql("select count(*) from access.account where person = ?")
                                .param(below.holder().value())
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void nobodyOpensAccountsAboveOrBesideHer() {
        SeatHeld county = seats.onDuty("450304", "唐县");
        SeatHeld city = seats.onDuty("4504", "蒋市");
        SeatHeld other = seats.onDuty("450305", "别县");
        Phone phone = Phone.of(port, seats, county);
        for (SeatHeld notHers : List.of(city, other, county)) {
            var asked =
                    phone.post(
                            "/staff/" + county.place().id(),
                            Map.of(
                                    "once",
                                    phone.token("/staff/" + county.place().id()),
                                    "seat",
                                    notHers.seat().toString()));
            assertThat(asked.statusCode()).isEqualTo(422);
            assertThat(LINK.matcher(asked.body()).find()).isFalse();
        }
        assertThat(phone.get("/staff/" + city.place().id()).statusCode()).isEqualTo(404);
    }

    @Test
    void whoAlsoSitsAboveIsNotGivenBackHerAccountFromBelow() {
        SeatHeld county = seats.onDuty("450302", "秀峰的她");
        SeatHeld below = seats.onDuty("450302001", "街道的她");
        SeatHeld above = seats.onDuty("4503", "桂林的她");
        Phone phone = Phone.of(port, seats, county);
        assertThat(invite(phone, below)).isNotEmpty();
        jdbc.sql("update network.seat set holder = ? where id = ?")
                .params(above.holder().value(), below.seat().value())
                .update();
        var asked =
                phone.post(
                        "/staff/" + below.place().id(),
                        Map.of(
                                "once",
                                phone.token("/staff/" + below.place().id()),
                                "seat",
                                below.seat().toString()));
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(LINK.matcher(asked.body()).find()).isFalse();
    }

    @Test
    void whoFindsAPhoneOpenMakesNoWayInOfHerOwn() {
        SeatHeld seat = seats.onDuty("450311", "雁山的她");
        Phone phone = Phone.of(port, seats, seat);
        String token = phone.token("/access/ways");
        assertThat(codes(phone)).hasSize(10);
        clock.turn(Duration.ofMinutes(16));
        for (String way : List.of("app", "passkey", "codes", "remove")) {
            assertThat(where(phone.post("/access/ways/" + way, Map.of("once", token))))
                    .as(way)
                    .startsWith("/access/second?to=");
        }
        assertThat(
                        where(
                                phone.post(
                                        "/access/ways/end",
                                        Map.of("once", phone.token("/access/ways")))))
                .as("ending sessions needs none")
                .isEqualTo("/access/ways");
    }

    @Test
    void anAppThatWasOnlyOfferedProvesNothing() {
        SeatHeld seat = seats.onDuty("450312", "临桂的她");
        Phone phone = Phone.of(port, seats, seat);
        // As for somebody whose second factor is a passkey only: an app was looked at once.
        UUID account =
                jdbc.sql("select id from access.account where login = ?")
                        .param(seat.seat().toString())
                        .query(UUID.class)
                        .single();
        String secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
        jdbc.sql(
                        "update access.authenticator set confirmed_at = null, last_step = 0, secret = ? where account = ?")
                .params(
                        keys.close(
                                new Field(
                                                "access",
                                                "access.authenticator",
                                                "secret",
                                                "account",
                                                null,
                                                null)
                                        .in(Province.NATION, account),
                                secret),
                        account)
                .update();
        jdbc.sql(
                        "insert into access.passkey (id, account, label, credential, counter, backed_up, made_at)"
                                + " values (?, ?, '她的钥匙', '', 0, false, now())")
                .params(seat.seat().toString().getBytes(StandardCharsets.UTF_8), account)
                .update();
        clock.turn(Duration.ofMinutes(16));
        assertThat(phone.get("/access/ways").body())
                .as("an old session is not shown what would make a way in")
                .doesNotContain("id=\"secret\"");
        String page = "/access/second?to=/access/ways";
        var answer =
                phone.post(
                        "/access/second",
                        Map.of(
                                "once",
                                phone.token(page),
                                "code",
                                Phone.code(secret, clock),
                                "to",
                                "/access/ways"));
        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @Test
    void thePasswordAloneMakesNoCodesToWriteDown() {
        SeatHeld seat = seats.onDuty("450305", "七星的她");
        Phone phone = new Phone(port);
        phone.post(
                "/access",
                Map.of(
                        "once",
                        phone.token("/access"),
                        "login",
                        seats.account(seat),
                        "password",
                        Seats.PASSWORD));
        var answer = phone.post("/access/ways/codes", Map.of("once", phone.token("/access/ways")));
        assertThat(where(answer)).startsWith("/access");
        assertThat(answer.body()).doesNotContain("class=\"codes\"");
    }

    @Test
    void ofTwoWaysTakenAwayAtOnceOneStays() throws Exception {
        SeatHeld seat = seats.onDuty("450304", "象山的她");
        Phone phone = Phone.of(port, seats, seat);
        byte[] id = seat.seat().toString().getBytes(StandardCharsets.UTF_8);
        jdbc.sql(
                        "insert into access.passkey (id, account, label, credential, counter, backed_up, made_at)"
                                + " select ?, id, '她的钥匙', '', 0, false, now() from access.account where login = ?")
                .params(id, seat.seat().toString())
                .update();
        String first = phone.token("/access/ways");
        String second = phone.token("/access/ways");
        List<Integer> answers;
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            answers =
                    both
                            .invokeAll(
                                    List.<Callable<Integer>>of(
                                            () -> removes(phone, first, ""),
                                            () ->
                                                    removes(
                                                            phone,
                                                            second,
                                                            Base64.getUrlEncoder()
                                                                    .withoutPadding()
                                                                    .encodeToString(id))))
                            .stream()
                            .map(Future::resultNow)
                            .toList();
        }
        assertThat(answers).containsExactlyInAnyOrder(303, 422);
        assertThat(
                        jdbc.sql(
                                        """
                                        select (select count(*) from access.passkey p where p.account = a.id)
                                          + (select count(*) from access.authenticator t where t.account = a.id and t.confirmed_at is not null)
                                        from access.account a where a.login = ?
                                        """)
                                .param(seat.seat().toString())
                                .query(Integer.class)
                                .single())
                .isOne();
    }

    private static int removes(Phone phone, String token, String passkey) {
        return phone.post("/access/ways/remove", Map.of("once", token, "passkey", passkey))
                .statusCode();
    }

    @Test
    void whoKnowsThePasswordDoesNotShutHerOutOfHerSecondFactor() {
        SeatHeld seat = seats.onDuty("450312", "临桂的她");
        Phone own = new Phone(port);
        password(own, seat);
        String letters = own.setUpApp(clock);
        own.post("/access/sign-out", Map.of("once", own.token("/workbench")));
        for (int thief = 0; thief < 3; thief++) {
            Phone his = new Phone(port);
            passwordOnly(his, seat);
            for (int i = 0; i < 6; i++) {
                code(his, "00000" + i);
            }
        }
        clock.turn(Duration.ofSeconds(30));
        Phone his = new Phone(port);
        passwordOnly(his, seat);
        assertThat(code(his, Phone.code(letters, clock)).body()).contains("错的次数太多了");
        passwordOnly(own, seat);
        assertThat(where(code(own, Phone.code(letters, clock))))
                .as("her own device is counted by itself")
                .isEqualTo("/workbench");
    }

    @Test
    void sheChangesHerPasswordWithTheOldOneAndAllOthersAreSignedOut() {
        SeatHeld seat = seats.onDuty("450321", "阳朔的她");
        Phone here = Phone.of(port, seats, seat);
        Phone lost = Phone.of(port, seats, seat);
        assertThat(change(here, "not the old one", "a quite different phrase").statusCode())
                .isEqualTo(422);
        assertThat(change(here, Seats.PASSWORD, "short").statusCode()).isEqualTo(422);
        assertThat(lost.get("/workbench").statusCode()).isEqualTo(200);
        assertThat(where(change(here, Seats.PASSWORD, "a quite different phrase")))
                .isEqualTo("/access/ways");
        assertThat(where(lost.get("/workbench"))).isEqualTo("/access");
        assertThat(here.get("/workbench").statusCode()).isEqualTo(200);
        assertThat(passwordOnly(new Phone(port), seat).statusCode()).isEqualTo(422);
        clock.turn(Duration.ofMinutes(16));
        String token = here.token("/access/ways");
        assertThat(
                        where(
                                here.post(
                                        "/access/ways/password",
                                        Map.of(
                                                "once", token,
                                                "old", "a quite different phrase",
                                                "password", "found the phone open"))))
                .startsWith("/access/second?to=");
    }

    @Test
    void aPasswordThatEverybodyTriesFirstIsRefused() {
        SeatHeld above = seats.onDuty("4506", "主管的她");
        SeatHeld below = seats.onDuty("450602", "港口的她");
        String link = invite(Phone.of(port, seats, above), below);
        Phone phone = new Phone(port);
        for (String common :
                List.of(
                        "1234567890",
                        "qwertyuiop",
                        "Password123!",
                        "iloveyouiloveyou",
                        "aaaaaaaaaaaa",
                        "niangjia2026",
                        "妇联妇联妇联妇联妇联",
                        "gangkou-her-login")) {
            var answer =
                    phone.post(
                            link,
                            Map.of(
                                    "once",
                                    phone.token(link),
                                    "login",
                                    "gangkou-her-login",
                                    "password",
                                    common));
            assertThat(answer.statusCode()).as(common).isEqualTo(422);
            assertThat(answer.body()).as(common).contains("这个密码太常见");
        }
        assertThat(
                        where(
                                phone.post(
                                        link,
                                        Map.of(
                                                "once",
                                                phone.token(link),
                                                "login",
                                                "gangkou-her-login",
                                                "password",
                                                "seven geese over the river"))))
                .isEqualTo("/access/second");
    }

    @Test
    void aSessionLastsTwelveHoursAtMostAndTwoOfSilence() {
        SeatHeld seat = seats.onDuty("450323", "灵川的她");
        Phone phone = Phone.of(port, seats, seat);
        assertThat(
                        jdbc.sql(
                                        "select max_inactive_interval from access.session where principal_name = ?")
                                .param(seat.holder().toString())
                                .query(Integer.class)
                                .single())
                .isEqualTo(7200);
        age(seat, Duration.ofHours(11));
        assertThat(phone.get("/workbench").statusCode()).isEqualTo(200);
        age(seat, Duration.ofMinutes(61));
        assertThat(where(phone.get("/workbench"))).isEqualTo("/access");
    }

    @Test
    void whatHappensAtTheDoorStandsInTheLogAndOnHerOwnPageOnly() {
        SeatHeld seat = seats.onDuty("450324", "全州的她");
        Phone phone = new Phone(port);
        password(phone, seat);
        String letters = phone.setUpApp(clock);
        Phone stranger = new Phone(port);
        stranger.post(
                "/access",
                Map.of(
                        "once",
                        stranger.token("/access"),
                        "login",
                        seat.seat().toString(),
                        "password",
                        "a wrong guess"));
        Phone half = new Phone(port);
        passwordOnly(half, seat);
        code(half, "000000");
        clock.turn(Duration.ofSeconds(30));
        code(half, Phone.code(letters, clock));
        assertThat(acts(seat))
                .contains(
                        "access.sign-in-failed",
                        "access.second-failed",
                        "access.signed-in",
                        "access.app-added");
        assertThat(phone.get("/access/ways").body()).contains("登录没有成功", "再次证明没有成功");
        Phone other = Phone.of(port, seats, seats.onDuty("450325", "兴安的她"));
        assertThat(other.get("/access/ways").body()).doesNotContain("登录没有成功");
        String data = phone.get("/access/ways/data.json").body();
        assertThat(data).contains(seat.seat().toString(), "全州的她", "access.sign-in-failed");
        assertThat(data).doesNotContain(letters, "$2a$");
        assertThat(acts(seat)).contains("access.data-taken");
        assertThat(where(new Phone(port).get("/access/ways/data.json"))).isEqualTo("/access");
    }

    @Test
    void aPasskeyLetsHerInAndOneThatAnAdministratorWroteLetsNobodyIn() {
        SeatHeld seat = seats.onDuty("450326", "永福的她");
        Phone phone = Phone.of(port, seats, seat);
        var hers = new Authenticator(port);
        String form = phone.token("/access/ways");
        assertThat(
                        where(
                                phone.post(
                                        "/access/ways/passkey",
                                        Map.of("once", form, "passkey", hers.registers(form)))))
                .isEqualTo("/access/ways");
        assertThat(where(byPasskey(new Phone(port), hers))).isEqualTo("/workbench");

        // With all rights in the database, and a passkey of his own.
        var his = new Authenticator(port);
        jdbc.sql(
                        "insert into access.passkey (id, account, label, credential, bound, counter, backed_up, made_at)"
                                + " select ?, account, label, ?, bound, 0, backed_up, made_at from access.passkey where id = ?")
                .params(his.id(), his.credential(), hers.id())
                .update();
        assertThat(byPasskey(new Phone(port), his).statusCode()).as("a new row").isEqualTo(422);
        SeatHeld own = seats.onDuty("450327", "管库的他");
        Phone admin = Phone.of(port, seats, own);
        var real = new Authenticator(port);
        form = admin.token("/access/ways");
        admin.post("/access/ways/passkey", Map.of("once", form, "passkey", real.registers(form)));
        assertThat(where(byPasskey(new Phone(port), real))).isEqualTo("/workbench");
        jdbc.sql(
                        "update access.passkey set account = (select account from access.passkey where id = ?) where id = ?")
                .params(hers.id(), real.id())
                .update();
        assertThat(byPasskey(new Phone(port), real).statusCode())
                .as("his own, now hers")
                .isEqualTo(422);
        jdbc.sql("update access.passkey set credential = ? where id = ?")
                .params(his.credential(), hers.id())
                .update();
        assertThat(byPasskey(new Phone(port), hers).statusCode())
                .as("hers with another key")
                .isEqualTo(422);
    }

    @Test
    void norDoesAPasswordAnAppOrALinkThatHeWrote() {
        SeatHeld seat = seats.onDuty("450328", "龙胜的她");
        SeatHeld own = seats.onDuty("450329", "管库的另一位");
        Phone.of(port, seats, seat);
        String login = seat.seat().toString();
        Phone admin = new Phone(port);
        password(admin, own);
        String letters = admin.setUpApp(clock);
        jdbc.sql(
                        "update access.authenticator a set secret = b.secret from access.authenticator b join access.account o"
                                + " on o.id = b.account where o.login = ? and a.account = (select id from access.account where login = ?)")
                .params(own.seat().toString(), login)
                .update();
        Phone half = new Phone(port);
        assertThat(where(passwordOnly(half, seat))).isEqualTo("/access/second");
        clock.turn(Duration.ofSeconds(60));
        code(half, Phone.code(letters, clock));
        assertThat(where(half.get("/workbench"))).isEqualTo("/access/second");

        jdbc.sql("update access.account set password = ? where login = ?")
                .params(new BCryptPasswordEncoder(4).encode("what he chose himself"), login)
                .update();
        Phone his = new Phone(port);
        assertThat(
                        his.post(
                                        "/access",
                                        Map.of(
                                                "once",
                                                his.token("/access"),
                                                "login",
                                                login,
                                                "password",
                                                "what he chose himself"))
                                .statusCode())
                .isEqualTo(422);

        String token = "0123456789abcdef0123456789abcdef01234567";
        jdbc.sql(
                        "insert into access.invitation (hash, person, seat, made_by, made_at, until) values (sha256(?), ?, ?, ?, ?, ?)")
                .param(token.getBytes(StandardCharsets.UTF_8))
                .param(seat.holder().value())
                .param(seat.seat().value())
                .param(own.seat().value())
                .param(Timestamp.from(clock.instant()))
                .param(Timestamp.from(clock.instant().plus(Duration.ofHours(1))))
                .update();
        assertThat(new Phone(port).get("/join/" + token).statusCode()).isNotEqualTo(200);
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() {
        SeatHeld seat = seats.onDuty("450330", "平乐的她");
        Phone phone = new Phone(port);
        password(phone, seat);
        String letters = letters(phone);
        nothingIsWrittenDownOf(seat);
        try {
            assertThat(confirm(phone, letters).statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(confirmed(seat)).as("no way in without its entry").isFalse();
        } finally {
            everythingIsWrittenDownAgain();
        }
        clock.turn(Duration.ofSeconds(30));
        assertThat(confirm(phone, letters).statusCode()).isEqualTo(200);
        Phone other = new Phone(port);
        passwordOnly(other, seat);
        clock.turn(Duration.ofSeconds(30));
        code(other, Phone.code(letters, clock));
        nothingIsWrittenDownOf(seat);
        try {
            assertThat(change(phone, Seats.PASSWORD, "a quite different phrase").statusCode())
                    .isGreaterThanOrEqualTo(500);
        } finally {
            everythingIsWrittenDownAgain();
        }
        assertThat(other.get("/workbench").statusCode()).as("still in").isEqualTo(200);
        assertThat(where(passwordOnly(new Phone(port), seat)))
                .as("with the password as it was")
                .isEqualTo("/access/second");
    }

    @Test
    void whoHasLeftAllHerSeatsHasNoAccountAnyMoreUntilALinkFromAboveOpensIt() {
        SeatHeld above = seats.onDuty("4507", "钦州主管");
        SeatHeld seat = seats.onDuty("450702", "钦南的她");
        Phone phone = Phone.of(port, seats, seat);
        assertThat(phone.get("/workbench").statusCode()).isEqualTo(200);
        jdbc.sql(
                        "update network.seat set holder = null, known_as = null, on_duty = false where id = ?")
                .param(seat.seat().value())
                .update();
        clock.turn(Duration.ofDays(1));
        round.runIfDue();
        assertThat(
                        jdbc.sql("select count(*) from access.session where principal_name = ?")
                                .param(seat.holder().toString())
                                .query(Integer.class)
                                .single())
                .isZero();
        assertThat(passwordOnly(new Phone(port), seat).statusCode()).isEqualTo(422);
        assertThat(acts(seat)).contains("access.account-closed");

        jdbc.sql(
                        "update network.seat set holder = ?, known_as = '钦南的她', on_duty = true where id = ?")
                .params(seat.holder().value(), seat.seat().value())
                .update();
        round.runIfDue();
        assertThat(passwordOnly(new Phone(port), seat).statusCode())
                .as("a new seat alone opens nothing")
                .isEqualTo(422);
        String link = invite(Phone.of(port, seats, above), seat);
        Phone again = new Phone(port);
        assertThat(
                        where(
                                again.post(
                                        link,
                                        Map.of(
                                                "once",
                                                again.token(link),
                                                "password",
                                                "seven geese over the river"))))
                .isEqualTo("/access/second");
        again.setUpApp(clock);
        assertThat(again.get("/workbench").body()).contains("钦南的她");
    }

    private HttpResponse<String> byPasskey(Phone phone, Authenticator key) {
        String form = phone.token("/access");
        return phone.post("/access/passkey", Map.of("once", form, "passkey", key.proves(form)));
    }

    private static String letters(Phone phone) {
        Matcher secret =
                Pattern.compile("<code id=\"secret\">([A-Z2-7 ]+)</code>")
                        .matcher(phone.get("/access/ways").body());
        assertThat(secret.find()).isTrue();
        return secret.group(1).replace(" ", "");
    }

    private HttpResponse<String> confirm(Phone phone, String letters) {
        return phone.post(
                "/access/ways/app",
                Map.of("once", phone.token("/access/ways"), "code", Phone.code(letters, clock)));
    }

    private boolean confirmed(SeatHeld seat) {
        return jdbc.sql(
                        "select exists (select from access.authenticator t join access.account a on a.id = t.account"
                                + " where a.login = ? and t.confirmed_at is not null)")
                .param(seat.seat().toString())
                .query(Boolean.class)
                .single();
    }

    private void nothingIsWrittenDownOf(SeatHeld seat) {
        jdbc.sql(
                        """
                        create function records.no_room() returns trigger language plpgsql as $$
                        begin
                          if new.person = '%s' then raise exception 'no room'; end if;
                          return new;
                        end $$
                        """
                                .formatted(seat.holder()))
                .update();
        jdbc.sql(
                        "create trigger no_room before insert on records.entry for each row execute function records.no_room()")
                .update();
    }

    private void everythingIsWrittenDownAgain() {
        jdbc.sql("drop function records.no_room() cascade").update();
    }

    private List<String> acts(SeatHeld seat) {
        return jdbc.sql("select act from records.entry where person = ? order by id")
                .param(seat.holder().value())
                .query(String.class)
                .list();
    }

    private void age(SeatHeld seat, Duration by) {
        jdbc.sql(
                        "update access.session set creation_time = creation_time - ? where principal_name = ?")
                .params(by.toMillis(), seat.holder().toString())
                .update();
    }

    private HttpResponse<String> change(Phone phone, String old, String password) {
        return phone.post(
                "/access/ways/password",
                Map.of("once", phone.token("/access/ways"), "old", old, "password", password));
    }

    private HttpResponse<String> ask(Phone phone, SeatHeld seat, String act) {
        String page = "/staff/" + seat.place().id();
        return phone.post(
                page,
                Map.of("once", phone.token(page), "seat", seat.seat().toString(), "act", act));
    }

    private int openings(Story story) {
        return jdbc.sql("select count(*) from records.openings where matter = ?")
                .param(story.id())
                .query(Integer.class)
                .single();
    }

    private String invite(Phone chief, SeatHeld seat) {
        String page = "/staff/" + seat.place().id();
        Matcher link =
                LINK.matcher(
                        chief.post(
                                        page,
                                        Map.of(
                                                "once",
                                                chief.token(page),
                                                "seat",
                                                seat.seat().toString()))
                                .body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private List<String> codes(Phone phone) {
        Matcher code =
                CODE.matcher(
                        phone.post(
                                        "/access/ways/codes",
                                        Map.of("once", phone.token("/access/ways")))
                                .body());
        List<String> codes = new ArrayList<>();
        while (code.find()) {
            codes.add(code.group(1));
        }
        return codes;
    }

    private HttpResponse<String> code(Phone phone, String code) {
        return phone.post(
                "/access/second", Map.of("once", phone.token("/access/second"), "code", code));
    }

    /** A fresh account, without a second factor. */
    private HttpResponse<String> password(Phone phone, SeatHeld seat) {
        seats.account(seat);
        return passwordOnly(phone, seat);
    }

    private HttpResponse<String> passwordOnly(Phone phone, SeatHeld seat) {
        return signIn(phone, seat, Seats.PASSWORD);
    }

    private HttpResponse<String> signIn(Phone phone, SeatHeld seat, String password) {
        return phone.post(
                "/access",
                Map.of(
                        "once",
                        phone.token("/access"),
                        "login",
                        seat.seat().toString(),
                        "password",
                        password));
    }

    private static String where(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
    }
}
