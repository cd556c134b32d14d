package niangjia.help;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Files handed in with a form, as a browser without script sends them. */
record Upload(Phone phone) {

    static final String ADDRESS = "/workbench/network/import";

    private static final String EDGE = "----a-story";

    static final String TYPE = "multipart/form-data; boundary=" + EDGE;

    /** A list in GBK. */
    HttpResponse<String> send(String address, String lines, Map<String, String> fields) {
        return send(address, "村.csv", lines.getBytes(Charset.forName("GBK")), fields);
    }

    HttpResponse<String> send(
            String address, String name, byte[] file, Map<String, String> fields) {
        return send(address, whole(name, file, fields));
    }

    HttpResponse<String> send(String address, byte[] body) {
        return phone.send(
                phone.request(address)
                        .header("Content-Type", TYPE)
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    /** A file of a form, by the name that the sender gives it. */
    record Part(String name, byte[] bytes) {}

    HttpResponse<String> send(String address, Map<String, String> fields, Part... files) {
        return send(address, whole(fields, files));
    }

    static byte[] whole(String name, byte[] file, Map<String, String> fields) {
        return whole(fields, new Part(name, file));
    }

    static byte[] whole(Map<String, String> fields, Part... files) {
        var body = new ByteArrayOutputStream();
        fields.forEach((field, value) ->
                write(
                        body,
                        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted(EDGE, field, value)));
        for (Part file : files) {
            write(
                    body,
                    "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                            .formatted(EDGE, file.name()));
            body.writeBytes(file.bytes());
            write(body, "\r\n");
        }
        write(body, "--%s--\r\n".formatted(EDGE));
        return body.toByteArray();
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The page of a file that has been looked at. */
    String looked(String lines) {
        String page =
                send(ADDRESS, lines, Map.of("once", phone.token(ADDRESS)))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        whenDone(page);
        return page;
    }

    /** The page as soon as it says so. */
    String when(String page, String words) {
        long until = System.nanoTime() + SECONDS.toNanos(30);
        String said = "";
        while (System.nanoTime() < until) {
            said = whenDone(page);
            if (said.contains(words)) {
                return said;
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError(words + " is not on the page: " + said);
    }

    /** The page once nothing is under way on it. */
    String whenDone(String page) {
        long until = System.nanoTime() + SECONDS.toNanos(30);
        while (System.nanoTime() < until) {
            HttpResponse<String> answer = phone.get(page);
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.statusCode() + " on " + page);
            }
            if (!answer.body().contains("hx-get=\"" + page + "/now\"")) {
                return answer.body();
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("the work does not end");
    }
}
