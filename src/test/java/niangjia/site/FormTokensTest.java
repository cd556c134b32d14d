package niangjia.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import niangjia.shared.Refused;
import niangjia.site.FormToken.Forged;
import niangjia.site.FormToken.Good;
import niangjia.site.FormToken.Stale;
import org.junit.jupiter.api.Test;

class FormTokensTest {

    private final FormTokens tokens = tokens(1, "2026-05-20T06:00:00Z");

    private static FormTokens tokens(int key, String instant) {
        byte[] secret = new byte[32];
        secret[0] = (byte) key;
        return new FormTokens(new FormKey(secret), Samples.at(instant));
    }

    @Test
    void aFreshTokenOfThisBrowserIsGood() {
        assertThat(tokens.read(tokens.issue("hers"), "hers"))
                .isInstanceOfSatisfying(
                        Good.class,
                        good ->
                                assertThat(good.at())
                                        .isEqualTo(Instant.parse("2026-05-20T06:00:00Z")));
    }

    @Test
    void everyTokenHasAnIdOfItsOwn() {
        assertThat(tokens.issue("hers")).isNotEqualTo(tokens.issue("hers"));
    }

    @Test
    void aTokenIsStaleAfterADay() {
        String token = tokens.issue("hers");
        assertThat(tokens(1, "2026-05-21T05:59:59Z").read(token, "hers")).isInstanceOf(Good.class);
        assertThat(tokens(1, "2026-05-21T06:00:01Z").read(token, "hers")).isEqualTo(new Stale());
    }

    @Test
    void anotherBrowsersTokenIsForged() {
        assertThat(tokens.read(tokens.issue("hers"), "his")).isEqualTo(new Forged());
        assertThat(tokens(2, "2026-05-20T06:00:00Z").read(tokens.issue("hers"), "hers"))
                .isEqualTo(new Forged());
    }

    @Test
    void everyChangedBitIsForged() {
        byte[] token = Base64.getUrlDecoder().decode(tokens.issue("hers"));
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(tokens.read(Base64.getUrlEncoder().encodeToString(changed), "hers"))
                    .isEqualTo(new Forged());
        }
    }

    @Test
    void nonsenseIsForgedAndRefused() {
        for (String nonsense : new String[] {null, "", "???", "abc", "x".repeat(10_000)}) {
            FormToken read = tokens.read(nonsense, "hers");
            assertThat(read).isEqualTo(new Forged());
            assertThatThrownBy(read::orRefuse)
                    .isInstanceOf(Refused.class)
                    .hasMessage("site.form.forged");
        }
    }
}
