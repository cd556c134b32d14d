package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.contact.model.Found;
import niangjia.contact.tasks.EndPairing;
import niangjia.contact.tasks.Pair;
import niangjia.contact.tasks.Visits;
import niangjia.duties.model.FoundingStep;
import niangjia.duties.model.Work.Claim;
import niangjia.duties.queries.ReadWork;
import niangjia.duties.queries.ReadYear;
import niangjia.duties.tasks.OfferWork;
import niangjia.duties.tasks.Plans;
import niangjia.duties.tasks.RunReminders;
import niangjia.duties.tasks.RunRules;
import niangjia.duties.tasks.WorkOn;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.GoOnDuty;
import niangjia.pocket.Answer;
import niangjia.pocket.Entry;
import niangjia.pocket.TakesEntries;
import niangjia.records.Entry.Door;
import niangjia.shared.Ids;
import niangjia.shared.Page;
import niangjia.shared.Refused;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Work comes from facts or from a federation; who wishes takes it, and the fact closes it. */
@OnTheRealNet
class WorkIsOfferedAndClaimedTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired OfferWork offerWork;
    @Autowired WorkOn workOn;
    @Autowired RunRules rules;
    @Autowired RunReminders reminders;
    @Autowired Plans plans;
    @Autowired ReadWork work;
    @Autowired ReadYear year;
    @Autowired GoOnDuty goOnDuty;
    @Autowired List<TakesEntries> takers;
    @Autowired Pair pair;
    @Autowired Visits visits;
    @Autowired EndPairing endPairing;

    @Test
    void offeredWorkIsDoneByAResultThatAnotherConfirms() {
        SeatHeld chair = seats.sits(seats.place("530304"), "派单的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = member("530304", "接单的执委");
        UUID id = offered(chair, "去看看敬老院的被子");
        assertThat(offers(member)).contains(id);
        assertThat(workOn.claim(member, id, false, Door.PAGE)).isEqualTo(new Claim.Made());
        assertThat(offers(member)).doesNotContain(id);
        assertThatThrownBy(() -> workOn.confirm(chair, id)).isInstanceOf(Refused.class);
        workOn.tellResult(member, id, "被子晒了，补了六床。");
        assertThatThrownBy(() -> workOn.confirm(member, id)).isInstanceOf(Refused.class);
        workOn.confirm(chair, id);
        assertThat(stage(id)).isEqualTo("DONE");
        int now = clock.instant().atZone(WorkingTime.ZONE).getYear();
        assertThat(year.done(member.branch(), member.seat(), now))
                .as("her year knows it, and nobody typed it again")
                .hasSize(1);
        offDuty(chair);
        offDuty(member);
    }

    @Test
    void whoLeadsAndDidItDoesNotConfirmIt() {
        SeatHeld chair = seats.sits(seats.place("530303"), "自己做的主席", "CHAIR", "FULL_TIME");
        UUID id = offered(chair, "自己也能接");
        workOn.claim(chair, id, false, Door.PAGE);
        workOn.tellResult(chair, id, "做了。");
        assertThatThrownBy(() -> workOn.confirm(chair, id))
                .isInstanceOf(Refused.class)
                .hasMessage("duties.refused.own-result");
        offDuty(chair);
    }

    @Test
    void decliningLeavesHerListAndNothingElse() {
        SeatHeld chair = seats.sits(seats.place("530322"), "问一问的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = member("530322", "今天不行的执委");
        UUID id = offered(chair, "能不能去一趟");
        workOn.decline(member, id, "孩子病了");
        assertThat(offers(member)).doesNotContain(id);
        String page = Phone.of(port, seats, chair).get("/duties/work/" + id).body();
        assertThat(page).contains("孩子病了").doesNotContain("今天不行的执委");
        workOn.withdraw(chair, id);
        assertThat(
                        jdbc.sql("select count(*) from duties.decline where work = ?")
                                .param(id)
                                .query(Integer.class)
                                .single())
                .as("forgotten with the work")
                .isZero();
        offDuty(chair);
        offDuty(member);
    }

    @Test
    void theLoadIsCappedAndTheSecondHearsWhoHasIt() {
        SeatHeld chair = seats.sits(seats.place("530323"), "派得多的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = member("530323", "手快的执委");
        SeatHeld second = member("530323", "慢一步的执委");
        UUID first = offered(chair, "第一件");
        workOn.claim(member, first, false, Door.PAGE);
        TakesEntries taker =
                takers.stream()
                        .filter(t -> t.kinds().contains("duties.claim"))
                        .findFirst()
                        .orElseThrow();
        var actor = new niangjia.access.Actor(second, false, clock.instant());
        assertThatThrownBy(() -> taker.take(actor, entry(first)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.key()).isEqualTo("duties.refused.taken");
                            assertThat(refused.details()).containsExactly("手快的执委");
                        });
        UUID team = offered(chair, "一起做的");
        workOn.claim(member, team, true, Door.PAGE);
        assertThat(taker.take(actor, entry(team))).isEqualTo(new Answer.Merged(team));
        for (int i = 0; i < 3; i++) {
            workOn.claim(member, offered(chair, "再一件 " + i), false, Door.PAGE);
        }
        UUID sixth = offered(chair, "第六件");
        assertThatThrownBy(() -> workOn.claim(member, sixth, false, Door.PAGE))
                .hasMessage("duties.refused.full");
        offDuty(chair);
        offDuty(member);
        offDuty(second);
    }

    @Test
    void whoHandsOverStaysAnswerableUntilTheNextAccepts() {
        SeatHeld chair = seats.sits(seats.place("530324"), "看着的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = member("530324", "要交的执委");
        SeatHeld next = member("530324", "来接的执委");
        UUID id = offered(chair, "交接的事");
        workOn.claim(member, id, false, Door.PAGE);
        workOn.give(member, id, member.seat(), next.seat());
        assertThat(hers(member)).contains(id);
        workOn.accept(next, id);
        assertThat(hers(member)).doesNotContain(id);
        assertThat(hers(next)).contains(id);
        jdbc.sql("update network.seat set holder = ?, known_as = '新来的' where id = ?")
                .params(UUID.randomUUID(), next.seat().value())
                .update();
        assertThat(hers(seats.held(next.seat()))).as("the successor inherits").contains(id);
        offDuty(chair);
        offDuty(member);
        offDuty(next);
    }

    @Test
    void aVisitMadeClosesTheWorkOfItAndAnEndedPairingLetsItFall() {
        SeatHeld member = member("530325", "该去的执委");
        Pair.Begun toEnd = pairing(member);
        UUID visited = Objects.requireNonNull(pairing(member).pairing());
        UUID ended = Objects.requireNonNull(toEnd.pairing());
        rules.runDue();
        rules.runDue();
        assertThat(works("VISIT", visited)).as("once and not twice").hasSize(1);
        clock.turn(Duration.ofHours(7));
        rules.runDue();
        assertThat(works("VISIT", visited)).hasSize(1);
        visits.made(
                member,
                new Visits.Made(
                        Ids.next(clock),
                        visited,
                        clock.instant(),
                        Found.SAW,
                        "她很好",
                        null,
                        false,
                        null),
                Door.PAGE);
        endPairing.hers(toEnd.page(), ended);
        eventually(works("VISIT", visited).getFirst(), "DONE");
        eventually(works("VISIT", ended).getFirst(), "GONE");
        offDuty(member);
    }

    @Test
    void aBlindSpotIsAskedOfTheNearestAndGoesWhenSomebodyAnswers() {
        SeatHeld chair = seats.sits(seats.place("530326"), "县里的主席", "CHAIR", "FULL_TIME");
        goOnDuty.from(chair.branch(), chair.seat());
        Place village = seats.village("530326001", 1, "空白一村");
        jdbc.sql("update network.unit set standing = 'UNKNOWN', answers = 'NOBODY' where id = ?")
                .param(village.id().value())
                .update();
        UUID spot = offerWork.spot(chair, village.id(), chair.place().id());
        assertThatThrownBy(() -> offerWork.spot(chair, village.id(), chair.place().id()))
                .hasMessage("duties.refused.offered-already");
        UUID plan = plans.begin(chair, village.id(), true);
        LocalDate day = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        assertThatThrownBy(() -> done(chair, plan, FoundingStep.BALLOT, day))
                .hasMessage("duties.refused.step-before");
        for (FoundingStep step : FoundingStep.values()) {
            done(chair, plan, step, day);
        }
        assertThat(seats.place(village.divisionCode().orElseThrow()).standing())
                .isEqualTo(Place.Standing.FOUNDED);
        assertThat(stage(spot)).as("nobody sits there yet").isEqualTo("OPEN");
        SeatHeld newcomer = seats.fill(village, "村里的新主席", false);
        goOnDuty.from(newcomer.branch(), newcomer.seat());
        eventually(spot, "DONE");
        assertThat(
                        jdbc.sql("select completed_at is not null from duties.plan where id = ?")
                                .param(plan)
                                .query(Boolean.class)
                                .single())
                .isTrue();
        offDuty(chair);
        offDuty(newcomer);
    }

    @Test
    void aReminderWaitsForTheMorning() {
        SeatHeld chair = seats.sits(seats.place("530381"), "夜里派的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = member("530381", "睡着的执委");
        UUID id = offered(chair, "夜里不打扰");
        workOn.claim(member, id, false, Door.PAGE);
        Instant night =
                clock.instant()
                        .atZone(WorkingTime.ZONE)
                        .toLocalDate()
                        .plusDays(8)
                        .atTime(23, 0)
                        .atZone(WorkingTime.ZONE)
                        .toInstant();
        clock.turnTo(night);
        reminders.runDue();
        assertThat(reminded(member)).isZero();
        clock.turn(Duration.ofHours(9));
        reminders.runDue();
        assertThat(reminded(member)).isEqualTo(1);
        offDuty(chair);
        offDuty(member);
    }

    private void done(SeatHeld by, UUID plan, FoundingStep step, LocalDate day) {
        plans.done(by, plan, step, day, new Plans.Brought(40, 13, 11, 39, 2, "妇字〔2026〕1号"));
    }

    private Entry entry(UUID offer) {
        return new Entry(
                Ids.next(clock),
                "duties.claim",
                clock.instant(),
                Map.of("offer", offer.toString()));
    }

    /** Long since anybody went there. */
    private Pair.Begun pairing(SeatHeld member) {
        Pair.Begun begun =
                pair.aloud(member.branch(), new Pair.Wanted("好久没去的一家", false, member.place().id()));
        jdbc.sql("update contact.pairing set since = ?, next_on = ? where id = ?")
                .params(
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 2, 1),
                        Objects.requireNonNull(begun.pairing()))
                .update();
        return begun;
    }

    /** Listeners are told after the commit, on a thread of their own; the rules find it anyway. */
    private void eventually(UUID id, String stage) {
        Instant until = Instant.ofEpochMilli(System.currentTimeMillis() + 10_000);
        while (!stage.equals(stage(id)) && System.currentTimeMillis() < until.toEpochMilli()) {
            Thread.onSpinWait();
        }
        assertThat(stage(id)).isEqualTo(stage);
    }

    private List<UUID> works(String rule, UUID fact) {
        return jdbc.sql("select id from duties.work where rule = ? and fact = ?")
                .params(rule, fact)
                .query(UUID.class)
                .list();
    }

    private long reminded(SeatHeld seat) {
        return jdbc.sql(
                        "select count(*) from messages.message where seat = ? and key = 'duties.told.due'")
                .param(seat.seat().value())
                .query(Long.class)
                .single();
    }

    private String stage(UUID id) {
        return jdbc.sql("select stage from duties.work where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private List<UUID> offers(SeatHeld seat) {
        return work.offers(seat.branch(), Page.first(100)).stream().map(ReadWork.Line::id).toList();
    }

    private List<UUID> hers(SeatHeld seat) {
        return work.hers(seat.branch()).stream().map(ReadWork.Line::id).toList();
    }

    private UUID offered(SeatHeld by, String words) {
        return offerWork.by(
                by, new OfferWork.Offer(by.place().id(), false, null, words, null), Door.PAGE);
    }

    private SeatHeld member(String place, String name) {
        return seats.sits(seats.place(place), name, "EXECUTIVE_MEMBER", "PART_TIME");
    }

    private void offDuty(SeatHeld seat) {
        seats.offDuty(seat);
    }
}
