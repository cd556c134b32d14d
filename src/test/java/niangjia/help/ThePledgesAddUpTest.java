package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import niangjia.keys.Keys;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.people.Subject;
import niangjia.records.Entry.Door;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Buyer;
import niangjia.relief.model.Campaign.How;
import niangjia.relief.model.Need;
import niangjia.relief.model.PledgeId;
import niangjia.relief.model.Sharing;
import niangjia.relief.model.Terms;
import niangjia.relief.queries.ReadPledge;
import niangjia.relief.queries.ReadRelief;
import niangjia.relief.tasks.DraftRelief;
import niangjia.relief.tasks.HandOut;
import niangjia.relief.tasks.OpenRelief;
import niangjia.relief.tasks.Pledges;
import niangjia.relief.tasks.ReliefKept;
import niangjia.relief.tasks.RunReliefClocks;
import niangjia.relief.tasks.RunWeek;
import niangjia.shared.Money;
import niangjia.shared.Page;
import niangjia.shared.Quantity.Measure;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whatever everybody does with a field of cabbages in whatever order, at every step the lines add
 * up: no more is taken than there is for sale, shared out than there is, delivered than shared out,
 * or paid than delivered.
 */
@OnTheRealNet
class ThePledgesAddUpTest {

    private static final String COUNTY = "371302";
    private static final int STEPS = 3000;
    private static final int FIELDS_AT_ONCE = 10;

    /** Always the same walks, unless another seed is given to hunt with. */
    private static final long SEED = Long.getLong("pledges.seed", 20260521);

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired DraftRelief draftRelief;
    @Autowired OpenRelief openRelief;
    @Autowired Pledges pledges;
    @Autowired HandOut handOut;
    @Autowired RunWeek runWeek;
    @Autowired RunReliefClocks clocks;
    @Autowired ReliefKept kept;
    @Autowired Keys keys;
    @Autowired ReadRelief readRelief;
    @Autowired ReadPledge readPledge;
    @Autowired PlatformTransactionManager transactions;

    private SeatHeld leads;
    private Phone phone;
    private int fields;

    @BeforeEach
    void somebodyIsThere() {
        leads = seats.onDuty(COUNTY, "看过地的干部");
        phone = Phone.of(port, seats, leads);
    }

    @Test
    void afterEveryStepOfRandomWalks() {
        var random = new Random(SEED);
        var walk = new Walk(random);
        int done = 0;
        for (int step = 0; step < STEPS; step++) {
            done += walk.on(step) ? 1 : 0;
        }
        walk.stopAll();
        System.out.println(
                "seed "
                        + SEED
                        + ", "
                        + STEPS
                        + " steps on "
                        + fields
                        + " fields, done: "
                        + done
                        + " "
                        + walk.did
                        + ", ends: "
                        + walk.ends());
        assertThat(walk.did.keySet())
                .as("every verb came about")
                .containsAll(List.of(Verb.values()));
        assertThat(walk.moved).as("somebody moved up").isPositive();
        assertThat(walk.shorts).as("a field fell short").isPositive();
        assertThat(walk.ends()).containsKey("DELIVERED");
    }

    private enum Verb {
        PLEDGE(30),
        MORE(8),
        LESS(8),
        WITHDRAW(6),
        CHOOSE(2),
        LOOK(2),
        FETCHED(12),
        HANDED(12),
        MISSED(4),
        NO_MORE(3),
        YIELDS(8),
        WINDOW(1),
        EXTEND(1),
        CLOSE(1),
        STOP(1),
        ERASE(1),
        TIME(4);

        private final int often;

        Verb(int often) {
            this.often = often;
        }

        static Verb any(Random random) {
            int all = 0;
            for (Verb verb : values()) {
                all += verb.often;
            }
            int n = random.nextInt(all);
            for (Verb verb : values()) {
                n -= verb.often;
                if (n < 0) {
                    return verb;
                }
            }
            throw new IllegalStateException("never");
        }
    }

    /** A campaign, and all that is remembered of it outside of the database. */
    private record Field(CampaignId id, UUID request, Terms terms) {}

    /** A pledge as it stands in the database. */
    private record Line(
            UUID id,
            String stage,
            BigDecimal amount,
            BigDecimal allotted,
            BigDecimal had,
            BigDecimal delivered,
            BigDecimal paid) {

        boolean open() {
            return stage.equals("TAKEN") || stage.equals("WAITING");
        }
    }

    private record Totals(
            String stage,
            @Nullable String how,
            BigDecimal cap,
            BigDecimal available,
            BigDecimal taken,
            BigDecimal allotted,
            BigDecimal delivered,
            BigDecimal paid,
            int buyers,
            int waiting) {

        boolean atWork() {
            return stage.equals("OPEN") || stage.equals("CLOSED");
        }

        BigDecimal room() {
            return cap.min(available).subtract(taken);
        }
    }

    private record Seen(Totals totals, List<Line> lines) {}

    private Seen seen(Field field) {
        return new Seen(
                jdbc.sql(
                                """
                                select stage, how_it_ended as how, cap, available, taken, allotted, delivered, paid, buyers, waiting
                                from relief.campaign where id = ?
                                """)
                        .param(field.id.value())
                        .query(Totals.class)
                        .single(),
                jdbc.sql(
                                """
                                select id, stage, amount, allotted, greatest(coalesce(handed, 0), coalesce(fetched, 0)) as had,
                                  delivered, paid
                                from relief.pledge where province = ? and campaign = ? order by at, id
                                """)
                        .params(field.id.province().number(), field.id.value())
                        .query(Line.class)
                        .list());
    }

    /** What must be so at every moment. */
    private static void holds(Seen seen, String which) {
        Totals t = seen.totals;
        assertThat(t.taken).as("cap >= taken: " + which).isBetween(BigDecimal.ZERO, t.cap);
        assertThat(t.allotted)
                .as("allotted <= min(taken, available): " + which)
                .isBetween(BigDecimal.ZERO, t.taken.min(t.available));
        assertThat(t.delivered)
                .as("delivered <= allotted: " + which)
                .isBetween(BigDecimal.ZERO, t.allotted);
        assertThat(t.paid)
                .as("paid <= delivered: " + which)
                .isBetween(BigDecimal.ZERO, t.delivered);
        if (t.stage.equals("OPEN")) {
            assertThat(t.cap.subtract(t.taken)).as("left: " + which).isNotNegative();
        }
        adds(seen, which);
        for (Line line : seen.lines) {
            assertThat(line.amount).as("a line: " + which).isPositive();
            assertThat(line.allotted)
                    .as("a share: " + which)
                    .isBetween(BigDecimal.ZERO, line.amount);
            assertThat(line.had).as("had: " + which).isBetween(BigDecimal.ZERO, line.allotted);
            assertThat(line.delivered).as(which).isBetween(BigDecimal.ZERO, line.had);
            assertThat(line.paid).as(which).isBetween(BigDecimal.ZERO, line.delivered);
        }
        if (t.atWork()) {
            assertThat(t.allotted)
                    .as("all there is is shared out: " + which)
                    .isEqualByComparingTo(t.taken.min(t.available));
            if (t.allotted.compareTo(t.taken) == 0) {
                assertThat(seen.lines)
                        .as("nobody waits for whom there is room: " + which)
                        .noneMatch(line ->
                                line.stage.equals("WAITING")
                                        && line.amount.compareTo(t.room()) <= 0);
            }
            assertThat(
                            t.stage.equals("CLOSED")
                                    && t.waiting == 0
                                    && t.delivered.signum() > 0
                                    && t.paid.compareTo(t.taken) == 0)
                    .as("what is delivered and paid is over: " + which)
                    .isFalse();
        } else {
            assertThat(t.waiting).as("nobody waits for what is over: " + which).isZero();
            assertThat(seen.lines)
                    .as("what was never handed over is let go: " + which)
                    .noneMatch(line -> line.stage.equals("TAKEN") && line.had.signum() == 0);
        }
    }

    private static void adds(Seen seen, String which) {
        Totals t = seen.totals;
        BigDecimal taken = BigDecimal.ZERO;
        BigDecimal allotted = BigDecimal.ZERO;
        BigDecimal delivered = BigDecimal.ZERO;
        BigDecimal paid = BigDecimal.ZERO;
        int buyers = 0;
        int waiting = 0;
        for (Line line : seen.lines) {
            taken = line.stage.equals("TAKEN") ? taken.add(line.amount) : taken;
            allotted = allotted.add(line.allotted);
            delivered = delivered.add(line.delivered);
            paid = paid.add(line.paid);
            buyers += line.stage.equals("TAKEN") ? 1 : 0;
            waiting += line.stage.equals("WAITING") ? 1 : 0;
        }
        assertThat(t.taken).as("sum taken: " + which).isEqualByComparingTo(taken);
        assertThat(t.allotted).as("sum allotted: " + which).isEqualByComparingTo(allotted);
        assertThat(t.delivered).as("sum delivered: " + which).isEqualByComparingTo(delivered);
        assertThat(t.paid).as("sum paid: " + which).isEqualByComparingTo(paid);
        assertThat(t.buyers).as("buyers: " + which).isEqualTo(buyers);
        assertThat(t.waiting).as("waiting: " + which).isEqualTo(waiting);
    }

    /** Several fields at once under one clock, since time passes for all of them. */
    private final class Walk {

        private final Random random;
        private final List<Field> atWork = new ArrayList<>();
        private final List<Field> over = new ArrayList<>();
        private final Map<Field, Seen> before = new LinkedHashMap<>();
        private final Map<Verb, Integer> did = new TreeMap<>();
        private int moved;
        private int shorts;

        Walk(Random random) {
            this.random = random;
        }

        boolean on(int step) {
            while (atWork.size() < FIELDS_AT_ONCE) {
                Field field = anyField(random);
                atWork.add(field);
                before.put(field, seen(field));
            }
            // What is over is tried too now and then: it must stay as it is.
            Field field =
                    over.isEmpty() || random.nextInt(20) > 0
                            ? atWork.get(random.nextInt(atWork.size()))
                            : over.get(random.nextInt(over.size()));
            Verb verb = Verb.any(random);
            String which = "seed " + SEED + ", step " + step + ", " + verb + " on " + field.id;
            if (verb == Verb.TIME) {
                clock.turn(Duration.ofMinutes(random.nextInt(300)));
                turnClocks(which);
                for (Field each : List.copyOf(atWork)) {
                    assertStep(each, which);
                }
                did.merge(verb, 1, Integer::sum);
                return true;
            }
            boolean done = tried(field, verb, which);
            if (!done) {
                assertThat(seen(field))
                        .as("a refusal changes nothing: " + which)
                        .isEqualTo(before.get(field));
                return false;
            }
            did.merge(verb, 1, Integer::sum);
            assertStep(field, which);
            return true;
        }

        private void turnClocks(String which) {
            for (int i = 0; i < 50 && clocks.runDue() > 0; i++) {
                assertThat(i).as("the clocks come to rest: " + which).isLessThan(49);
            }
            // A clock that breaks is passed by, and would be due for ever.
            assertThat(
                            jdbc.sql(
                                            "select what from relief.clock where campaign = any (?) and due_at <= ?")
                                    .param(ids())
                                    .param(java.sql.Timestamp.from(clock.instant()))
                                    .query(String.class)
                                    .list())
                    .as(which)
                    .isEmpty();
        }

        private UUID[] ids() {
            return before.keySet().stream().map(field -> field.id.value()).toArray(UUID[]::new);
        }

        private void assertStep(Field field, String which) {
            Seen then = Objects.requireNonNull(before.get(field));
            Seen now = seen(field);
            holds(now, which + ", before " + then + ", now " + now);
            inTurn(then, now, which);
            if (then.totals.stage.equals("ENDED")) {
                assertThat(now.lines).as("a report stays as it is: " + which).isEqualTo(then.lines);
            }
            shorts +=
                    now.totals.atWork() && now.totals.allotted.compareTo(now.totals.taken) < 0
                            ? 1
                            : 0;
            before.put(field, now);
            if (!now.totals.atWork() && atWork.remove(field)) {
                over.add(field);
            }
        }

        /** Whoever moved up passed by nobody who had waited longer and wanted no more. */
        private void inTurn(Seen then, Seen now, String which) {
            Map<UUID, String> was = new HashMap<>();
            then.lines.forEach(line -> was.put(line.id, line.stage));
            List<Line> waitsBefore = new ArrayList<>();
            for (Line line : now.lines) {
                if (line.stage.equals("WAITING")) {
                    waitsBefore.add(line);
                } else if (line.stage.equals("TAKEN") && "WAITING".equals(was.get(line.id))) {
                    moved++;
                    assertThat(waitsBefore)
                            .as("the waiting list is in order: " + which)
                            .noneMatch(longer -> longer.amount.compareTo(line.amount) <= 0);
                }
            }
        }

        private boolean tried(Field field, Verb verb, String which) {
            try {
                return act(field, verb);
            } catch (Refused | NotHere refused) {
                return false;
            } catch (RuntimeException accident) {
                return fail(which + ", before " + before.get(field), accident);
            }
        }

        private boolean act(Field field, Verb verb) {
            Seen then = Objects.requireNonNull(before.get(field));
            UUID id = field.id.value();
            List<Line> open = then.lines.stream().filter(Line::open).toList();
            List<Line> some = open.isEmpty() || random.nextInt(15) == 0 ? then.lines : open;
            if (verb == Verb.PLEDGE) {
                pledge(field, open);
                return true;
            }
            boolean needsLine = verb.ordinal() < Verb.YIELDS.ordinal() || verb == Verb.ERASE;
            if (needsLine && some.isEmpty()) {
                return false;
            }
            Line line = needsLine ? some.get(random.nextInt(some.size())) : null;
            if (line != null) {
                onLine(field, verb, line);
                return true;
            }
            switch (verb) {
                case YIELDS ->
                        runWeek.yields(
                                leads,
                                id,
                                yieldOf(field, then),
                                random.nextBoolean() ? "霜冻" : "又看了");
                case WINDOW -> window(field, random.nextInt(72));
                case EXTEND -> runWeek.extend(leads, id, today().plusDays(random.nextInt(9)), "还有");
                case CLOSE -> runWeek.close(leads, id);
                case STOP -> {
                    if (random.nextInt(3) > 0) {
                        return false;
                    }
                    runWeek.stop(
                            leads, id, How.REASONS.get(random.nextInt(How.REASONS.size())), "停了");
                }
                default -> throw new IllegalStateException(verb.name());
            }
            return true;
        }

        private void onLine(Field field, Verb verb, Line line) {
            UUID id = field.id.value();
            var pledge = new PledgeId(field.id.province(), line.id);
            BigDecimal step = Amounts.step(field.terms.measure());
            switch (verb) {
                case MORE ->
                        pledges.change(pledge, line.amount.add(steps(1 + random.nextInt(8), step)));
                case LESS -> {
                    BigDecimal less = line.amount.subtract(steps(1 + random.nextInt(8), step));
                    pledges.change(pledge, less.max(step));
                }
                case WITHDRAW -> pledges.withdraw(pledge);
                case CHOOSE -> pledges.choose(pledge, windowOf(field));
                case LOOK -> pledges.yardShown(pledge);
                case FETCHED -> pledges.fetched(pledge, part(line, step), random.nextInt(4) > 0);
                case HANDED ->
                        handOut.handed(leads, id, line.id, part(line, step), random.nextInt(4) > 0);
                case MISSED -> handOut.missed(leads, id, line.id);
                case NO_MORE -> handOut.noMore(leads, id, line.id);
                case ERASE -> transaction().executeWithoutResult(status -> kept.erase(her(pledge)));
                default -> throw new IllegalStateException(verb.name());
            }
        }

        /** Mostly all of the share, sometimes some of it, now and then more than that. */
        private BigDecimal part(Line line, BigDecimal step) {
            int most = line.allotted.divideToIntegralValue(step).intValueExact();
            return switch (random.nextInt(6)) {
                case 0 -> steps(random.nextInt(most + 1), step);
                case 1 -> steps(random.nextInt(most + 4), step);
                default -> line.allotted;
            };
        }

        private BigDecimal yieldOf(Field field, Seen then) {
            BigDecimal step = Amounts.step(field.terms.measure());
            BigDecimal around = random.nextBoolean() ? then.totals.cap : then.totals.taken;
            int most = around.divideToIntegralValue(step).intValueExact();
            return steps(random.nextInt(most + most / 4 + 2), step);
        }

        private void pledge(Field field, List<Line> open) {
            BigDecimal step = Amounts.step(field.terms.measure());
            boolean pools = random.nextInt(8) == 0;
            PledgeId pool =
                    pools || open.isEmpty() || random.nextInt(8) > 0
                            ? null
                            : new PledgeId(
                                    field.id.province(), open.get(random.nextInt(open.size())).id);
            int most = field.terms.most().divideToIntegralValue(step).intValueExact();
            pledges.take(
                    field.id,
                    field.terms,
                    wanted(
                            "1380000" + (1000 + random.nextInt(60)),
                            pools,
                            pool,
                            windowOf(field),
                            steps(1 + random.nextInt(most), step)),
                    random.nextBoolean() ? Door.PAGE : Door.INTERFACE);
        }

        private @Nullable UUID windowOf(Field field) {
            List<UUID> windows = windows(field);
            return windows.isEmpty() ? null : windows.get(random.nextInt(windows.size()));
        }

        /** At the end of the test none is left at work on the net that all tests share. */
        void stopAll() {
            for (Field field : List.copyOf(atWork)) {
                runWeek.stop(leads, field.id.value(), How.OTHERWISE, "收摊了");
                assertStep(field, "the last step on " + field.id);
            }
            assertThat(atWork).isEmpty();
            for (Field field : over) {
                assertThat(seen(field)).isEqualTo(before.get(field));
            }
            assertThat(
                            jdbc.sql("select count(*) from relief.clock where campaign = any (?)")
                                    .param(ids())
                                    .query(Long.class)
                                    .single())
                    .isZero();
        }

        Map<String, Integer> ends() {
            Map<String, Integer> ends = new TreeMap<>();
            over.forEach(
                    field -> ends.merge(String.valueOf(seen(field).totals.how), 1, Integer::sum));
            return ends;
        }
    }

    @Test
    void ofSixHundredAtTheSameMomentEachTakesOrWaitsAndTheCapIsMetExactly() throws Exception {
        Field field = field(goods("600", "1", "600", Sharing.IN_TURN, 6));
        UUID window = windows(field).getFirst();
        pledges.take(
                field.id,
                field.terms,
                wanted("食堂的电话", false, null, window, new BigDecimal("400")),
                Door.PAGE);
        List<Callable<PledgeId>> all = new ArrayList<>();
        var random = new Random(SEED);
        for (int i = 0; i < 600; i++) {
            Pledges.Wanted wanted =
                    wanted(
                            "1390000" + (1000 + i),
                            false,
                            null,
                            window,
                            amount(1 + random.nextInt(5)));
            all.add(() -> pledges.take(field.id, field.terms, wanted, Door.PAGE));
        }
        Set<UUID> told = new HashSet<>();
        for (PledgeId pledge : atOnce(all)) {
            told.add(pledge.value());
        }
        Seen seen = seen(field);
        holds(seen, "after the rush");
        assertThat(told).hasSize(600);
        assertThat(seen.lines).hasSize(601).allMatch(Line::open);
        assertThat(seen.lines.stream().map(Line::id)).containsAll(told);
        assertThat(seen.totals.taken).isEqualByComparingTo("600");
        assertThat(seen.totals.waiting).isGreaterThan(300);
        runWeek.stop(leads, field.id.value(), How.OTHERWISE, "收摊了");
    }

    /** Everything at once on one field: nobody waits for whom waits for her. */
    @Test
    void whateverIsDoneAtTheSameMomentNothingLocks() throws Exception {
        Field field = field(goods("120", "1", "20", Sharing.EVENLY, 6));
        UUID id = field.id.value();
        UUID window = windows(field).getFirst();
        var random = new Random(SEED);
        List<PledgeId> hers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            hers.add(
                    pledges.take(
                            field.id,
                            field.terms,
                            wanted("1370000" + (1000 + i), i % 9 == 0, null, window, amount(6)),
                            Door.PAGE));
        }
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            PledgeId pledge = hers.get(random.nextInt(hers.size()));
            int many = 1 + random.nextInt(6);
            Pledges.Wanted wanted =
                    wanted(
                            "1360000" + (1000 + i),
                            false,
                            i % 10 == 0 ? pledge : null,
                            window,
                            amount(many));
            all.add(
                    switch (random.nextInt(12)) {
                        case 0 -> verb(() -> pledges.withdraw(pledge));
                        case 1, 2 -> verb(() -> pledges.change(pledge, amount(many)));
                        case 3, 4 -> verb(() -> pledges.yardShown(pledge));
                        case 5 -> verb(() -> pledges.fetched(pledge, amount(1), true));
                        case 6 ->
                                verb(() ->
                                        handOut.handed(leads, id, pledge.value(), amount(1), true));
                        case 7 -> verb(() -> handOut.missed(leads, id, pledge.value()));
                        case 8 ->
                                verb(() -> runWeek.yields(leads, id, amount(80 + 10 * many), "看了"));
                        case 9 -> verb(() -> pledges.choose(pledge, window));
                        default ->
                                verb(() -> pledges.take(field.id, field.terms, wanted, Door.PAGE));
                    });
        }
        assertThat(atOnce(all)).contains(true, false);
        holds(seen(field), "after everything at once");
        runWeek.stop(leads, id, How.OTHERWISE, "收摊了");
    }

    /** Who reads where the yard is waits for the field before she holds her line, as all do. */
    @Test
    void whoLooksAtTheYardHoldsNoLineThatOthersWaitFor() throws Exception {
        Field field = field(goods("10", "1", "10", Sharing.IN_TURN, 6));
        PledgeId pledge = took(field, "10");
        try (var other = Executors.newSingleThreadExecutor()) {
            Future<Boolean> looked =
                    transaction()
                            .execute(status -> {
                                jdbc.sql("select id from relief.campaign where id = ? for update")
                                        .param(field.id.value())
                                        .query(UUID.class)
                                        .single();
                                Future<Boolean> looks =
                                        other.submit(() -> pledges.yardShown(pledge));
                                while (!somebodyWaits() && !looks.isDone()) {
                                    Thread.onSpinWait();
                                }
                                // As every verb does with the field in hand.
                                jdbc.sql(
                                                "update relief.pledge set version = version + 1 where id = ?")
                                        .param(pledge.value())
                                        .update();
                                return looks;
                            });
            assertThat(Objects.requireNonNull(looked).get()).isTrue();
        }
        assertThat(pledges.yardShown(pledge)).as("only once").isFalse();
        runWeek.stop(leads, field.id.value(), How.OTHERWISE, "收摊了");
    }

    @Test
    void howeverManyLookAtItNobodyWaitsForAnother() throws Exception {
        Field field = field(goods("10", "1", "10", Sharing.IN_TURN, 6));
        PledgeId pools =
                pledges.take(
                        field.id,
                        field.terms,
                        wanted("13400001", true, null, windows(field).getFirst(), amount(2)),
                        Door.PAGE);
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 800; i++) {
            all.add(
                    i % 2 == 0
                            ? () -> readRelief.one(Scope.everyone(), field.id.value()).isPresent()
                            : () -> readPledge.of(pools).isPresent());
        }
        assertThat(atOnce(all)).containsOnly(true);
        runWeek.stop(leads, field.id.value(), How.OTHERWISE, "收摊了");
    }

    /** Keys are let go of every few seconds; then all who read a name read its key anew. */
    @Test
    void norWhenTheKeysOfTheNamesAreReadAnew() throws Exception {
        Field field = field(goods("10", "1", "10", Sharing.IN_TURN, 6));
        PledgeId pledge = took(field, "2");
        var together = new CyclicBarrier(32);
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            boolean ledger = i % 2 == 0;
            all.add(() -> {
                together.await();
                return ledger
                        ? !readRelief.ledger(Scope.everyone(), field.id, Page.first(20)).isEmpty()
                        : readPledge.of(pledge).isPresent();
            });
        }
        for (int round = 0; round < 10; round++) {
            // Of nobody's matter: nothing is destroyed, and all are forgotten.
            keys.destroy(field.id.province(), "relief", UUID.randomUUID());
            assertThat(atOnce(all)).containsOnly(true);
        }
        runWeek.stop(leads, field.id.value(), How.OTHERWISE, "收摊了");
    }

    private boolean somebodyWaits() {
        return jdbc.sql(
                        """
                        select exists (select from pg_locks l join pg_stat_activity a on a.pid = l.pid
                          where not l.granted and a.query like '%relief.campaign%')
                        """)
                .query(Boolean.class)
                .single();
    }

    @Test
    void theReportOfWhatIsOverIsChangedByNobody() {
        Field field = field(goods("10", "1", "10", Sharing.IN_TURN, 6));
        PledgeId pledge = took(field, "10");
        handOut.handed(leads, field.id.value(), pledge.value(), amount(4), true);
        runWeek.stop(leads, field.id.value(), How.SPOILED, "烂了");
        Seen report = seen(field);
        assertRefused(() -> pledges.change(pledge, amount(5)));
        assertRefused(() -> pledges.withdraw(pledge));
        assertRefused(() -> pledges.fetched(pledge, amount(4), true));
        assertRefused(
                () -> handOut.handed(leads, field.id.value(), pledge.value(), amount(5), true));
        assertThat(seen(field)).isEqualTo(report);
    }

    @Test
    void whenTheLastOneWithdrawsAndTheRestIsPaidItIsOver() {
        Field field = field(goods("10", "1", "10", Sharing.IN_TURN, 6));
        PledgeId comes = took(field, "4");
        PledgeId never = took(field, "6");
        runWeek.close(leads, field.id.value());
        handOut.handed(leads, field.id.value(), comes.value(), amount(4), true);
        pledges.fetched(comes, amount(4), true);
        assertThat(seen(field).totals.stage).isEqualTo("CLOSED");
        pledges.withdraw(never);
        assertThat(seen(field).totals.how).isEqualTo("DELIVERED");
    }

    @Test
    void aWindowThatIsTakenAwayMeanwhileIsChosenByNobody() throws Exception {
        Field field = field(goods("10", "1", "10", Sharing.IN_TURN, 6));
        UUID window = windows(field).getFirst();
        try (var other = Executors.newSingleThreadExecutor()) {
            Future<Boolean> takes =
                    transaction()
                            .execute(status -> {
                                draftRelief.removeWindow(leads, field.id.value(), window);
                                Future<Boolean> took =
                                        other.submit(
                                                verb(() ->
                                                        pledges.take(
                                                                field.id,
                                                                field.terms,
                                                                wanted(
                                                                        "13800001",
                                                                        false,
                                                                        null,
                                                                        window,
                                                                        amount(2)),
                                                                Door.PAGE)));
                                while (!somebodyTakes() && !took.isDone()) {
                                    Thread.onSpinWait();
                                }
                                return took;
                            });
            assertThat(Objects.requireNonNull(takes).get()).as("it is refused").isFalse();
        }
        assertThat(seen(field).lines).isEmpty();
        runWeek.stop(leads, field.id.value(), How.OTHERWISE, "收摊了");
    }

    private boolean somebodyTakes() {
        return jdbc.sql(
                        """
                        select exists (select from pg_locks l join pg_stat_activity a on a.pid = l.pid
                          where not l.granted and a.query like '%relief.take%')
                        """)
                .query(Boolean.class)
                .single();
    }

    private PledgeId took(Field field, String amount) {
        return pledges.take(
                field.id,
                field.terms,
                wanted(
                        "1350000" + amount,
                        false,
                        null,
                        windows(field).getFirst(),
                        new BigDecimal(amount)),
                Door.PAGE);
    }

    private static void assertRefused(Runnable verb) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(verb::run))
                .isInstanceOf(Refused.class);
    }

    /** Whether it was done; a refusal is fine, anything else is not. */
    private static Callable<Boolean> verb(Runnable verb) {
        return () -> {
            try {
                verb.run();
                return true;
            } catch (Refused | NotHere refused) {
                return false;
            }
        };
    }

    /** From 32 sides; what goes wrong in one of them goes wrong here. */
    private static <T> List<T> atOnce(List<Callable<T>> all) throws Exception {
        List<T> came = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(32)) {
            for (Future<T> one : threads.invokeAll(all)) {
                came.add(one.get());
            }
        } catch (java.util.concurrent.ExecutionException broken) {
            if (broken.getCause() instanceof DataAccessException accident) {
                throw new AssertionError("at the same moment", accident);
            }
            throw broken;
        }
        return came;
    }

    private Field anyField(Random random) {
        Measure measure = random.nextBoolean() ? Measure.KILOGRAM : Measure.BOX;
        BigDecimal step = Amounts.step(measure);
        int cap = 20 + random.nextInt(120);
        int smallest = 1 + random.nextInt(4);
        int most = smallest + random.nextInt(cap / 2 - smallest);
        return field(
                new Terms(
                        Need.PRODUCE,
                        "裂口白菜",
                        "冰雹打裂了，不影响吃",
                        measure,
                        new Money(300 + random.nextInt(300)),
                        steps(cap, step),
                        steps(smallest, step),
                        steps(most, step),
                        random.nextBoolean() ? Sharing.IN_TURN : Sharing.EVENLY,
                        today().plusDays(3 + random.nextInt(9))));
    }

    private Terms goods(String cap, String smallest, String most, Sharing rule, int days) {
        return new Terms(
                Need.PRODUCE,
                "裂口白菜",
                "冰雹打裂了，不影响吃",
                Measure.BOX,
                new Money(500),
                new BigDecimal(cap),
                new BigDecimal(smallest),
                new BigDecimal(most),
                rule,
                today().plusDays(days));
    }

    /** From her request to a campaign that is open. */
    private Field field(Terms terms) {
        fields++;
        Story story = Story.asked(port, jdbc, COUNTY, "白菜被冰雹打裂了，没有人买，第 " + fields + " 块地");
        assertThat(story.act(phone, "claim", "我来").statusCode()).isEqualTo(303);
        CampaignId id =
                draftRelief.from(
                        leads,
                        story.id(),
                        terms,
                        new DraftRelief.Seller(
                                "王小红",
                                "",
                                "柳湾村东头第 " + fields + " 块地 " + story.id(),
                                "13800000000",
                                true),
                        List.of());
        var field = new Field(id, story.id(), terms);
        window(field, 2);
        openRelief.seen(leads, id.value(), today(), true, true, true, true);
        assertThat(seen(field).totals.stage).isEqualTo("OPEN");
        return field;
    }

    private void window(Field field, int hours) {
        draftRelief.addWindow(
                leads,
                field.id.value(),
                "镇文化站门口",
                clock.instant().plus(Duration.ofHours(hours)),
                Duration.ofHours(4));
    }

    private List<UUID> windows(Field field) {
        return jdbc.sql(
                        "select id from relief.pick_up where province = ? and campaign = ? and ends > ? order by begins, id")
                .params(
                        field.id.province().number(),
                        field.id.value(),
                        java.sql.Timestamp.from(clock.instant()))
                .query(UUID.class)
                .list();
    }

    private static Pledges.Wanted wanted(
            String contact,
            boolean pools,
            @Nullable PledgeId pool,
            @Nullable UUID window,
            BigDecimal amount) {
        return new Pledges.Wanted(Buyer.PERSON, "赵大姐", contact, "", pools, pool, window, amount);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(transactions);
    }

    private static BigDecimal amount(int many) {
        return BigDecimal.valueOf(many);
    }

    private static BigDecimal steps(int many, BigDecimal step) {
        return step.multiply(BigDecimal.valueOf(many));
    }

    private static Subject her(PledgeId pledge) {
        return new Subject(pledge.province(), pledge.value(), null, List.of(), true);
    }
}
