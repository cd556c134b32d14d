package niangjia.contact.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import niangjia.contact.model.Pairing.Stage;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to a pairing in whatever order, what is promised of it holds. */
class APairingKeepsItsPromisesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 5, 21);
    private static final Instant NOON = Instant.parse("2026-05-21T04:00:00Z");

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void inAnyOrder(long seed) {
        var random = new Random(seed);
        Pairing pairing = Pairing.begun(new SeatId(new UUID(0, 1)), TODAY, TODAY.plusDays(30));
        for (int i = 0; i < 40; i++) {
            Pairing before = pairing;
            Instant at = NOON.plusSeconds(random.nextInt(1_000_000));
            Found found = Found.values()[random.nextInt(3)];
            LocalDate proposed = TODAY.plusDays(1 + random.nextInt(60));
            int verb = random.nextInt(6);
            try {
                pairing =
                        switch (verb) {
                            case 0, 1 -> before.wentThere(at, found, proposed);
                            case 2 -> before.handedTo(new SeatId(new UUID(0, 2 + i)));
                            case 3 -> before.rests();
                            case 4 -> before.goesOn(proposed);
                            default -> random.nextInt(8) == 0 ? before.ended() : before;
                        };
            } catch (Refused refused) {
                assertThat(before.stage())
                        .as("only what rests or has ended refuses")
                        .isNotEqualTo(Stage.OPEN);
                continue;
            }
            holds(before, pairing, verb, found);
        }
    }

    private static void holds(Pairing before, Pairing after, int verb, Found found) {
        assertThat(after.since()).isEqualTo(before.since());
        assertThat(after.next() != null).isEqualTo(after.stage() == Stage.OPEN);
        if (before.stage() == Stage.ENDED) {
            assertThat(after).as("what has ended stays as it is").isEqualTo(before);
        }
        if (before.visited() != null) {
            assertThat(after.visited())
                    .as("contact that was made is never taken back")
                    .isAfterOrEqualTo(before.visited());
        }
        if (verb > 1 || found == Found.NOBODY) {
            assertThat(after.visited())
                    .as("who found nobody has made no contact")
                    .isEqualTo(before.visited());
        }
        if (verb != 2) {
            assertThat(after.seat()).as("only a hand-over moves it").isEqualTo(before.seat());
        }
    }

    @Test
    void anEndedOneIsNeitherVisitedNorHandedOn() {
        Pairing ended = Pairing.begun(new SeatId(new UUID(0, 1)), TODAY, TODAY.plusDays(1)).ended();
        assertThatThrownBy(() -> ended.wentThere(NOON, Found.SAW, TODAY))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> ended.handedTo(new SeatId(new UUID(0, 2))))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(ended::ended).isInstanceOf(Refused.class);
    }
}
