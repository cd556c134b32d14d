package niangjia.help;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.messages.Courier;

/** Telephones of a test: what was brought to each. */
final class TestCourier implements Courier {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private final Map<String, List<String>> brought = new ConcurrentHashMap<>();

    @Override
    public void bring(String telephone, String words) {
        brought.computeIfAbsent(telephone, t -> new CopyOnWriteArrayList<>()).add(words);
    }

    List<String> to(String telephone) {
        return brought.getOrDefault(telephone, List.of());
    }

    /** The last code that was brought there. */
    String code(String telephone) {
        Matcher found = CODE.matcher(to(telephone).getLast());
        if (!found.find()) {
            throw new IllegalStateException("no code in the message");
        }
        return found.group();
    }
}
