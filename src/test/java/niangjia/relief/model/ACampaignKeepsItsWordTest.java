package niangjia.relief.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Campaign.How;
import niangjia.relief.model.Campaign.Stage;
import niangjia.relief.model.Campaign.What;
import niangjia.shared.Money;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Quantity.Measure;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.junit.jupiter.api.Test;

/** Whatever is asked of a campaign in whatever order: it only does what its stage allows. */
class ACampaignKeepsItsWordTest {

    private static final int WALKS = 20_000;
    private static final int STEPS = 30;
    private static final Instant DAWN = Instant.parse("2026-05-21T01:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 21);
    private static final Money ALONE = new Money(2_000_000);

    private enum Verb {
        SEEN(Stage.DRAFT),
        SECONDED(Stage.SECOND),
        BACK(Stage.SECOND),
        DROP(Stage.DRAFT, Stage.SECOND),
        EXTEND(Stage.OPEN),
        YIELDS(Stage.OPEN, Stage.CLOSED),
        CLOSE(Stage.OPEN),
        STOP(Stage.OPEN, Stage.CLOSED),
        DELIVERED(Stage.OPEN, Stage.CLOSED),
        ERASED(Stage.OPEN, Stage.CLOSED);

        private final Set<Stage> from;

        Verb(Stage... from) {
            this.from = Set.of(from);
        }
    }

    @Test
    void onTensOfThousandsOfRandomWalks() {
        Map<Stage, Integer> ends = new EnumMap<>(Stage.class);
        int done = 0;
        for (int seed = 0; seed < WALKS; seed++) {
            var walk = new Walk(seed);
            for (int n = 0; n < STEPS; n++) {
                walk.on();
            }
            done += walk.done;
            ends.merge(walk.state.stage(), 1, Integer::sum);
        }
        System.out.println("walks: " + WALKS + ", verbs done: " + done + ", ends: " + ends);
        assertThat(ends).containsKeys(Stage.values());
    }

    /** One campaign, read anew before each verb as the program does. */
    private static final class Walk {

        private final int seed;
        private final Random random;
        private final Campaign.Facts facts;
        private Campaign.State state;
        private Instant now = DAWN;
        private int extensions;
        private int done;

        Walk(int seed) {
            this.seed = seed;
            random = new Random(seed);
            facts = facts(random.nextBoolean() ? 10 : 100_000, TODAY.plusDays(random.nextInt(20)));
            state = draft();
        }

        void on() {
            now = now.plus(Duration.ofHours(random.nextInt(30)));
            Verb verb = Verb.values()[random.nextInt(Verb.values().length)];
            if (verb.ordinal() >= Verb.CLOSE.ordinal() && random.nextInt(3) > 0) {
                verb = Verb.values()[random.nextInt(Verb.CLOSE.ordinal())];
            }
            var campaign = new Campaign(facts, state, totals());
            String which = "seed " + seed + ", " + verb + " from " + state;
            try {
                act(campaign, verb);
            } catch (Refused refused) {
                assertThat(campaign.now())
                        .as("a refusal changes nothing: " + which)
                        .isEqualTo(state);
                assertThat(campaign.events()).isEmpty();
                return;
            } catch (RuntimeException accident) {
                fail(which, accident);
            }
            assertThat(verb.from).as(which).contains(state.stage());
            done++;
            extensions += verb == Verb.EXTEND ? 1 : 0;
            Campaign.State then = state;
            state = campaign.now();
            assertKept(campaign, verb, then, which);
        }

        private void assertKept(Campaign campaign, Verb verb, Campaign.State then, String which) {
            assertThat(extensions).as("once: " + which).isLessThanOrEqualTo(1);
            if (verb != Verb.YIELDS) {
                assertThat(state.available()).as(which).isEqualTo(then.available());
            }
            if (state.stage() == Stage.ENDED) {
                assertThat(state.how()).as(which).isNotNull();
                assertThat(state.endedAt()).as(which).isNotNull();
            } else {
                assertThat(state.how()).as(which).isNull();
            }
            boolean opens = state.stage() == Stage.OPEN && then.stage() != Stage.OPEN;
            if (opens) {
                assertThat(campaign.takesMore(now)).as("it opens to be open: " + which).isTrue();
                assertThat(campaign.events())
                        .extracting(Campaign.Event::what)
                        .containsExactly(What.OPENED);
            }
            if (state.openedAt() != null) {
                assertThat(state.seenOn()).as(which).isNotNull();
                assertThat(state.federation()).as(which).isNotNull();
                assertThat(state.openedBy()).as(which).isNotNull();
                assertThat(state.closesAt())
                        .as("never beyond the useful day: " + which)
                        .isAfter(state.openedAt())
                        .isBeforeOrEqualTo(endOf(facts.terms().usefulUntil()));
                assertThat(campaign.takesMore(Objects.requireNonNull(state.closesAt()))).isFalse();
            }
            if (facts.terms().worth().fen() > ALONE.fen() && opens) {
                assertThat(verb)
                        .as("two open what is worth more: " + which)
                        .isEqualTo(Verb.SECONDED);
                assertThat(state.secondedBy()).isNotNull();
            }
        }

        private void act(Campaign campaign, Verb verb) {
            String why = random.nextInt(6) == 0 ? " ".repeat(random.nextInt(3)) : "雨停了";
            LocalDate today = LocalDate.ofInstant(now, WorkingTime.ZONE);
            switch (verb) {
                case SEEN ->
                        campaign.seen(
                                held(random.nextInt(3)),
                                today.minusDays(random.nextInt(40) - 3),
                                ALONE,
                                Duration.ofDays(7),
                                now);
                case SECONDED -> campaign.seconded(held(7), Duration.ofDays(7), now);
                case BACK -> campaign.backToDraft();
                case DROP -> {
                    if (random.nextInt(5) == 0) {
                        campaign.drop();
                    } else {
                        throw Refused.because("not this time");
                    }
                }
                case EXTEND -> campaign.extend(today.plusDays(random.nextInt(25)), why);
                case YIELDS ->
                        campaign.yields(
                                BigDecimal.valueOf(random.nextInt(12)), BigDecimal.valueOf(3), why);
                case CLOSE -> campaign.close();
                case STOP ->
                        campaign.stop(How.values()[random.nextInt(How.values().length)], why, now);
                case DELIVERED -> campaign.endDelivered(now);
                case ERASED -> campaign.endErased(now);
            }
        }
    }

    @Test
    void itIsExtendedOnceWithAReasonAndNotBeyondTheUsefulDay() {
        LocalDate useful = TODAY.plusDays(12);
        Campaign open = opened(useful);
        assertThat(open.now().closesAt()).isEqualTo(endOf(TODAY.plusDays(7)));
        assertRefused(() -> open.extend(useful.plusDays(1), "还有"), "relief.extend.until");
        assertRefused(() -> open.extend(TODAY.plusDays(7), "还有"), "relief.extend.until");
        assertRefused(() -> open.extend(useful, "  "), "relief.why");
        assertRefused(() -> open.extend(useful, "长".repeat(301)), "relief.why");
        open.extend(TODAY.plusDays(9), "还有两车");
        assertThat(open.now().closesAt()).isEqualTo(endOf(TODAY.plusDays(9)));
        assertRefused(() -> open.extend(useful, "再来一次"), "relief.extend.once");
    }

    @Test
    void whatSpoilsInThreeDaysIsOpenForThreeDays() {
        assertThat(opened(TODAY.plusDays(3)).now().closesAt()).isEqualTo(endOf(TODAY.plusDays(3)));
    }

    @Test
    void theFieldYieldsNoLessThanWasHandedOver() {
        Campaign open = opened(TODAY.plusDays(3));
        assertRefused(
                () -> open.yields(new BigDecimal("4.5"), new BigDecimal("5.000"), "冻了"),
                "relief.yield.had");
        open.yields(new BigDecimal("5"), new BigDecimal("5.000"), "冻了");
        assertThat(open.now().available()).isEqualByComparingTo("5");
    }

    @Test
    void itIsSeenOnADayThatWasAndNotLongAgo() {
        for (LocalDate on : List.of(TODAY.plusDays(1), TODAY.minusDays(31))) {
            Campaign draft = new Campaign(facts(10, TODAY), draft(), totals());
            assertRefused(
                    () -> draft.seen(held(1), on, ALONE, Duration.ofDays(7), DAWN),
                    "relief.open.seen");
        }
    }

    @Test
    void nobodyOpensWhatIsOfNoUseAnyMore() {
        Campaign late = new Campaign(facts(10, TODAY.minusDays(1)), draft(), totals());
        assertRefused(
                () -> late.seen(held(1), TODAY, ALONE, Duration.ofDays(7), DAWN),
                "relief.refused.too-late");
        Campaign waits = new Campaign(facts(100_000, TODAY.plusDays(2)), draft(), totals());
        waits.seen(held(1), TODAY, ALONE, Duration.ofDays(7), DAWN);
        assertThat(waits.now().stage()).isEqualTo(Stage.SECOND);
        assertRefused(
                () -> waits.seconded(held(2), Duration.ofDays(7), DAWN.plus(Duration.ofDays(4))),
                "relief.refused.too-late");
    }

    @Test
    void itIsNotStoppedAsDelivered() {
        Campaign open = opened(TODAY.plusDays(3));
        assertRefused(() -> open.stop(How.DELIVERED, "都送了", DAWN), "relief.stop.how");
        open.stop(How.SPOILED, "烂了", DAWN);
        assertThat(open.now().how()).isEqualTo(How.SPOILED);
    }

    private static Campaign opened(LocalDate useful) {
        Campaign campaign = new Campaign(facts(10, useful), draft(), totals());
        campaign.seen(held(1), TODAY, ALONE, Duration.ofDays(7), DAWN);
        assertThat(campaign.now().stage()).isEqualTo(Stage.OPEN);
        return campaign;
    }

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable verb, String key) {
        assertThatThrownBy(verb)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.key()).isEqualTo(key));
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(WorkingTime.ZONE).toInstant();
    }

    private static Campaign.State draft() {
        return new Campaign.State(
                Stage.DRAFT, null, null, null, null, null, null, null, null, null, BigDecimal.TEN);
    }

    private static Campaign.Totals totals() {
        BigDecimal none = BigDecimal.ZERO;
        return new Campaign.Totals(none, none, none, none, 0, 0);
    }

    private static Campaign.Facts facts(int yuan, LocalDate useful) {
        return new Campaign.Facts(
                new CampaignId(new Province((short) 41), new UUID(1, 1)),
                new UUID(1, 2),
                new UnitId(new UUID(1, 3)),
                new UnitId(new UUID(1, 4)),
                new SeatId(new UUID(1, 5)),
                new Terms(
                        Need.PRODUCE,
                        "白菜",
                        "冰雹打裂了",
                        Measure.BOX,
                        new Money(yuan * 100L),
                        BigDecimal.TEN,
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        Sharing.IN_TURN,
                        useful));
    }

    private static SeatHeld held(int number) {
        return new SeatHeld(
                new SeatId(new UUID(2, number)),
                new PersonId(new UUID(3, number)),
                "主席",
                "CHAIR",
                "",
                true,
                new Place(
                        new UnitId(new UUID(1, 4)),
                        new Province((short) 41),
                        "410102",
                        "某区",
                        "district",
                        null,
                        3,
                        0,
                        9,
                        true,
                        Place.Standing.LISTED,
                        false));
    }
}
