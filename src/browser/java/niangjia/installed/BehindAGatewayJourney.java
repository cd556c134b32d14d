package niangjia.installed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import niangjia.browser.Browsers;
import niangjia.browser.Desk;
import niangjia.database.DataFolder;
import niangjia.database.TestDatabase;
import niangjia.installed.Line.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program behind a real nginx with the configuration that operators are given, under a name of
 * its own and over https.
 */
@Tag("prove")
class BehindAGatewayJourney {

    private static final String NAME = Gateway.NAME;
    private static final int SENT_PER_ADDRESS = 5;
    private static final Pattern TOKEN = Pattern.compile("name=\"once\" value=\"([^\"]+)\"");
    private static final String EDGE = "----a-story";

    @TempDir static Path folder;
    private static TestDatabase database;
    private static Installed program;
    private static Authority authority;
    private static SSLContext believed;
    private static Gateway gateway;

    @BeforeAll
    static void open() throws Exception {
        database = TestDatabase.laidIn();
        program =
                Installed.start(
                        database,
                        Map.of(
                                "NIANGJIA_HOST",
                                NAME,
                                "SERVER_FORWARD_HEADERS_STRATEGY",
                                "native",
                                "NIANGJIA_LIMITS_PER_ADDRESS",
                                String.valueOf(SENT_PER_ADDRESS)));
        authority = Authority.named("an authority of this story");
        believed = authority.believed();
        gateway = Gateway.before(program.port(), authority, folder.resolve("gateway"));
    }

    @AfterAll
    static void close() {
        gateway.close();
        program.close();
    }

    @Test
    void inTheClearPeopleAreSentToHttpsAndProgramsAreRefused() throws IOException {
        Answer sent = inTheClear("GET", "/code?a=b");
        assertThat(sent.status()).isEqualTo(308);
        assertThat(sent.first("Location")).hasValue("https://" + NAME + "/code?a=b");
        assertThat(inTheClear("POST", "/ask").status()).isEqualTo(403);
        for (String method : List.of("GET", "POST")) {
            assertThat(inTheClear(method, "/api/v1/help-requests").status()).isEqualTo(403);
        }
    }

    private static Answer inTheClear(String method, String path) throws IOException {
        try (Line line = Line.plain(gateway.http())) {
            return line.ask(method, path, "", "Host", NAME);
        }
    }

    @Test
    void onlyTodaysTlsIsSpokenWithSecretsThatAreForgotten() throws Exception {
        String today = "c02bc02f";
        assertThat(new Hello(0x0303, today).to(gateway.https())).isEqualTo("version 0303");
        assertThat(new Hello(0x0302, "c009c013002f").to(gateway.https()))
                .as("TLS 1.1: protocol_version")
                .isEqualTo("alert 70");
        assertThat(new Hello(0x0301, "c009c013002f").to(gateway.https()))
                .as("TLS 1.0")
                .isEqualTo("alert 70");
        assertThat(new Hello(0x0303, "c009c023c024009d003d002f").to(gateway.https()))
                .as("without AEAD or with the server's own key: handshake_failure")
                .isEqualTo("alert 40");
        try (Line line = Line.plain(gateway.https()).closed(believed, NAME, "h2", "http/1.1")) {
            var closed = (SSLSocket) line.socket();
            assertThat(closed.getSession().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(closed.getApplicationProtocol()).isEqualTo("h2");
        }
    }

    @Test
    void underAnotherNameThereIsNobody() throws Exception {
        assertThatThrownBy(() -> Line.plain(gateway.https()).closed(believed, "another.example"))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("unrecognized_name");
        try (Line line = Line.plain(gateway.https()).closed(believed, NAME)) {
            assertThat(line.ask("GET", "/", "", "Host", "another.example").status()).isEqualTo(421);
        }
    }

    @Test
    void cookiesAreBoundToTheHostAndHttpsIsPromisedForAYear() throws IOException {
        Answer answer = new Visitor("127.0.0.1").post("/language", Map.of("to", "en", "back", "/"));
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.all("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("__Host-lang=en")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(answer.all("Strict-Transport-Security"))
                .containsExactly("max-age=31536000; includeSubDomains");
        assertThat(answer.all("Server")).containsExactly("nginx");
        assertThat(new Visitor("127.0.0.1").get("/", "X-Forwarded-Proto", "http"))
                .as("nobody talks it out of https")
                .extracting(Answer::headers)
                .asString()
                .contains("Strict-Transport-Security", "__Host-form");
    }

    @Test
    void anAddressThatAClientClaimsIsNotBelieved() throws IOException {
        for (int n = 1; n <= SENT_PER_ADDRESS + 1; n++) {
            String claimed = "198.51.100." + n;
            assertThat(
                            asks(
                                            "203.0.113.9",
                                            "X-Forwarded-For",
                                            claimed,
                                            "Forwarded",
                                            "for=" + claimed,
                                            "X-Real-IP",
                                            claimed)
                                    .status())
                    .as("call " + n)
                    .isEqualTo(n <= SENT_PER_ADDRESS ? 201 : 429);
        }
        Answer other = asks("203.0.113.10", "X-Forwarded-For", "203.0.113.9");
        assertThat(other.status()).as("another address has a limit of its own").isEqualTo(201);
        Answer named =
                asks(
                        "203.0.113.11",
                        "X-Forwarded-Host",
                        "evil.example",
                        "X-Forwarded-Port",
                        "81",
                        "X-Forwarded-Prefix",
                        "/evil");
        assertThat(named.body()).contains("https://" + NAME + "/r/").doesNotContain("evil", ":81");
    }

    @Test
    void noPrivateLinkStandsInItsLogsAlsoWhileTheProgramIsAway() throws Exception {
        String link = asks("203.0.113.12").body().replaceAll("(?s).*(/r/[^\"]+)\".*", "$1");
        assertThat(new Visitor("203.0.113.77").get(link).status()).isEqualTo(303);
        try (Gateway alone =
                Gateway.before(Installed.freePort(), authority, folder.resolve("alone"))) {
            Answer away;
            try (Line line = Line.plain(alone.told()).from("203.0.113.78").closed(believed, NAME)) {
                away = line.ask("GET", link, "", "Host", NAME);
            }
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.body()).contains("110", "12338", "暂时连不上", "Out of reach");
            assertThat(away.first("Retry-After")).isPresent();
            assertThat(away.first("Strict-Transport-Security")).isPresent();
            assertThat(away.first("Content-Type")).hasValue("text/html; charset=utf-8");
            for (var from :
                    Map.of(gateway, "203.0.113.77 GET 303", alone, "203.0.113.78 GET 503")
                            .entrySet()) {
                await().until(() -> from.getKey().logs().contains(from.getValue()));
                assertThat(from.getKey().logs())
                        .doesNotContain(link)
                        .doesNotContain(link.substring(3, 20));
            }
        }
    }

    @Test
    void aFormFromHereIsTakenAndOneFromElsewhereIsNot() throws IOException {
        assertThat(asksOnAPage("Origin", "https://" + NAME).status()).isEqualTo(303);
        assertThat(
                        asksOnAPage("Origin", "https://" + NAME, "Sec-Fetch-Site", "same-origin")
                                .status())
                .isEqualTo(303);
        for (String[] from :
                List.of(
                        new String[] {"Origin", "https://evil.example"},
                        new String[] {"Origin", "https://" + NAME + ":444"},
                        new String[] {"Origin", "null"},
                        new String[] {
                            "Origin", "https://evil.example", "X-Forwarded-Host", "evil.example"
                        },
                        new String[] {"Sec-Fetch-Site", "cross-site"})) {
            assertThat(asksOnAPage(from).status()).as(String.join(" ", from)).isEqualTo(403);
        }
    }

    @Test
    void filesComeThroughUpToTheProgramsBoundAndLieNowhereOnTheWay() throws Exception {
        assertThat(form(110L << 20)).as("the program's bound").isEqualTo(413);
        assertThat(form(300L << 20)).as("the gateway's").isEqualTo(413);

        var visitor = new Visitor("127.0.0.1");
        Map<String, String> form = asking(visitor);
        byte[] body = multipart(form, photo());
        assertThat(body.length).isGreaterThan(1 << 20);
        try (Line line = Line.plain(gateway.https()).closed(believed, NAME)) {
            line.send(
                    "POST /ask HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nCookie: %s\r\nContent-Type: multipart/form-data; boundary=%s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(NAME, visitor.cookies(), EDGE, body.length));
            int half = body.length / 2;
            line.send(Arrays.copyOf(body, half));
            await().until(() -> handedIn() > 1 << 16);
            line.send(Arrays.copyOfRange(body, half, body.length));
            Answer taken = line.answer();
            assertThat(taken.status()).as(taken.body()).isEqualTo(303);
            assertThat(taken.first("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/mine"));
        }
    }

    /** What has come to the program of a form that is still on the way. */
    private static long handedIn() throws IOException {
        try (var files = Files.walk(program.data().resolve("uploads"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** The answer to a form of this size; before its last word nothing of it lies anywhere. */
    private static int form(long bytes) throws Exception {
        try (Line line = Line.plain(gateway.https()).closed(believed, NAME)) {
            byte[] begin = part("a.jpg").getBytes(ISO_8859_1);
            line.send(
                    "POST /ask HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=%s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(NAME, EDGE, bytes));
            line.send(begin);
            var zeros = new byte[1 << 16];
            try {
                for (long left = bytes - begin.length; left > 0; left -= zeros.length) {
                    if (left <= zeros.length) {
                        assertThat(handedIn()).isZero();
                    }
                    line.send(Arrays.copyOf(zeros, (int) Math.min(left, zeros.length)));
                }
            } catch (IOException heardEnough) {
                // Of too much the gateway does not hear the end.
            }
            return line.answer().status();
        }
    }

    @Test
    void aRequestOfTwoMeaningsIsRefusedAndNothingBehindItIsHeard() throws Exception {
        Map<String, String> shapes = new LinkedHashMap<>();
        shapes.put(
                "both",
                "POST / %sContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        shapes.put(
                "both, the other way",
                "POST / %sTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n");
        shapes.put("two lengths", "POST / %sContent-Length: 0\r\nContent-Length: 4\r\n\r\n");
        shapes.put("a length with a sign", "POST / %sContent-Length: +4\r\n\r\n");
        shapes.put("a list of lengths", "POST / %sContent-Length: 0, 4\r\n\r\n");
        shapes.put(
                "a space before the colon",
                "POST / %sTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n");
        shapes.put(
                "a folded line",
                "POST / %sX-Word: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        shapes.put(
                "an encoding that nobody knows",
                "POST / %sTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
        shapes.put(
                "two encodings",
                "POST / %sTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n");
        shapes.put(
                "a chunk of no number", "POST / %sTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n");
        shapes.put("a body on GET", "GET / %sContent-Length: 4\r\n\r\nbody");
        shapes.put("chunks on GET", "GET / %sTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        shapes.put("a body on HEAD", "HEAD / %sContent-Length: 4\r\n\r\nbody");
        shapes.put("two hosts", "GET / %sHost: evil.example\r\n\r\n");
        String behind = "GET /code HTTP/1.1\r\nHost: " + NAME + "\r\nConnection: close\r\n\r\n";
        Map<String, List<Integer>> heard = new TreeMap<>();
        for (var shape : shapes.entrySet()) {
            try (Line line = Line.plain(gateway.https()).closed(believed, NAME)) {
                line.send(
                        shape.getValue().formatted("HTTP/1.1\r\nHost: " + NAME + "\r\n") + behind);
                List<Integer> numbers = line.numbers();
                if (!numbers.equals(List.of(400)) && !numbers.equals(List.of(501))) {
                    heard.put(shape.getKey(), numbers);
                }
            }
        }
        assertThat(heard).isEmpty();
        try (Line line = Line.plain(gateway.https()).closed(believed, NAME)) {
            line.send("GET / HTTP/1.1\r\nHost: " + NAME + "\r\nContent-Length: 0\r\n\r\n" + behind);
            assertThat(line.numbers()).as("two that mean what they say").containsExactly(200, 200);
        }
    }

    @Test
    void aVillageComesInAtOnceAndAFloodFromOneAddressStopsNobodyElse() throws Exception {
        Map<Integer, Integer> village = heads("203.0.113.60", 1_000);
        assertThat(village).as("of one address, within a second or so").containsOnlyKeys(200);
        Map<Integer, Integer> flood = new TreeMap<>();
        for (int round = 0; round < 10 && !flood.containsKey(429); round++) {
            heads("203.0.113.61", 1_000)
                    .forEach((status, n) -> flood.merge(status, n, Integer::sum));
        }
        assertThat(flood).containsOnlyKeys(200, 429);
        assertThat(heads("203.0.113.62", 1)).containsOnlyKeys(200);
        assertThat(heads("2001:db8:1:2:3::1", 1)).containsOnlyKeys(200);
    }

    private static Map<Integer, Integer> heads(String from, int count) throws Exception {
        Map<Integer, Integer> numbers = new TreeMap<>();
        for (int left = count; left > 0; left -= 500) {
            try (Line line = Line.plain(gateway.told()).from(from).closed(believed, NAME)) {
                String one = "HEAD /passkey.js HTTP/1.1\r\nHost: " + NAME + "\r\n";
                line.send(
                        (one + "\r\n").repeat(Math.min(left, 500) - 1)
                                + one
                                + "Connection: close\r\n\r\n");
                line.numbers().forEach(number -> numbers.merge(number, 1, Integer::sum));
            }
        }
        return numbers;
    }

    @Test
    void aPasskeyBelongsToTheOperatorsNameAndPagesRenewThemselves() throws Exception {
        try (var browser =
                        Browsers.started(
                                List.of(
                                        "--host-resolver-rules=MAP %s 127.0.0.1:%d"
                                                .formatted(NAME, gateway.https()),
                                        "--ignore-certificate-errors-spki-list="
                                                + gateway.identity().fingerprint()));
                Desk desk = browser.desk("https://" + NAME)) {
            putAuthenticator(desk);
            String first =
                    HexFormat.of()
                            .formatHex(
                                    new DataFolder(folder.resolve("same"), TestDatabase.SECRET)
                                            .secret("first-account", 16));
            assertThat(program.said()).contains("https://" + NAME + "/begin/" + first);
            desk.open("/begin/" + first);
            desk.page().locator("#name").fill("周主管");
            desk.page().locator("#code").fill("4101");
            desk.page().locator("#login").fill("zhou");
            desk.page().locator("#password").fill("a long pass phrase");
            desk.page().locator("form .button").first().click();
            desk.page().waitForURL("**/access/ways");
            desk.page().locator("form[data-passkey=make] button").click();
            desk.page().locator(".codes code").first().waitFor();
            assertThat(desk.page().context().cookies())
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.secure && cookie.name.matches("__(Host|Secure)-.*"));

            desk.page().context().clearCookies();
            desk.open("/access");
            desk.page().locator("form[action='/access/passkey'] button").click();
            desk.page().waitForURL("**/workbench");
            assertThat(
                            desk.page()
                                    .evaluate(
                                            "performance.getEntriesByType('navigation')[0].nextHopProtocol"))
                    .isEqualTo("h2");
            var renewed =
                    desk.page().waitForResponse("**/workbench/now", () -> desk.open("/workbench"));
            assertThat(renewed.status()).isEqualTo(200);
            desk.isFine();
        }
    }

    private static void putAuthenticator(Desk desk) {
        var tools = desk.page().context().newCDPSession(desk.page());
        tools.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var wish = new JsonObject();
        wish.add("options", options);
        tools.send("WebAuthn.addVirtualAuthenticator", wish);
    }

    /** By the interface, which counts by address. */
    private static Answer asks(String from, String... headers) throws IOException {
        return new Visitor(from)
                .send(
                        "POST",
                        "/api/v1/help-requests",
                        "{\"place\":\"420102\",\"text\":\"想找点活干\"}",
                        "application/json",
                        headers);
    }

    private static Answer asksOnAPage(String... headers) throws IOException {
        var visitor = new Visitor("127.0.0.1");
        return visitor.post("/ask", asking(visitor), headers);
    }

    private static Map<String, String> asking(Visitor visitor) throws IOException {
        Matcher token = TOKEN.matcher(visitor.get("/").body());
        assertThat(token.find()).isTrue();
        String place =
                database.jdbc()
                        .sql("select id::text from network.place where code = '420102'")
                        .query(String.class)
                        .single();
        return Map.of(
                "once", token.group(1),
                "text", "想找点活干",
                "kind", "work",
                "place", place,
                "step", "send");
    }

    /** So colourful that it stays large. */
    private static byte[] photo() throws IOException {
        var picture = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1949);
        for (int x = 0; x < 1600; x++) {
            for (int y = 0; y < 1200; y++) {
                picture.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", bytes);
        return bytes.toByteArray();
    }

    private static String part(String name) {
        return "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: image/jpeg\r\n\r\n"
                .formatted(EDGE, name);
    }

    private static byte[] multipart(Map<String, String> fields, byte[] file) {
        var body = new ByteArrayOutputStream();
        fields.forEach((field, value) ->
                body.writeBytes(
                        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted(EDGE, field, value)
                                .getBytes(UTF_8)));
        body.writeBytes(part("a.jpg").getBytes(ISO_8859_1));
        body.writeBytes(file);
        body.writeBytes("\r\n--%s--\r\n".formatted(EDGE).getBytes(ISO_8859_1));
        return body.toByteArray();
    }

    /** Somebody at an address, with a browser that keeps cookies. */
    private record Visitor(String from, Map<String, String> kept) {

        Visitor(String from) {
            this(from, new LinkedHashMap<>());
        }

        Answer get(String path, String... headers) throws IOException {
            return send("GET", path, "", "text/plain", headers);
        }

        Answer post(String path, Map<String, String> form, String... headers) throws IOException {
            return send(
                    "POST",
                    path,
                    form.entrySet().stream()
                            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), UTF_8))
                            .collect(joining("&")),
                    "application/x-www-form-urlencoded",
                    headers);
        }

        Answer send(String method, String path, String body, String type, String... headers)
                throws IOException {
            String[] all = Arrays.copyOf(headers, headers.length + 6);
            System.arraycopy(
                    new String[] {"Host", NAME, "Content-Type", type, "Cookie", cookies()},
                    0,
                    all,
                    headers.length,
                    6);
            try (Line line = Line.plain(gateway.told()).from(from).closed(believed, NAME)) {
                Answer answer = line.ask(method, path, body, all);
                for (String cookie : answer.all("Set-Cookie")) {
                    String[] pair = cookie.split(";", 2)[0].split("=", 2);
                    kept.put(pair[0], pair[1]);
                }
                return answer;
            }
        }

        String cookies() {
            return kept.entrySet().stream()
                    .map(c -> c.getKey() + "=" + c.getValue())
                    .collect(joining("; "));
        }
    }
}
