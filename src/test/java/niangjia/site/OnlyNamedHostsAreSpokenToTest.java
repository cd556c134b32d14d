package niangjia.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.env.MockEnvironment;

/** What is not named by a setting is refused before a line is opened, and no answer leads there. */
class OnlyNamedHostsAreSpokenToTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Peers.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private HttpServer server;
    private String named;
    private String stranger;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = server.getAddress().getPort();
        // The same server by two names, of which one is named.
        named = "http://localhost:" + port;
        stranger = "http://127.0.0.1:" + port;
        server.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    exchange.getResponseHeaders().add("Location", stranger + "/elsewhere");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.start();
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        server.stop(0);
        logger.setLevel(null);
        logger.detachAppender(log);
    }

    @Test
    void aStrangerIsRefusedWithoutALineToHer() {
        Peers peers = peers("niangjia.witness", named);
        assertThatThrownBy(() -> peers.send(get(stranger), BodyHandlers.discarding()))
                .isInstanceOf(Peers.Stranger.class);
        assertThatThrownBy(() -> peers.createRequest(URI.create(stranger), HttpMethod.GET))
                .isInstanceOf(Peers.Stranger.class);
        assertThatThrownBy(() -> peers.named(URI.create("https://localhost/")))
                .as("the same host by another way")
                .isInstanceOf(Peers.Stranger.class);
        assertThatThrownBy(() -> peers.named(URI.create("null")))
                .isInstanceOf(Peers.Stranger.class);
        assertThat(asked).hasValue(0);
    }

    @Test
    void noAnswerSendsItOn() throws Exception {
        Peers peers = peers("niangjia.courier.address", named + "/send");
        assertThat(peers.send(get(named), BodyHandlers.discarding()).statusCode()).isEqualTo(302);
        try (var answer = peers.createRequest(URI.create(named), HttpMethod.GET).execute()) {
            assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.FOUND);
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void atTheStartItSaysToWhom() {
        peers("niangjia.witness", "/srv/witness");
        new Peers(
                new MockEnvironment()
                        .withProperty("niangjia.witness", "https://Witness.example:8443/roots")
                        .withProperty("niangjia.files.s3.endpoint", "http://files.example:9000")
                        .withProperty("niangjia.provider.hosts", "keys.example, tokens.example"));
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Speaks to nobody outside",
                        "Speaks to http://files.example, https://keys.example,"
                                + " https://tokens.example, https://witness.example");
    }

    private static Peers peers(String setting, String address) {
        return new Peers(new MockEnvironment().withProperty(setting, address));
    }

    private static HttpRequest get(String address) {
        return HttpRequest.newBuilder(URI.create(address)).GET().build();
    }
}
