package niangjia.help;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is sent with files, and the files that a page shows. */
final class Sendings {

    private static final Pattern WHOLE =
            Pattern.compile("(?:src|href)=\"(/[^\"]*/files/[0-9a-f-]{36}(?:\\?n=\\d+)?)\"");

    private Sendings() {}

    /** She asks with files, from the page before the last tap. */
    static HttpResponse<String> ask(
            Phone phone, String place, String words, String kind, Upload.Part... files) {
        Map<String, String> form = new HashMap<>();
        form.put("once", phone.token("/"));
        form.put("text", words);
        form.put("place", place);
        form.put("kind", kind);
        form.put("step", "send");
        return new Upload(phone).send("/ask", form, files);
    }

    /** She says something more, with files. */
    static HttpResponse<String> say(Phone phone, String words, Upload.Part... files) {
        return new Upload(phone)
                .send(
                        "/mine",
                        Map.of("once", phone.token("/mine"), "word", "say", "words", words),
                        files);
    }

    /** A seat does something with a request, with files. */
    static HttpResponse<String> act(
            Phone member, String address, String act, String words, Upload.Part... files) {
        return new Upload(member)
                .send(
                        address,
                        Map.of("once", member.token("/"), "act", act, "words", words),
                        files);
    }

    static Upload.Part photo() {
        return new Upload.Part("她家门口.jpg", Pictures.fromATelephone(Pictures.jpeg(640, 480), 1));
    }

    /** The addresses of the whole files on a page, in its order, each once. */
    static List<String> shown(String page) {
        List<String> all = new ArrayList<>();
        Matcher found = WHOLE.matcher(page.replace("&amp;", "&"));
        while (found.find()) {
            if (!all.contains(found.group(1))) {
                all.add(found.group(1));
            }
        }
        return all;
    }
}
