package niangjia.help;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A woman's request, from her side: asked over the interface, followed on her phone. */
record Story(int port, JdbcClient jdbc, UUID id, String code, String link, Phone phone) {

    private static final Pattern CODE = Pattern.compile("\"code\":\"([0-9 ]+)\"");
    private static final Pattern LINK = Pattern.compile("\"link\":\"[^\"]*(/r/[^\"]+)\"");

    /**
     * @param more further properties, each with its comma
     */
    static Story asked(int port, JdbcClient jdbc, String place, String text, String more) {
        Phone phone = new Phone(port);
        HttpResponse<String> made =
                phone.postJson(
                        "/api/v1/help-requests",
                        "{\"place\":\"%s\",\"text\":\"%s\"%s}".formatted(place, text, more));
        if (made.statusCode() != 201) {
            throw new IllegalStateException(made.statusCode() + " " + made.body());
        }
        String link = first(LINK, made.body());
        UUID id = idIn(link);
        phone.get(link);
        return new Story(port, jdbc, id, first(CODE, made.body()), link, phone);
    }

    /** A private link's token begins with the province and the request's id. */
    static UUID idIn(String link) {
        ByteBuffer token =
                ByteBuffer.wrap(
                        Base64.getUrlDecoder().decode(link.substring(link.lastIndexOf('/') + 1)));
        token.getShort();
        return new UUID(token.getLong(), token.getLong());
    }

    static Story asked(int port, JdbcClient jdbc, String place, String text) {
        return asked(port, jdbc, place, text, ",\"kind\":\"work\"");
    }

    String page() {
        return phone.get("/mine").body();
    }

    HttpResponse<String> says(String word, String words) {
        return phone.post(
                "/mine",
                Map.of("once", Phone.tokenIn(page()), "word", word, "words", words, "how", "YES"));
    }

    <T> @Nullable T read(String column, Class<T> type) {
        return jdbc.sql("select " + column + " from help.request where id = ?")
                .param(id)
                .query((row, n) -> java.util.Optional.ofNullable(row.getObject(1, type)))
                .single()
                .orElse(null);
    }

    @Nullable String stage() {
        return read("stage", String.class);
    }

    String address() {
        return "/requests/" + id;
    }

    /** Another opens her request and does something with it. */
    HttpResponse<String> act(Phone member, String act, String words) {
        return act(member, act, words, "");
    }

    HttpResponse<String> act(Phone member, String act, String words, String next) {
        return member.post(
                address(),
                Map.of(
                        "once", member.token("/"),
                        "act", act,
                        "words", words,
                        "next", next,
                        "how", "YES"));
    }

    /** Somebody on a sealed matter works on it, on its own page. */
    HttpResponse<String> work(Phone member, String act, String... more) {
        Map<String, String> form = new HashMap<>(Map.of("once", member.token("/"), "act", act));
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return member.post("/cases/" + id, form);
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("not in " + text);
        }
        return found.group(1);
    }
}
