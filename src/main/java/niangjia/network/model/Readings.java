package niangjia.network.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.sourceforge.pinyin4j.PinyinHelper;
import org.jspecify.annotations.Nullable;

/**
 * How characters are read in place names: a dictionary's first reading, unless the file of
 * exceptions knows better.
 */
final class Readings {

    static final Readings KNOWN = load();

    /** Several characters that are read in their own way when they stand together. */
    record Word(String characters, String[] syllables) {}

    private static final String UNKNOWN = "";

    private final @Nullable String[] characters = new String[1 << 16];
    private final Map<Character, List<Word>> words = new HashMap<>();

    private static Readings load() {
        var readings = new Readings();
        try (var file =
                        Objects.requireNonNull(
                                Readings.class.getResourceAsStream("/network/readings.txt"));
                var lines =
                        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(readings::learn);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        readings.words
                .values()
                .forEach(list ->
                        list.sort(
                                Comparator.comparingInt((Word word) -> word.characters.length())
                                        .reversed()));
        return readings;
    }

    private void learn(String line) {
        String[] parts = line.strip().split(" +");
        String name = parts[0];
        if (parts.length != name.length() + 1) {
            throw new IllegalStateException("a syllable for each character is wanted: " + line);
        }
        if (name.length() == 1) {
            characters[name.charAt(0)] = parts[1];
        } else {
            String[] syllables = new String[name.length()];
            System.arraycopy(parts, 1, syllables, 0, syllables.length);
            words.computeIfAbsent(name.charAt(0), first -> new ArrayList<>())
                    .add(new Word(name, syllables));
        }
    }

    /** The longest word of the file that begins here. */
    @Nullable Word wordAt(String name, int from) {
        List<Word> candidates = words.get(name.charAt(from));
        if (candidates == null) {
            return null;
        }
        for (Word word : candidates) {
            if (name.startsWith(word.characters, from)) {
                return word;
            }
        }
        return null;
    }

    /** The syllable of one character, without tone and with v for ü; empty if it has none. */
    String of(char character) {
        String known = characters[character];
        if (known == null) {
            known = lookUp(character);
            characters[character] = known;
        }
        return known;
    }

    private static String lookUp(char character) {
        if (character < '\u3400' || Character.isSurrogate(character)) {
            return UNKNOWN;
        }
        String[] all = PinyinHelper.toHanyuPinyinStringArray(character);
        if (all == null || all.length == 0) {
            return UNKNOWN;
        }
        String first = all[0];
        int end = first.length();
        if (end > 0 && Character.isDigit(first.charAt(end - 1))) {
            end--;
        }
        return first.substring(0, end).replace("u:", "v");
    }
}
