package niangjia.help;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A simple browser without script: keeps cookies, follows nothing, sends forms with their token.
 */
final class Phone {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern TOKEN = Pattern.compile("name=\"once\" value=\"([^\"]+)\"");

    private final int port;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Phone(int port) {
        this.port = port;
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
        return phone;
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
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
        return headers.length == 0 ? request : request.headers(headers);
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
