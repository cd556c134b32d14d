package niangjia.records.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Consumer;
import niangjia.records.model.Batch;
import niangjia.records.model.Witness;
import niangjia.site.Peers;

/**
 * A program elsewhere: what is posted to its address it appends to all that it has, and answers
 * with all of it when asked. The address is a setting of the operator's.
 */
final class HttpWitness implements Witness {

    /** Short, since sealing waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final URI address;
    private final String key;
    private final Peers peers;

    /**
     * @param key sent as a bearer token, or empty
     */
    HttpWitness(URI address, String key, Peers peers) {
        this.address = address;
        this.key = key;
        this.peers = peers;
    }

    @Override
    public void tell(Batch batch) throws IOException {
        HttpRequest told =
                request()
                        .timeout(PATIENCE)
                        .header("Content-Type", "text/plain; charset=utf-8")
                        .POST(BodyPublishers.ofString(BatchText.of(batch)))
                        .build();
        int status = send(told, BodyHandlers.discarding()).statusCode();
        if (status < 200 || status > 299) {
            throw new IOException("the witness answered " + status);
        }
    }

    @Override
    public void read(LocalDate from, Consumer<Batch> each) throws IOException {
        HttpResponse<InputStream> all = send(request().GET().build(), BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(all.body(), UTF_8))) {
            if (all.statusCode() != 200) {
                throw new IOException("the witness answered " + all.statusCode());
            }
            BatchText.read(
                    lines,
                    batch -> {
                        if (!LocalDate.ofInstant(batch.at(), ZONE).isBefore(from)) {
                            each.accept(batch);
                        }
                    });
        }
    }

    @Override
    public Apart apart() {
        return Apart.YES;
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> as)
            throws IOException {
        try {
            return peers.send(request, as);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the witness was asked", stopped);
        }
    }
}
