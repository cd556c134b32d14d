package niangjia.help;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A simple browser without script: keeps cookies, follows nothing, sends forms with their token.
 */
final class Phone {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern TOKEN = Pattern.compile("name=\"once\" value=\"([^\"]+)\"");

    private final int port;
    private final String address;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    Phone(int port) {
        this(port, "");
    }

    /**
     * @param address as a gateway tells it, to a program that believes one
     */
    Phone(int port, String address) {
        this.port = port;
        this.address = address;
    }

    /** A phone on which the holder of a seat has signed in. */
    static Phone of(int port, Seats seats, niangjia.network.SeatHeld seat) {
        Phone phone = new Phone(port);
        String login = seats.account(seat);
        var in =
                phone.post(
                        "/access",
                        Map.of(
                                "once",
                                phone.token("/access"),
                                "login",
                                login,
                                "password",
                                Seats.PASSWORD));
        if (in.statusCode() != 303) {
            throw new IllegalStateException("not let in: " + in.statusCode());
        }
        phone.setUpApp(seats.clock);
        return phone;
    }

    /** Puts the first authenticator app into use; its letters. */
    String setUpApp(Clock clock) {
        String page = get("/access/ways").body();
        Matcher secret = Pattern.compile("<code id=\"secret\">([A-Z2-7 ]+)</code>").matcher(page);
        if (!secret.find()) {
            throw new IllegalStateException("no app to set up");
        }
        String letters = secret.group(1).replace(" ", "");
        var confirmed =
                post(
                        "/access/ways/app",
                        Map.of("once", token("/access/ways"), "code", code(letters, clock)));
        if (confirmed.statusCode() != 200) {
            throw new IllegalStateException("not confirmed: " + confirmed.statusCode());
        }
        return letters;
    }

    /** What an authenticator app shows just now (RFC 6238). */
    static String code(String letters, Clock clock) {
        byte[] secret =
                new BigInteger(
                                letters.chars()
                                        .mapToObj(c ->
                                                Integer.toBinaryString(
                                                                32
                                                                        + (c < 'A'
                                                                                ? c - '2' + 26
                                                                                : c - 'A'))
                                                        .substring(1))
                                        .collect(Collectors.joining("", "1", "")),
                                2)
                        .toByteArray();
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(
                    new SecretKeySpec(
                            secret,
                            secret.length - letters.length() * 5 / 8,
                            letters.length() * 5 / 8,
                            "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(
                            ByteBuffer.allocate(8)
                                    .putLong(clock.instant().getEpochSecond() / 30)
                                    .array());
            int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /** A file, as it comes. */
    HttpResponse<byte[]> file(String path) {
        try {
            return CLIENT.send(request(path).GET().build(), BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A file that a form makes. */
    HttpResponse<byte[]> fileOf(String path, Map<String, String> form) {
        try {
            return CLIENT.send(
                    request(path)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(encoded(form)))
                            .build(),
                    BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        return send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form))));
    }

    HttpResponse<String> postJson(String path, String json, String... headers) {
        return send(
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
            for (String cookie : answer.headers().allValues("Set-Cookie")) {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                if (pair[1].isEmpty()) {
                    cookies.remove(pair[0]);
                } else {
                    cookies.put(pair[0], pair[1]);
                }
            }
            return answer;
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies());
        }
        if (!address.isEmpty()) {
            request.header("X-Forwarded-For", address);
        }
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** Somebody deletes one cookie by hand. */
    void forget(String cookie) {
        cookies.remove(cookie);
    }

    /** What the browser sends along. */
    String cookies() {
        return cookies.entrySet().stream()
                .map(c -> c.getKey() + "=" + c.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The token of the first form on a page. */
    String token(String path) {
        return tokenIn(get(path).body());
    }

    static String tokenIn(String page) {
        Matcher found = TOKEN.matcher(page);
        if (!found.find()) {
            throw new IllegalStateException("no form on the page");
        }
        return found.group(1);
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(f ->
                        f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
