package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import niangjia.help.tasks.HerWord;
import niangjia.help.tasks.RunClocks;
import niangjia.help.tasks.Work;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Promises are kept or climb by themselves, and everybody is told. */
@OnTheRealNet
class ClocksTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired RunClocks clocks;
    @Autowired Work work;
    @Autowired HerWord herWord;
    @Autowired PlatformTransactionManager transactions;

    @Test
    void aLateRequestClimbsToTheUnitAboveAndEverybodyIsTold() {
        SeatHeld below = seats.onDuty("410702001", "街道的她");
        SeatHeld above = seats.onDuty("410702", "区里的她");
        Story story = Story.asked(port, jdbc, "410702001", "工钱一直没有结");
        assertThat(story.read("desk", UUID.class)).isEqualTo(below.seat().value());
        clock.turn(Duration.ofHours(24).plusMinutes(1));
        runAll();
        assertThat(story.read("desk", UUID.class)).isEqualTo(above.seat().value());
        assertThat(story.read("late", Boolean.class)).isTrue();
        assertThat(told("seat = '" + below.seat() + "'", story))
                .contains("help.told.climbed-from-you");
        assertThat(told("seat = '" + above.seat() + "'", story))
                .contains("help.told.climbed-to-you");
        assertThat(told("matter = '" + story.id() + "'", null)).contains("help.told.climbed");
        assertThat(story.page()).contains("区里的她");
        assertThat(running(story)).containsExactly("FIRST_CONTACT");

        int steps = steps(story);
        clocks.runDue();
        clocks.runDue();
        assertThat(steps(story)).as("a clock turns once").isEqualTo(steps);

        Phone desk = Phone.of(port, seats, above);
        assertThat(desk.get("/requests/late").body()).contains(story.address());
        assertThat(story.act(desk, "claim", "我来").statusCode()).isEqualTo(303);
        assertThat(story.read("late", Boolean.class)).isFalse();
        assertThat(running(story)).containsExactly("RESOLUTION");
    }

    @Test
    void silenceIsAskedAfterThreeTimesAndIsNeverCalledSolved() {
        SeatHeld seat = seats.onDuty("410703", "卫滨的她");
        Story story = Story.asked(port, jdbc, "410703", "想学一门手艺");
        work.claim(seat.branch(), story.id(), "我来");
        work.proposeDone(seat.branch(), story.id(), "办好了", List.of());
        for (int asked = 1; asked <= 3; asked++) {
            clock.turn(Duration.ofDays(3).plusMinutes(1));
            runAll();
            assertThat(story.read("asks", Integer.class)).isEqualTo(asked);
            assertThat(story.stage()).isEqualTo("HER_WORD");
        }
        clock.turn(Duration.ofDays(3).plusMinutes(1));
        runAll();
        assertThat(story.stage()).isEqualTo("NO_WORD");
        assertThat(story.read("satisfied", String.class)).isNull();
        assertThat(running(story)).isEmpty();
    }

    @Test
    void inDangerSilenceGoesToTheSeatAboveAndEndsNothing() {
        SeatHeld seat = seats.onDuty("430102", "芙蓉的她");
        SeatHeld above = seats.onDuty("4301", "长沙的她");
        Story story = Story.asked(port, jdbc, "430102001", "有人伤害我", ",\"kind\":\"violence\"");
        assertThat(story.read("desk", UUID.class)).isEqualTo(seat.seat().value());
        work.claim(seat.branch(), story.id(), "我在");
        work.proposeDone(seat.branch(), story.id(), "安全了", List.of());
        for (int n = 0; n < 4; n++) {
            clock.turn(Duration.ofDays(3).plusMinutes(1));
            runAll();
        }
        assertThat(story.stage()).isEqualTo("HER_WORD");
        assertThat(story.read("desk", UUID.class)).isEqualTo(above.seat().value());
        assertThat(told("seat = '" + above.seat() + "'", story))
                .contains("help.told.silent-in-danger");
        assertThat(running(story)).containsExactly("HER_WORD");
    }

    @Test
    void sheSaysNotYetAndThePromiseGoesOn() {
        SeatHeld seat = seats.onDuty("410704", "凤泉的她");
        Story story = Story.asked(port, jdbc, "410704", "孩子的学籍");
        work.claim(seat.branch(), story.id(), "我来");
        work.proposeDone(seat.branch(), story.id(), null, List.of());
        assertThat(running(story)).containsExactly("HER_WORD");
        herWord.saysNotYet(new RequestId(seat.place().province(), story.id()), "还没有", List.of());
        assertThat(running(story)).containsExactly("RESOLUTION");
        assertThat(story.read("due_at", java.time.OffsetDateTime.class)).isNotNull();
    }

    @Test
    void runnersShareTheWorkAndNoneWaitsForAnother() throws Exception {
        seats.onDuty("410711", "牧野的她");
        List<Story> stories =
                java.util.stream.IntStream.range(0, 6)
                        .mapToObj(n -> Story.asked(port, jdbc, "410711", "同时到期的事" + n))
                        .toList();
        clock.turn(Duration.ofHours(24).plusMinutes(1));
        Story held = stories.getFirst();
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> {
                    jdbc.sql("select 1 from help.clock where request = ? for update")
                            .param(held.id())
                            .query(Integer.class)
                            .list();
                    try (var other = Executors.newSingleThreadExecutor()) {
                        other.submit(this::runAll).get();
                    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                        throw new IllegalStateException(e);
                    }
                    assertThat(lates(held)).as("held by another runner").isZero();
                });
        for (Story story : stories.subList(1, stories.size())) {
            assertThat(lates(story)).isEqualTo(1);
        }
        clock.turn(Duration.ofHours(24).plusMinutes(1));
        try (var runners = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 4; n++) {
                runners.submit(this::runAll);
            }
        }
        runAll();
        assertThat(lates(held)).isEqualTo(1);
        for (Story story : stories.subList(1, stories.size())) {
            assertThat(lates(story)).isEqualTo(2);
        }
    }

    private void runAll() {
        int turned;
        do {
            turned = clocks.runDue();
        } while (turned > 0);
    }

    private List<String> told(String whom, @org.jspecify.annotations.Nullable Story about) {
        return jdbc.sql(
                        "select key from messages.message where "
                                + whom
                                + (about == null ? "" : " and about = '" + about.id() + "'"))
                .query(String.class)
                .list();
    }

    private List<String> running(Story story) {
        return jdbc.sql("select what from help.clock where request = ? and state = 'RUNNING'")
                .param(story.id())
                .query(String.class)
                .list();
    }

    private int steps(Story story) {
        return jdbc.sql("select count(*) from help.step where request = ?")
                .param(story.id())
                .query(Integer.class)
                .single();
    }

    private int lates(Story story) {
        return jdbc.sql("select count(*) from help.step where request = ? and what = 'late'")
                .param(story.id())
                .query(Integer.class)
                .single();
    }
}
