package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.help.tasks.FindDesks;
import niangjia.help.tasks.Work;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.tasks.ChangeSeat;
import niangjia.network.tasks.CloseUnit;
import niangjia.network.tasks.GoOnDuty;
import niangjia.network.tasks.LeaveSeat;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What waits for a desk finds one, whatever was missed; what was in somebody's hands goes on. */
@OnTheRealNet
class NothingWaitsForEverTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final LocalDate DAY = LocalDate.of(2026, 5, 20);

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired FindDesks findDesks;
    @Autowired ChangeSeat changeSeat;
    @Autowired GoOnDuty goOnDuty;
    @Autowired LeaveSeat leaveSeat;
    @Autowired CloseUnit closeUnit;
    @Autowired Work work;

    @Test
    void whoAskedWhileSomebodyCameOnDutyIsAnsweredWithinAMinute() {
        nobodyAbove("520102");
        Story story = Story.asked(port, jdbc, "520102", "想找份工作");
        Story herself = Story.asked(port, jdbc, "520102", "有人自己接了的事");
        SeatHeld member = seats.fill(seats.place("520102"), "不值守的她", false);
        work.claim(member.branch(), herself.id(), "我来");
        assertThat(story.read("desk", UUID.class)).isNull();
        // Nobody hears of this one: as if it had happened between her look and her sending.
        SeatHeld seat = seats.onDuty("520102", "南明的她");
        findDesks.sweep();
        assertThat(story.read("desk", UUID.class)).isEqualTo(seat.seat().value());
        assertThat(story.read("due_at", java.time.OffsetDateTime.class)).isNotNull();
        assertThat(story.page()).contains("南明的她");
        assertThat(herself.read("desk", UUID.class))
                .as("who took it herself keeps it")
                .isEqualTo(member.seat().value());
        findDesks.sweep();
        assertThat(steps(story)).containsExactly("found-a-desk");
    }

    @Test
    void aSeatThatBeginsToTakeAKindGetsWhatWaitedForIt() {
        nobodyAbove("520303");
        SeatHeld seat = seats.onDuty("520303", "只管培训的她", "training");
        Story story = Story.asked(port, jdbc, "520303", "工钱没给");
        findDesks.sweep();
        assertThat(story.read("desk", UUID.class)).isNull();
        changeSeat.to(seat.branch(), seat.seat(), "", List.of("training", "work"));
        findDesks.sweep();
        assertThat(story.read("desk", UUID.class)).isEqualTo(seat.seat().value());
    }

    @Test
    void howeverManyStoodOnOneDeskAllGoToTheNext() {
        SeatHeld seat = seats.onDuty("520203", "六枝的她");
        SeatHeld above = seats.onDuty("5202", "六盘水的她");
        Story story = Story.asked(port, jdbc, "520203", "很多人都在问的事");
        jdbc.sql(
                        """
                        insert into help.request (province, id, number, code_hash, place, kind, form, danger, sealed,
                          skip_village, stay_near, asked_at, door, stage, held_by, desk, why, due_at)
                        select province, gen_random_uuid(), nextval('help.number'), uuid_send(gen_random_uuid()), place,
                          kind, form, danger, sealed, skip_village, stay_near, asked_at, door, stage, held_by, desk, why,
                          due_at
                        from help.request cross join generate_series(1, 1000) where id = ?
                        """)
                .param(story.id())
                .update();
        jdbc.sql(
                        """
                        insert into help.change (unit, day, asked, waiting)
                        select place, (asked_at at time zone 'Asia/Shanghai')::date, 1000, 1000 from help.request where id = ?
                        """)
                .param(story.id())
                .update();
        goOnDuty.away(seat.branch(), seat.seat(), null);
        await().atMost(SOON).until(() -> on(seat) == 0);
        assertThat(on(above)).isEqualTo(1001);
    }

    /** Whoever another story has left on duty on the way up. */
    private void nobodyAbove(String code) {
        jdbc.sql(
                        """
                        update network.seat set on_duty = false where unit in (
                          select a.id from network.unit u join network.unit a on a.position = any (network.upwards(u.position))
                          where u.code = ? and u.closed_on is null)
                        """)
                .param(code)
                .update();
    }

    @Test
    void whatWasInTheHandsOfAClosedUnitGoesOnAndSheIsTold() {
        SeatHeld chair = seats.onDuty("520111", "花溪的她");
        Place market = seats.beside(seats.place("520111"), "花溪老市场", "market");
        Place next = seats.beside(seats.place("520111"), "花溪新市场", "market");
        SeatHeld former = seats.fill(market, "老市场的她", true);
        SeatHeld successor = seats.fill(next, "新市场的她", true);
        Story inHand = Story.asked(port, jdbc, market.id().toString(), "摊位的事");
        Story hersToSay = Story.asked(port, jdbc, market.id().toString(), "办好了的事");
        for (Story story : List.of(inHand, hersToSay)) {
            work.claim(former.branch(), story.id(), "我来");
        }
        work.proposeDone(former.branch(), hersToSay.id(), "办好了", List.of());
        closeUnit.with(chair.branch(), market.id(), next.id(), DAY);
        for (Story story : List.of(inHand, hersToSay)) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(story.read("desk", UUID.class))
                                    .isEqualTo(successor.seat().value()));
            assertThat(told(story)).contains("help.told.taken-over");
        }
        assertThat(inHand.read("claimed_by", UUID.class)).isNull();
        assertThat(inHand.stage()).isEqualTo("WAITING");
        assertThat(hersToSay.stage()).as("she still has the word").isEqualTo("HER_WORD");
        Phone desk = Phone.of(port, seats, successor);
        assertThat(inHand.act(desk, "claim", "我接着办").statusCode()).isEqualTo(303);
        assertThat(hersToSay.says("not-yet", "还差一点").statusCode()).isEqualTo(303);
        assertThat(hersToSay.act(desk, "say", "我再去问").statusCode()).isEqualTo(303);
    }

    @Test
    void aColleagueTakesWhatAnEmptySeatHasInHand() {
        Place county = seats.place("520112");
        SeatHeld chair = seats.fill(seats.place("5201"), "管席位的她", false);
        SeatHeld former = seats.fill(county, "要走的她", true);
        SeatHeld colleague = seats.fill(county, "留下的她", true);
        Story story = Story.asked(port, jdbc, "520112", "办到一半的事");
        work.claim(former.branch(), story.id(), "我来");
        Phone phone = Phone.of(port, seats, colleague);
        assertThat(story.act(phone, "claim", "").statusCode()).isEqualTo(422);
        leaveSeat.on(chair.branch(), former.seat(), DAY);
        assertThat(phone.get(story.address()).body()).contains("value=\"claim\"");
        assertThat(story.act(phone, "claim", "我接着办").statusCode()).isEqualTo(303);
        assertThat(story.read("claimed_by", UUID.class)).isEqualTo(colleague.seat().value());
        assertThat(story.page()).contains("留下的她");
    }

    private int on(SeatHeld seat) {
        return jdbc.sql("select count(*) from help.request where desk = ?")
                .param(seat.seat().value())
                .query(Integer.class)
                .single();
    }

    private List<String> told(Story story) {
        return jdbc.sql("select key from messages.message where matter = ?")
                .param(story.id())
                .query(String.class)
                .list();
    }

    private List<String> steps(Story story) {
        return jdbc.sql("select what from help.step where request = ? order by id")
                .param(story.id())
                .query(String.class)
                .list();
    }
}
