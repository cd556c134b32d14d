package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import niangjia.cases.model.Chain;
import niangjia.cases.tasks.RunErasures;
import niangjia.database.TestDatabase;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * A sealed matter is hers to take along and to have erased: not with a receipt alone, but once
 * somebody on it has spoken with her in the safe way.
 */
@OnTheRealNet
class SheHasASealedMatterErasedTest {

    private static final Duration DAY = Duration.ofDays(1);

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired RunErasures erasures;
    @Autowired Environment environment;

    @Test
    void aCopyComesOnlyAfterSomebodyHasSpokenWithHerAndForADay() {
        SeatHeld county = seats.onDuty("210102", "和平区的她");
        Story story = sealed("210102", "八一零一");
        Phone desk = Phone.of(port, seats, county);
        act(desk, story, "plan", "words", "去姑姑家八一零一");
        act(desk, story, "reach", "reach", "周三打食堂");
        act(desk, story, "note", "words", "约了医院八一零一");
        assertThat(wish(story, "EXPORT").statusCode()).isEqualTo(303);
        assertThat(wish(story, "EXPORT").statusCode()).isEqualTo(303);
        assertThat(desk.get("/workbench").body()).contains("有话要您确认");
        nothingIsGiven(story);

        assertThat(act(desk, story, "confirm", "what", "EXPORT", "how", "IN_PERSON").statusCode())
                .as("when they spoke is asked for")
                .isEqualTo(422);
        assertThat(confirm(desk, story, "EXPORT", Duration.ofHours(1)).statusCode())
                .as("before she wished it")
                .isEqualTo(422);
        assertThat(confirm(desk, story, "EXPORT", Duration.ofMinutes(-5)).statusCode())
                .as("not yet")
                .isEqualTo(422);
        nothingIsGiven(story);
        assertThat(confirm(desk, story, "EXPORT", Duration.ZERO).statusCode()).isEqualTo(303);

        assertThat(story.phone().get("/mine/data").body())
                .contains("八一零一", "去姑姑家八一零一", "周三打食堂", "约了医院八一零一", "13577778101", "和您确认过了");
        HttpResponse<String> copy = story.phone().get("/mine/data.json");
        assertThat(copy.statusCode()).isEqualTo(200);
        assertThat(copy.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(copy.body())
                .contains("去姑姑家八一零一", "约了医院八一零一", "\"table\":\"cases.entry\"", "13577778101");
        assertThat(acts(story)).contains("cases.copy-wished", "help.data-seen", "help.data-taken");

        clock.turn(Duration.ofHours(25));
        nothingIsGiven(story);
    }

    @Test
    void whoHoldsHerReceiptAndIsNotSheGetsNothingDone() {
        SeatHeld county = seats.onDuty("210103", "沈河的她");
        Story story = sealed("210103", "八一零二");
        wish(story, "ERASE");
        Phone desk = Phone.of(port, seats, county);
        assertThat(desk.get("/cases/" + story.id()).body()).contains("她想全部删除");
        assertThat(act(desk, story, "not-hers", "what", "ERASE").statusCode()).isEqualTo(303);
        clock.turn(DAY.multipliedBy(40));
        erasures.runDue();
        assertThat(story.page()).contains("八一零二");
        assertThat(story.phone().get("/mine/data").body()).contains("我想都删掉");
        assertThat(
                        confirm(Phone.of(port, seats, county), story, "ERASE", Duration.ZERO)
                                .statusCode())
                .as("nothing is wished any more")
                .isEqualTo(422);
    }

    @Test
    void anErasureWaitsThirtyDaysAndOnlySheCallsItBack() {
        SeatHeld county = seats.onDuty("210104", "大东的她");
        Story story = sealed("210104", "八一零三");
        Phone desk = Phone.of(port, seats, county);
        wish(story, "ERASE");
        confirm(desk, story, "ERASE", Duration.ZERO);
        assertThat(act(desk, story, "not-hers", "what", "ERASE").statusCode())
                .as("from now on only she")
                .isEqualTo(422);
        clock.turn(DAY.multipliedBy(29));
        erasures.runDue();
        assertThat(story.page()).contains("八一零三");
        assertThat(post(story, "call-back", "ERASE").statusCode()).isEqualTo(303);
        clock.turn(DAY.multipliedBy(10));
        erasures.runDue();
        assertThat(story.page()).contains("八一零三");
        assertThat(acts(story)).contains("cases.erasure-wished", "cases.called-back");
    }

    @Test
    void thenNothingOfHersIsLeftAndWhatStaysIsSaid() {
        SeatHeld county = seats.onDuty("210105", "皇姑的她");
        SeatHeld other = seats.onDuty("210202", "中山的她");
        Story story = sealed("210105", "八一零四");
        Phone desk = Phone.of(port, seats, county);
        furnish(desk, story, other);
        wish(story, "ERASE");
        confirm(desk, story, "ERASE", Duration.ZERO);
        clock.turn(DAY.multipliedBy(30).plusMinutes(1));
        assertThat(erasures.runDue()).isPositive();

        assertErased(story, true);
        assertThat(story.stage()).isEqualTo("TAKEN_BACK");
        assertThat(seats.asked("他打我八一零四")).isEmpty();
        String data = story.phone().get("/mine/data").body();
        assertThat(data).contains("都已经删除", "留下的只有").doesNotContain("八一零四", "我想都删掉");
        assertThat(story.page()).contains("已经删除的一件事").doesNotContain("八一零四");
        Phone again = Phone.of(port, seats, county);
        assertThat(again.get("/cases/" + story.id()).statusCode()).isEqualTo(404);
        assertThat(again.get("/cases").body()).doesNotContain(story.id().toString());
        assertThat(act(again, story, "note", "words", "再写").statusCode()).isEqualTo(404);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from help.sealed_matter s join network.place p on p.id = s.place"
                                                + " where s.id = ? and p.depth = 1")
                                .param(story.id())
                                .query(Integer.class)
                                .single())
                .as("counted, and no nearer than the province")
                .isEqualTo(1);
        assertThat(wish(story, "ERASE").statusCode()).isEqualTo(303);
        assertThat(erasures.runDue()).isZero();
    }

    @Test
    void aLogUnderHoldStaysUntilTwoHaveLiftedIt() {
        SeatHeld county = seats.onDuty("210203", "西岗的她");
        SeatHeld city = seats.onDuty("2102", "大连的她");
        Story story = sealed("210203", "八一零五");
        Phone desk = Phone.of(port, seats, county);
        act(desk, story, "note", "words", "伤情照片两张八一零五");
        String page = "/cases/" + story.id();
        Sendings.act(desk, page, "note", "拍下来了", Sendings.photo());
        Sendings.say(story.phone(), "这是我拍的", Sendings.photo());
        String evidence = Sendings.shown(desk.get(page).body()).getFirst();
        assertThat(desk.file(evidence).statusCode()).isEqualTo(200);
        assertThat(act(desk, story, "hold").statusCode()).as("with a reason").isEqualTo(422);
        assertThat(act(desk, story, "hold", "words", "要起诉").statusCode()).isEqualTo(303);
        assertThat(act(desk, story, "set-hold").statusCode()).as("by two").isEqualTo(422);
        assertThat(story.phone().get("/mine/data").body()).doesNotContain("依法留着");
        Phone above = Phone.of(port, seats, city);
        act(above, story, "reason", "words", "要留的记录");
        assertThat(act(above, story, "set-hold").statusCode()).isEqualTo(303);
        assertThat(story.phone().get("/mine/data").body()).contains("依法留着");

        wish(story, "ERASE");
        confirm(desk, story, "ERASE", Duration.ZERO);
        clock.turn(DAY.multipliedBy(31));
        erasures.runDue();
        assertErased(story, false);
        assertThat(story.phone().get("/mine/data").body()).contains("只有接访记录");
        desk = Phone.of(port, seats, county);
        assertThat(desk.get("/cases/" + story.id()).body()).contains("伤情照片两张八一零五", "一条没动");
        assertThat(desk.file(evidence).statusCode()).as("it belongs to the log").isEqualTo(200);
        assertThat(files(story)).as("hers is gone").isEqualTo(1);
        assertThat(act(desk, story, "lift").statusCode()).as("with a reason").isEqualTo(422);
        assertThat(act(desk, story, "lift", "words", "案子结了").statusCode()).isEqualTo(303);
        assertThat(act(desk, story, "confirm-lift").statusCode()).as("by two").isEqualTo(422);
        erasures.runDue();
        assertErased(story, false);
        above = Phone.of(port, seats, city);
        act(above, story, "reason", "words", "案子结了");
        assertThat(act(above, story, "confirm-lift").statusCode()).isEqualTo(303);
        erasures.runDue();
        assertErased(story, true);
        assertThat(files(story)).isZero();
    }

    private int files(Story story) {
        return jdbc.sql("select count(*) from files.file where matter = ?")
                .param(story.id())
                .query(Integer.class)
                .single();
    }

    @Test
    void brokenOffAnywhereItIsWholeAndTheNextTurnErasesIt() {
        SeatHeld county = seats.onDuty("210204", "沙河口的她");
        Story story = sealed("210204", "八一零六");
        Phone desk = Phone.of(port, seats, county);
        furnish(desk, story, county);
        wish(story, "ERASE");
        confirm(desk, story, "ERASE", Duration.ZERO);
        clock.turn(DAY.multipliedBy(31));
        String before = state(story);
        for (String table :
                List.of(
                        "cases.wish",
                        "help.request",
                        "help.step",
                        "cases.matter",
                        "cases.option",
                        "keys.key",
                        "records.entry")) {
            breaking(
                    table,
                    () ->
                            assertThatThrownBy(() -> erasures.runDue())
                                    .isInstanceOf(DataAccessException.class));
            assertThat(state(story)).as("broken off at " + table).isEqualTo(before);
        }
        erasures.runDue();
        assertErased(story, true);
    }

    @Test
    @Tag("prove")
    void killedAgainAndAgainEachMatterIsWholeOrErased() throws Exception {
        SeatHeld county = seats.onDuty("210211", "甘井子的她");
        Phone desk = Phone.of(port, seats, county);
        List<Story> stories = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            Story story = sealed("210211", "八一零七");
            act(desk, story, "note", "words", "记录八一零七");
            wish(story, "ERASE");
            assertThat(confirm(desk, story, "ERASE", Duration.ZERO).statusCode()).isEqualTo(303);
            stories.add(story);
        }
        clock.turn(DAY.multipliedBy(31));
        var random = new Random(1949);
        var enough = new AtomicBoolean();
        Thread eraser =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!enough.get()) {
                                try {
                                    erasures.runDue();
                                } catch (DataAccessException | TransactionException killed) {
                                    // The next turn begins anew.
                                }
                            }
                        });
        int kills = 0;
        while (eraser.isAlive() && kills < 200 && left(stories) > 0) {
            LockSupport.parkNanos(random.nextInt(30_000_000));
            kills +=
                    jdbc.sql(
                                    "select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity"
                                            + " where state <> 'idle' and pid <> pg_backend_pid() and datname = current_database()")
                            .query(Integer.class)
                            .single();
        }
        enough.set(true);
        eraser.join();
        System.out.println("kills " + kills + ", left " + left(stories));
        assertThat(kills).isPositive();
        erasures.runDue();
        stories.forEach(story -> assertErased(story, true));
    }

    @Test
    @Tag("prove")
    void killedAsAProgramEachMatterIsWholeOrErasedAndTheNextStartGoesOn() throws Exception {
        SeatHeld county = seats.onDuty("210212", "旅顺口的她");
        Phone desk = Phone.of(port, seats, county);
        Map<Story, String> whole = new LinkedHashMap<>();
        for (int n = 0; n < 60; n++) {
            Story story = sealed("210212", "八一零八");
            wish(story, "ERASE");
            if (n % 20 == 0) {
                clock.turn(Duration.ofMinutes(1));
                desk = Phone.of(port, seats, county);
            }
            assertThat(confirm(desk, story, "ERASE", Duration.ZERO).statusCode()).isEqualTo(303);
            whole.put(story, "");
        }
        // The other program's clock is the machine's own.
        jdbc.sql(
                        "update cases.wish set due_at = timestamptz '2026-01-01' where ended_at is null and due_at is not null")
                .update();
        whole.replaceAll((story, none) -> state(story));
        List<Story> stories = List.copyOf(whole.keySet());
        var random = new Random(1949);
        int killed = 0;
        int between = 0;
        while (waiting() > 0 && killed < 5) {
            Process program = eraser();
            try {
                assertThat(program.inputReader().lines().anyMatch("ready"::equals)).isTrue();
                long before = waiting();
                await().pollInterval(5, TimeUnit.MILLISECONDS).until(() -> waiting() < before);
                program.waitFor(random.nextInt(250), TimeUnit.MILLISECONDS);
            } finally {
                program.toHandle().destroyForcibly();
                program.waitFor();
            }
            killed++;
            long left = left(stories);
            between += left > 0 && left < stories.size() ? 1 : 0;
            stories.forEach(story -> {
                if (story.read("erased_at", java.sql.Timestamp.class) == null) {
                    assertThat(state(story)).as("whole").isEqualTo(whole.get(story));
                }
            });
        }
        System.out.println(
                "matters "
                        + stories.size()
                        + ", programs killed "
                        + killed
                        + ", of them in the middle "
                        + between
                        + ", left "
                        + left(stories));
        assertThat(between).as("it was killed at work").isPositive();
        erasures.runDue();
        stories.forEach(story -> assertErased(story, true));
    }

    private long waiting() {
        return jdbc.sql(
                        "select count(*) from cases.wish where what = 'ERASE' and ended_at is null and due_at = timestamptz '2026-01-01'")
                .query(Long.class)
                .single();
    }

    private Process eraser() throws Exception {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Eraser.class.getName(),
                                Objects.requireNonNull(
                                        environment.getProperty("spring.datasource.url")),
                                Objects.requireNonNull(
                                        environment.getProperty("spring.datasource.username")),
                                Objects.requireNonNull(
                                        environment.getProperty("spring.datasource.password")),
                                TestDatabase.freshFolder().toString(),
                                TestDatabase.SECRET))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private long left(List<Story> stories) {
        return stories.stream()
                .filter(s -> s.read("erased_at", java.sql.Timestamp.class) == null)
                .count();
    }

    /** Something in every table of a matter. */
    private void furnish(Phone desk, Story story, SeatHeld other) {
        story.says("not-by", "八一零四的表姐");
        act(desk, story, "plan", "words", "去姑姑家");
        act(desk, story, "reach", "reach", "周三");
        act(desk, story, "option", "what", "SHELTER", "state", "WISHED", "wish", "yes");
        act(desk, story, "file", "wish", "yes");
        act(desk, story, "name", "next", other.seat().toString());
        act(desk, story, "refer", "next", other.seat().toString(), "wish", "yes");
        act(desk, story, "rest", "words", "先放下");
        desk.post(
                story.address(),
                Map.of("once", desk.token("/"), "act", "claim", "words", "我来", "next", ""));
    }

    private void assertErased(Story story, boolean logToo) {
        Map<String, Object> left =
                jdbc.sql(
                                """
                                select num_nonnulls(r.story, r.contact, r.safe_time, r.word, r.not_by, r.woman) as request,
                                  (select count(*) from help.step s where s.request = r.id and s.words is not null) as steps,
                                  (select num_nonnulls(plan, reach, gravity, reported_at, rest_asked_by, rested_by)
                                    from cases.matter m where m.id = r.id) as matter,
                                  (select count(*) from cases.option o where o.matter = r.id)
                                    + (select count(*) from cases.clock o where o.matter = r.id)
                                    + (select count(*) from cases.named o where o.matter = r.id)
                                    + (select count(*) from cases.referral o where o.matter = r.id)
                                    + (select count(*) from messages.message o where o.matter = r.id) as rows,
                                  (select count(*) from keys.key k where k.subject = r.id and k.closed is not null
                                    and k.purpose <> 'evidence') as keys
                                from help.request r where r.id = ?
                                """)
                        .param(story.id())
                        .query()
                        .singleRow();
        assertThat(left.values()).as(left.toString()).allMatch(n -> ((Number) n).intValue() == 0);
        assertThat(
                        jdbc.sql(
                                                "select (select count(*) from keys.key where subject = :id and closed is not null and purpose = 'evidence')"
                                                        + " + (select count(*) from help.locked_out where request = :id)")
                                        .param("id", story.id())
                                        .query(Integer.class)
                                        .single()
                                == 0)
                .isEqualTo(logToo);
        assertThat(chainIsWhole(story)).isTrue();
        assertThat(acts(story)).contains("help.erased", "cases.erased");
    }

    /** By the rows alone, as whoever has no key can do it. */
    private boolean chainIsWhole(Story story) {
        var log = new ArrayList<Chain.Stored>();
        jdbc.sql("select * from cases.entry where matter = ? order by number")
                .param(story.id())
                .query(row -> {
                    log.add(
                            new Chain.Stored(
                                    new Chain.Link(
                                            row.getShort("province"),
                                            row.getObject("matter", UUID.class),
                                            row.getInt("number"),
                                            row.getObject("id", UUID.class),
                                            row.getTimestamp("at").toInstant(),
                                            row.getObject("seat", UUID.class),
                                            row.getObject("person", UUID.class),
                                            row.getString("known_as"),
                                            row.getString("what"),
                                            row.getBytes("words")),
                                    row.getBytes("previous"),
                                    row.getBytes("hash")));
                });
        byte[] newest =
                jdbc.sql("select newest from cases.matter where id = ?")
                        .param(story.id())
                        .query((row, n) -> row.getBytes(1))
                        .single();
        return !log.isEmpty() && Chain.firstBroken(log, log.size(), newest) == null;
    }

    private String state(Story story) {
        return jdbc.sql(
                        """
                        select concat_ws('|', r::text, (select m::text from cases.matter m where m.id = r.id),
                          (select string_agg(s::text, ',' order by s.id) from help.step s where s.request = r.id),
                          (select string_agg(o::text, ',' order by o.what) from cases.option o where o.matter = r.id),
                          (select string_agg(k::text, ',' order by k.id) from keys.key k where k.subject = r.id),
                          (select string_agg(w::text, ',' order by w.id) from cases.wish w where w.matter = r.id),
                          (select count(*) from records.entry e where e.matter = r.id))
                        from help.request r where r.id = ?
                        """)
                .param(story.id())
                .query(String.class)
                .single();
    }

    private void breaking(String table, Runnable work) {
        jdbc.sql(
                        "create or replace function cases.break_off() returns trigger language plpgsql as"
                                + " $$ begin raise exception 'broken off'; end $$")
                .update();
        jdbc.sql(
                        "create trigger broken_off before insert or update or delete on "
                                + table
                                + " for each statement execute function cases.break_off()")
                .update();
        try {
            work.run();
        } finally {
            jdbc.sql("drop trigger broken_off on " + table).update();
            jdbc.sql("drop function cases.break_off()").update();
        }
    }

    private void nothingIsGiven(Story story) {
        assertThat(story.phone().get("/mine/data").body())
                .doesNotContain("去姑姑家八一零一", "13577778101");
        HttpResponse<String> copy = story.phone().get("/mine/data.json");
        assertThat(copy.statusCode()).isEqualTo(403);
        assertThat(copy.body()).doesNotContain("八一零一");
    }

    private Story sealed(String place, String mark) {
        return Story.asked(
                port,
                jdbc,
                place,
                "他打我" + mark,
                ",\"kind\":\"violence\",\"contact\":\"13577778101\"");
    }

    private HttpResponse<String> wish(Story story, String what) {
        return post(story, "wish", what);
    }

    private static HttpResponse<String> post(Story story, String act, String what) {
        return story.phone()
                .post(
                        "/mine/data",
                        Map.of("once", story.phone().token("/code"), "act", act, "what", what));
    }

    private HttpResponse<String> confirm(Phone phone, Story story, String what, Duration ago) {
        String spoken =
                LocalDateTime.ofInstant(clock.instant().minus(ago), WorkingTime.ZONE)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString();
        return act(phone, story, "confirm", "what", what, "how", "IN_PERSON", "spoken", spoken);
    }

    private HttpResponse<String> act(Phone phone, Story story, String act, String... more) {
        Map<String, String> form = new HashMap<>(Map.of("once", phone.token("/"), "act", act));
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return phone.post("/cases/" + story.id(), form);
    }

    private List<String> acts(Story story) {
        return jdbc.sql("select act from records.entry where matter = ? order by id")
                .param(story.id())
                .query(String.class)
                .list();
    }
}
