package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import niangjia.help.model.Kind;
import niangjia.help.model.Satisfied;
import niangjia.help.tasks.FoldSums;
import niangjia.help.tasks.HerWord;
import niangjia.help.tasks.RunClocks;
import niangjia.help.tasks.Work;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.MoveUnit;
import niangjia.shared.Refused;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Numbers are kept, and they are what a recount says. */
@OnTheRealNet
class SumsTest {

    /** Every request that is not sealed, on its place and all above, by the day that counts. */
    private static final String DIFFERENCES =
            """
            with contact as (
              select r.province, r.id, r.contacted_at is not null
                and exists (select from help.clock c where (c.province, c.request) = (r.province, r.id)
                  and c.what = 'FIRST_CONTACT' and c.state = 'KEPT' and c.due_at >= r.contacted_at)
                and not exists (select from help.clock c where (c.province, c.request) = (r.province, r.id)
                  and c.what = 'FIRST_CONTACT' and c.state = 'LATE') as in_time
              from help.request r where not r.sealed),
            recounted as (
              select a.id as unit, count(*) as asked,
                count(*) filter (where r.stage = 'WAITING') as waiting,
                count(*) filter (where r.stage = 'IN_HAND') as in_hand,
                count(*) filter (where r.stage = 'HER_WORD') as her_word,
                count(*) filter (where r.late) as late,
                count(r.contacted_at) as contacted,
                count(*) filter (where k.in_time) as in_time,
                coalesce(sum(floor(extract(epoch from r.contacted_at - r.asked_at) / 60)), 0) as contact_minutes,
                count(*) filter (where r.stage = 'DONE') as done,
                count(*) filter (where r.stage = 'DONE' and r.satisfied = 'YES') as satisfied,
                count(*) filter (where r.stage = 'NO_WORD') as no_word
              from help.request r join contact k on (k.province, k.id) = (r.province, r.id)
              join network.unit p on p.id = r.place
              join network.unit a on a.position = any (network.upwards(p.position))
                and (p.province <> 99 or a.depth > 0)
              group by a.id),
            kept as (
              select unit, sum(asked) asked, sum(waiting) waiting, sum(in_hand) in_hand, sum(her_word) her_word,
                sum(late) late, sum(contacted) contacted, sum(in_time) in_time,
                sum(contact_minutes) contact_minutes, sum(done) done, sum(satisfied) satisfied, sum(no_word) no_word
              from help.sum group by unit)
            select 'recounted ' || coalesce(r::text, 'nothing') || ', kept ' || coalesce(k::text, 'nothing')
            from recounted r full join kept k on k.unit = r.unit
            where (r.asked, r.waiting, r.in_hand, r.her_word, r.late, r.contacted, r.in_time, r.contact_minutes, r.done,
                r.satisfied, r.no_word)
              is distinct from (k.asked, k.waiting, k.in_hand, k.her_word, k.late, k.contacted, k.in_time,
                k.contact_minutes, k.done, k.satisfied, k.no_word)
              and coalesce(r.asked, k.asked) <> 0
            limit 5
            """;

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired RunClocks clocks;
    @Autowired Work work;
    @Autowired HerWord herWord;
    @Autowired FoldSums sums;
    @Autowired MoveUnit moveUnit;
    @Autowired PlatformTransactionManager transactions;

    /** The fold has read what the move takes along, and has not told yet. */
    @Test
    void aUnitThatMovesTakesItsSumsAlongAtOnceAndWaitsForTheFold() throws Exception {
        SeatHeld city = seats.fill(seats.place("6105"), "渭南的她", false);
        Place street = seats.place("610502001");
        Story.asked(port, jdbc, "610502001", "跟着走的事");
        sums.now();
        Story.asked(port, jdbc, "610502001", "还在路上的事");
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        try (var other = Executors.newSingleThreadExecutor()) {
            Future<?> move =
                    new TransactionTemplate(transactions)
                            .execute(status -> {
                                sums.now();
                                Future<?> begun =
                                        other.submit(() ->
                                                moveUnit.under(
                                                        city.branch(),
                                                        street.id(),
                                                        seats.place("610503").id(),
                                                        today));
                                while (!begun.isDone() && !somebodyWaits()) {
                                    Thread.onSpinWait();
                                }
                                return begun;
                            });
            Objects.requireNonNull(move).get();
        }
        assertThat(jdbc.sql(DIFFERENCES).query(String.class).list()).isEmpty();
        assertThat(asked("610502001")).isEqualTo(2);
        assertThat(asked("610503")).isEqualTo(2);
        assertThat(asked("610502")).isZero();
    }

    private boolean somebodyWaits() {
        return jdbc.sql("select exists (select from pg_locks where not granted)")
                .query(Boolean.class)
                .single();
    }

    private int asked(String code) {
        return jdbc.sql("select coalesce(sum(asked), 0) from help.sum where unit = ?")
                .param(seats.place(code).id().value())
                .query(Integer.class)
                .single();
    }

    @Test
    void afterWeeksOfWorkOfAllKinds() {
        SeatHeld below = seats.onDuty("510104017", "锦官的她");
        SeatHeld above = seats.onDuty("510104", "锦江的她");
        List<SeatHeld> members = List.of(below, above);
        var random = new Random(7);
        List<Story> stories = new ArrayList<>();
        int done = 0;
        for (int n = 0; n < 400; n++) {
            if (stories.size() < 40) {
                stories.add(
                        Story.asked(
                                port,
                                jdbc,
                                random.nextBoolean() ? "510104017" : "510104018",
                                "算数的事" + n,
                                random.nextInt(10) == 0
                                        ? ",\"kind\":\"violence\""
                                        : ",\"kind\":\"work\""));
            }
            Story story = stories.get(random.nextInt(stories.size()));
            var who = members.get(random.nextInt(2)).branch();
            RequestId id = new RequestId(below.place().province(), story.id());
            try {
                switch (random.nextInt(9)) {
                    case 0, 1 -> work.claim(who, story.id(), random.nextBoolean() ? "来" : null);
                    case 2 -> work.say(who, story.id(), "好", List.of());
                    case 3 -> work.proposeDone(who, story.id(), null, List.of());
                    case 4 ->
                            herWord.saysDone(
                                    id, Satisfied.values()[random.nextInt(3)], null, List.of());
                    case 5 -> herWord.saysNotYet(id, null, List.of());
                    case 6 -> {
                        if (random.nextInt(6) == 0) {
                            work.seal(who, story.id(), Kind.VIOLENCE);
                        }
                    }
                    default -> {
                        clock.turn(Duration.ofMinutes(random.nextInt(900)));
                        while (clocks.runDue() > 0) {
                            done++;
                        }
                    }
                }
                done++;
            } catch (Refused | NotHere no) {
                assertThat(no).isNotNull();
            }
            if (random.nextInt(20) == 0) {
                sums.now();
            }
        }
        sums.now();
        System.out.println("stories: " + stories.size() + ", things done: " + done);
        assertThat(done).isGreaterThan(100);
        assertThat(jdbc.sql(DIFFERENCES).query(String.class).list()).isEmpty();
    }
}
