package niangjia.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import niangjia.site.Peers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/**
 * An operator's gateway of text messages: each goes there by POST, beside the request that it
 * answers, so that nobody who asks can tell a number by the time that it took. Neither number nor
 * words stand in any log.
 */
@Component
@ConditionalOnExpression("!'${niangjia.courier.address:}'.isBlank()")
final class HttpCourier implements Courier {

    private static final Logger LOG = LoggerFactory.getLogger(HttpCourier.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** A code counts ten minutes: what did not go within some seconds she asks for again. */
    private static final int TRIES = 3;

    /** On the way at the same moment; what comes beyond is dropped rather than piled up. */
    private static final int AT_ONCE = 64;

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI address;
    private final String key;
    private final String body;
    private final boolean json;
    private final Duration rest;
    private final Semaphore ways = new Semaphore(AT_ONCE);
    private final Peers peers;

    /**
     * @param address by https, or on this machine
     * @param key sent as a bearer token, or empty
     * @param body what is sent, with {@code {telephone}} and {@code {words}} in it: JSON if it
     *     begins with a brace, else fields of a form
     * @param rest between two tries, the second time four times as long
     */
    HttpCourier(
            @Value("${niangjia.courier.address:}") URI address,
            @Value("${niangjia.courier.key:}") String key,
            @Value("${niangjia.courier.body:#{null}}") @org.jspecify.annotations.Nullable
                    String body,
            @Value("${niangjia.courier.rest:1s}") Duration rest,
            Peers peers) {
        if (!"https".equals(address.getScheme())
                && !("http".equals(address.getScheme())
                        && THIS_MACHINE.contains(address.getHost()))) {
            throw new IllegalArgumentException(
                    "NIANGJIA_COURIER_ADDRESS must be https or on this machine: codes go there");
        }
        this.address = address;
        this.key = key;
        this.body =
                body == null || body.isBlank()
                        ? "{\"telephone\":\"{telephone}\",\"words\":\"{words}\"}"
                        : body.strip();
        if (!this.body.contains("{telephone}") || !this.body.contains("{words}")) {
            throw new IllegalArgumentException(
                    "NIANGJIA_COURIER_BODY must name {telephone} and {words}");
        }
        this.json = this.body.startsWith("{\"") || this.body.startsWith("{\n");
        this.rest = rest;
        this.peers = peers;
    }

    @Override
    public void bring(String telephone, String words) {
        if (!ways.tryAcquire()) {
            LOG.warn("Too many text messages are on their way; one was dropped");
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                send(telephone, words);
            } finally {
                ways.release();
            }
        });
    }

    private void send(String telephone, String words) {
        HttpRequest request = request(telephone, words);
        String why = "";
        for (int n = 0; n < TRIES; n++) {
            if (n > 0) {
                LockSupport.parkNanos(rest.multipliedBy(n * n).toNanos());
            }
            try {
                int status = peers.send(request, BodyHandlers.discarding()).statusCode();
                if (status >= 200 && status < 300) {
                    return;
                }
                why = "it answered " + status;
                if (status < 500 && status != 429) {
                    break;
                }
            } catch (IOException away) {
                why = away.getClass().getSimpleName();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        LOG.warn("The gateway of text messages took none: {}", why);
    }

    private HttpRequest request(String telephone, String words) {
        UnaryOperator<String> told = json ? HttpCourier::quoted : t -> URLEncoder.encode(t, UTF_8);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .header(
                                "Content-Type",
                                json
                                        ? "application/json; charset=utf-8"
                                        : "application/x-www-form-urlencoded")
                        .POST(
                                BodyPublishers.ofString(
                                        body.replace("{telephone}", told.apply(telephone))
                                                .replace("{words}", told.apply(words))));
        return (key.isEmpty() ? request : request.header("Authorization", "Bearer " + key)).build();
    }

    /** As it stands between the quotes of JSON. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        for (int n = 0; n < text.length(); n++) {
            char sign = text.charAt(n);
            if (sign == '"' || sign == '\\') {
                quoted.append('\\').append(sign);
            } else if (sign < ' ') {
                quoted.append("\\u%04x".formatted((int) sign));
            } else {
                quoted.append(sign);
            }
        }
        return quoted.toString();
    }
}
