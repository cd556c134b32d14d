package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import niangjia.Niangjia;
import niangjia.keys.Keys;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The program on a server of its own, which is killed while many ask: until it is back each is told
 * so plainly and keeps her words, and whoever was acknowledged is found afterwards.
 */
@Tag("prove")
class TheDatabaseIsStoppedUnderLoadTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Set<Integer> EXPECTED = Set.of(200, 201, 303, 503);

    @TempDir Path folder;

    /** Of the twenty that one phone may send in an hour: what was cut off may have been counted. */
    private static final int FROM_ONE_PHONE = 12;

    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger number = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> turnedAway = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    @Test
    void andNothingAcknowledgedIsLost() throws Exception {
        try (var program =
                new SpringApplicationBuilder(Niangjia.class)
                        .run(
                                "--server.port=0",
                                "--niangjia.data=" + folder,
                                "--niangjia.demonstration=true")) {
            int port =
                    Integer.parseInt(
                            program.getEnvironment().getRequiredProperty("local.server.port"));
            var jdbc = program.getBean(JdbcClient.class);
            String county =
                    jdbc.sql("select id::text from network.place where code = '990101'")
                            .query(String.class)
                            .single();
            Phone staff = seated(port, jdbc, county);
            try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int n = 0; n < 4; n++) {
                    boolean english = n % 2 == 0;
                    askers.execute(() -> asksOnPages(port, county, english));
                    askers.execute(() -> asksByInterface(port));
                }
                askers.execute(() -> looks(staff));
                try {
                    for (String signal : List.of("QUIT", "INT", "KILL")) {
                        stop(signal);
                        int before = acknowledged.size();
                        await().atMost(LONG).until(() -> acknowledged.size() > before + 100);
                    }
                    keepDown();
                    int before = acknowledged.size();
                    await().atMost(LONG).until(() -> acknowledged.size() > before + 100);
                } finally {
                    enough.set(true);
                }
            }
            System.out.println(acknowledged.size() + " acknowledged, turned away: " + turnedAway);
            assertThat(wrong).isEmpty();
            assertThat(turnedAway).containsOnlyKeys("zh", "en", "interface", "workbench");
            List<String> kept =
                    Seats.stories(jdbc, program.getBean(Keys.class)).values().stream()
                            .filter(story -> story.startsWith("水管坏了 "))
                            .toList();
            assertThat(kept).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(staff.get("/workbench").statusCode()).isEqualTo(200);
        }
    }

    /** The same form is sent until it is taken, as somebody does who reads "send it again". */
    private void asksOnPages(int port, String county, boolean english) {
        Phone phone = new Phone(port);
        for (int sent = 0; !enough.get(); sent++) {
            if (sent % FROM_ONE_PHONE == 0) {
                phone = new Phone(port);
                while (phone.post("/language", Map.of("to", english ? "en" : "zh", "back", "/"))
                                .statusCode()
                        == 503) {
                    count(english ? "en" : "zh");
                }
            }
            String story = "水管坏了 " + number.incrementAndGet();
            Map<String, String> form =
                    new LinkedHashMap<>(Map.of("text", story, "place", county, "step", "send"));
            HttpResponse<String> page = phone.get("/code");
            while (page.statusCode() == 503) {
                count(english ? "en" : "zh");
                check(page.headers().firstValue("Retry-After").isPresent(), page);
                page = phone.get("/code");
            }
            form.put("once", Phone.tokenIn(page.body()));
            HttpResponse<String> answer = phone.post("/ask", form);
            while (answer.statusCode() == 503) {
                count(english ? "en" : "zh");
                check(
                        answer.body().contains(english ? "Out of reach" : "暂时连不上")
                                && answer.body().contains(story)
                                && answer.body().contains("value=\"" + form.get("once") + "\"")
                                && answer.headers().firstValue("Retry-After").isPresent(),
                        answer);
                answer = phone.post("/ask", form);
            }
            check(answer.statusCode() == 303, answer);
            acknowledged.add(story);
        }
    }

    private void asksByInterface(int port) {
        Phone phone = new Phone(port);
        while (!enough.get()) {
            String story = "水管坏了 " + number.incrementAndGet();
            HttpResponse<String> answer = ask(phone, story);
            while (answer.statusCode() == 503) {
                count("interface");
                check(
                        answer.headers()
                                        .firstValue("Content-Type")
                                        .orElse("")
                                        .equals("application/problem+json")
                                && answer.body().contains("\"status\":503"),
                        answer);
                answer = ask(phone, story);
            }
            check(answer.statusCode() == 201, answer);
            acknowledged.add(story);
        }
    }

    private static HttpResponse<String> ask(Phone phone, String story) {
        return phone.postJson(
                "/api/v1/help-requests",
                "{\"place\":\"990101\",\"text\":\"%s\"}".formatted(story),
                "Idempotency-Key",
                "key-of-" + story.replaceAll("\\D", ""));
    }

    private void looks(Phone staff) {
        while (!enough.get()) {
            HttpResponse<String> answer = staff.get("/workbench");
            if (answer.statusCode() == 503) {
                count("workbench");
                check(answer.body().contains("暂时连不上"), answer);
            } else {
                check(answer.statusCode() == 200, answer);
            }
        }
    }

    private static Phone seated(int port, JdbcClient jdbc, String county) {
        Phone staff = new Phone(port);
        String seat =
                jdbc.sql("select seat::text from network.desk where unit = ?::uuid limit 1")
                        .param(county)
                        .query(String.class)
                        .single();
        staff.post("/access/seat", Map.of("once", staff.token("/access"), "seat", seat));
        return staff;
    }

    private void count(String who) {
        turnedAway.computeIfAbsent(who, w -> new AtomicInteger()).incrementAndGet();
    }

    private void check(boolean right, HttpResponse<String> answer) {
        if (!right || !EXPECTED.contains(answer.statusCode())) {
            String body = answer.body();
            wrong.add(
                    answer.statusCode()
                            + " "
                            + answer.uri().getPath()
                            + " "
                            + body.substring(0, Math.min(3000, body.length())));
        }
    }

    /** Each time that it comes up again, until everybody has noticed. */
    private void keepDown() {
        turnedAway.clear();
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    stop("QUIT");
                    return turnedAway.size() == 4;
                });
    }

    private void stop(String signal) throws IOException, InterruptedException {
        Path told = folder.resolve("db/postmaster.pid");
        if (Files.exists(told)) {
            String server = Files.readAllLines(told).getFirst().strip();
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + server + " 2>/dev/null")
                    .start()
                    .waitFor();
        }
    }
}
