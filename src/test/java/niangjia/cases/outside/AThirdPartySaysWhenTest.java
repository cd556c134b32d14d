package niangjia.cases.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import niangjia.database.CannotStart;
import niangjia.site.Peers;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

/** An authority's time (RFC 3161) counts where it is an answer to us of one that we believe. */
class AThirdPartySaysWhenTest {

    private static final byte[] HASH = PaperSeal.sha256("what was there".getBytes(UTF_8));

    @TempDir static Path folder;
    private static TimeServer server;
    private static TimeAuthority authority;

    @BeforeAll
    static void open() throws Exception {
        server = new TimeServer();
        authority =
                authority(server.address(), server.certificates(folder.resolve("root")).toString());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void ofSomethingElseOfAnotherAuthorityOrSpoiltItSaysNothing() throws Exception {
        byte[] token = authority.stamp(HASH);
        assertThat(authority.read(token, HASH)).isPresent();
        assertThat(authority.read(token, PaperSeal.sha256("something else".getBytes(UTF_8))))
                .isEmpty();
        int time = new String(token, ISO_8859_1).indexOf("20260521010203Z");
        assertThat(time).isPositive();
        byte[] later = token.clone();
        later[time + 3]++;
        assertThat(authority.read(later, HASH)).as("a year later").isEmpty();
        assertThat(authority.read(Arrays.copyOf(token, token.length / 2), HASH)).isEmpty();
        try (var another = new TimeServer()) {
            var elsewhere =
                    authority(
                            another.address(),
                            another.certificates(folder.resolve("another")).toString());
            assertThat(elsewhere.read(token, HASH)).isEmpty();
            assertThat(authority.read(elsewhere.stamp(HASH), HASH)).isEmpty();
            var mistaken = authority(another.address(), folder.resolve("root").toString());
            assertThatThrownBy(() -> mistaken.stamp(HASH)).isInstanceOf(TimeAuthority.Away.class);
        }
    }

    @Test
    void whatIsNotAnAnswerToTheQuestionIsNoTime() throws Exception {
        try (var odd = new TimeServer()) {
            var asked =
                    authority(odd.address(), odd.certificates(folder.resolve("odd")).toString());
            odd.gives(false);
            assertThatThrownBy(() -> asked.stamp(HASH))
                    .isInstanceOf(TimeAuthority.Away.class)
                    .hasMessageContaining("not today");
            odd.gives(true);
            var before = new TimeStampRequestGenerator();
            before.setCertReq(true);
            odd.says(
                    odd.answer(
                            before.generate(TSPAlgorithms.SHA256, HASH, BigInteger.TEN)
                                    .getEncoded()));
            assertThatThrownBy(() -> asked.stamp(HASH))
                    .as("what it said to somebody else")
                    .isInstanceOf(TimeAuthority.Away.class);
            odd.says("<html>".getBytes(UTF_8));
            assertThatThrownBy(() -> asked.stamp(HASH)).isInstanceOf(TimeAuthority.Away.class);
        }
        var nobody = authority("http://127.0.0.1:1/", folder.resolve("root").toString());
        assertThatThrownBy(() -> nobody.stamp(HASH)).isInstanceOf(TimeAuthority.Away.class);
    }

    @Test
    void aSettingThatCannotBeMeantIsRefused() throws IOException {
        String root = folder.resolve("root").toString();
        assertThat(authority("", "").name()).isNull();
        assertThatThrownBy(() -> authority("http://tsa.example/", root))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("https");
        assertThatThrownBy(() -> authority("https://tsa.example/", ""))
                .isInstanceOf(CannotStart.class);
        Path none = Files.writeString(folder.resolve("none"), "no certificate");
        assertThatThrownBy(() -> authority("https://tsa.example/", none.toString()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(none.toString());
    }

    private static TimeAuthority authority(String address, String certificates) {
        return new TimeAuthority(
                address,
                certificates,
                new Peers(
                        new MockEnvironment().withProperty("niangjia.papers.authority", address)));
    }
}
