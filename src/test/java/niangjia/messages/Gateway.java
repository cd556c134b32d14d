package niangjia.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An operator's gateway of text messages, as a server of its own on this machine. */
public final class Gateway implements AutoCloseable {

    /** What was sent to it. */
    public record Sent(String type, @Nullable String key, String body) {}

    private final HttpServer server;
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();

    public Gateway() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        server.createContext(
                "/",
                exchange -> {
                    var headers = exchange.getRequestHeaders();
                    sent.add(
                            new Sent(
                                    headers.getFirst("Content-Type"),
                                    headers.getFirst("Authorization"),
                                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
                    int answer = answers.isEmpty() ? 200 : answers.removeFirst();
                    if (answer == 302) {
                        exchange.getResponseHeaders().add("Location", "/elsewhere");
                    }
                    exchange.sendResponseHeaders(answer, -1);
                    exchange.close();
                });
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:%d/send".formatted(server.getAddress().getPort());
    }

    /** To the next ones; then 200 again. */
    public void answers(Integer... statuses) {
        answers.addAll(List.of(statuses));
    }

    public Sent next() throws InterruptedException {
        Sent next = sent.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("nothing came");
        }
        return next;
    }

    /** Nothing more comes within this time. */
    public boolean isQuiet(Duration time) throws InterruptedException {
        return sent.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
