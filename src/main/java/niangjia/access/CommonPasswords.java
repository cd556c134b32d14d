package niangjia.access;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Passwords that everybody tries first: the 30,000 most common of published leaks, as the zxcvbn
 * project (MIT licence) keeps them, and our own name. Looked at before any hash is computed.
 */
@Component
class CommonPasswords {

    private static final List<String> OUR_OWN = List.of("niangjia", "娘家", "fulian", "妇联");

    private final Set<String> common = read();

    private static Set<String> read() {
        try {
            return new HashSet<>(
                    StandardDictionaries.PASSWORDS_LOADER.load().getRankedDictionary().keySet());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    int size() {
        return common.size();
    }

    /**
     * Common as it stands, or with figures and marks put around it, or twice; or made of the login
     * or our name.
     */
    boolean contains(String password, String login) {
        String plain = password.toLowerCase(Locale.ROOT);
        String core = plain.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
        return plain.chars().distinct().count() < 4
                || common.contains(plain)
                || common.contains(core)
                || common.contains(half(plain))
                || Stream.concat(Stream.of(login.toLowerCase(Locale.ROOT)), OUR_OWN.stream())
                        .filter(word -> word.length() > 1)
                        .anyMatch(word ->
                                core.equals(word)
                                        || core.replace(word, "").isEmpty() && !core.isEmpty());
    }

    private static String half(String text) {
        int half = text.length() / 2;
        return text.length() % 2 == 0 && text.substring(0, half).equals(text.substring(half))
                ? text.substring(0, half)
                : text;
    }
}
