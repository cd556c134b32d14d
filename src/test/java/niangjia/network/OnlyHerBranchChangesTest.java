package niangjia.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Over HTTP: a seat changes the net in its place and below, and everybody may look. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class OnlyHerBranchChangesTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"once\" value=\"([^\"]+)\"");

    @LocalServerPort private int port;
    @Autowired private Network network;

    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @Test
    void whoHasNoSeatIsSentToTheDoor() {
        assertThat(get("/network/" + place("990101100").id() + "/committee").statusCode())
                .isEqualTo(303);
        assertThat(get("/network/" + place("990101100").id()).statusCode()).isEqualTo(200);
    }

    @Test
    void whatLiesElsewhereIsNotThereForHer() {
        sitDown("990101100", "CHAIR");
        String own = "/network/" + place("990101100").id();
        String elsewhere = "/network/" + place("990101101").id();
        for (String page : new String[] {"/committee", "/change", "/settings", "/applications"}) {
            assertThat(get(own + page).statusCode()).as(page).isEqualTo(200);
            assertThat(get(elsewhere + page).statusCode()).as(page).isEqualTo(404);
        }
        String token = token(own + "/committee");
        assertThat(
                        post(
                                        elsewhere + "/change",
                                        Map.of(
                                                "once",
                                                token,
                                                "act",
                                                "rename",
                                                "step",
                                                "do",
                                                "name",
                                                "别的镇",
                                                "day",
                                                "2026-01-01"))
                                .statusCode())
                .isEqualTo(404);
        assertThat(place("990101101").name()).isEqualTo("石桥镇");
    }

    @Test
    void anExecutiveMemberChangesHerOwnSeatOnly() {
        sitDown("990101100", "EXECUTIVE_MEMBER");
        String own = "/network/" + place("990101100").id();
        var refused =
                post(
                        own + "/committee",
                        Map.of(
                                "once",
                                token(own + "/committee"),
                                "act",
                                "add",
                                "post",
                                "CADRE",
                                "engagement",
                                "FULL_TIME"));
        assertThat(refused.statusCode()).isEqualTo(422);
        var away = post("/my-seat", Map.of("once", token("/my-seat"), "act", "away", "until", ""));
        assertThat(away.statusCode()).isEqualTo(303);
        assertThat(get("/my-seat").body()).contains("我来值守");
    }

    @Test
    void badInputKeepsWhatWasTyped() {
        String form = "/network/" + place("990101100").id() + "/apply";
        var wrong =
                post(
                        form,
                        Map.of(
                                "once",
                                token(form),
                                "kind",
                                "market",
                                "name",
                                "河边<市场>",
                                "applicant",
                                "",
                                "contact",
                                "",
                                "proof",
                                ""));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("河边&lt;市场");
    }

    private void sitDown(String code, String post) {
        SeatHeld seat =
                network.people(place(code).id()).stream()
                        .filter(s -> s.post().equals(post))
                        .findFirst()
                        .orElseThrow();
        var sat =
                post(
                        "/access/seat",
                        Map.of("once", token("/access"), "seat", seat.seat().toString()));
        assertThat(sat.statusCode()).isEqualTo(303);
    }

    private Place place(String code) {
        return network.withCode(code).orElseThrow();
    }

    private String token(String path) {
        Matcher found = TOKEN.matcher(get(path).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)));
    }

    private HttpResponse<String> post(String path, Map<String, String> form) {
        String body =
                form.entrySet().stream()
                        .map(f ->
                                f.getKey()
                                        + "="
                                        + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
