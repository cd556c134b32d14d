package niangjia.help.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sentence seems to be about, guessed by words that anybody can read in {@code
 * help/guess.csv}. It is shown to her and hers to change.
 *
 * @param because the words that were found, each with its reason
 */
public record Guess(Kind kind, Form form, boolean danger, List<Because> because) {

    /** A word found in her sentence, and the key of the reason why it matters. */
    public record Because(String word, String reason) {}

    private record Rule(
            String word, @Nullable Kind kind, @Nullable Form form, boolean danger, String reason) {}

    private static final List<Rule> RULES = read();

    /** Sealed kinds win over all others; else the kind with the longest words found. */
    public static Guess of(String sentence) {
        String text = sentence.toLowerCase(Locale.ROOT);
        Map<Kind, Integer> weight = new EnumMap<>(Kind.class);
        Set<Because> because = new LinkedHashSet<>();
        Form form = Form.HELP;
        boolean danger = false;
        for (Rule rule : RULES) {
            if (!text.contains(rule.word)) {
                continue;
            }
            because.add(new Because(rule.word, rule.reason));
            danger |= rule.danger;
            if (rule.kind != null) {
                weight.merge(rule.kind, rule.word.length(), Integer::sum);
            }
            if (rule.form != null && form == Form.HELP) {
                form = rule.form;
            }
        }
        Kind kind =
                weight.entrySet().stream()
                        .max(
                                Comparator.<Map.Entry<Kind, Integer>, Boolean>comparing(
                                                e -> e.getKey().sealed())
                                        .thenComparing(Map.Entry::getValue)
                                        .thenComparing(e -> -e.getKey().ordinal()))
                        .map(Map.Entry::getKey)
                        .orElse(Kind.OTHER);
        if (kind.sealed()) {
            form = Form.HELP;
        }
        return new Guess(kind, form, danger, List.copyOf(because));
    }

    /** Every reason that a rule gives, so that a test can ask for its text. */
    public static Set<String> reasons() {
        Set<String> all = new LinkedHashSet<>();
        RULES.forEach(r -> all.add(r.reason));
        return all;
    }

    private static List<Rule> read() {
        try (var in =
                Objects.requireNonNull(
                        Guess.class.getResourceAsStream("/help/guess.csv"), "guess.csv")) {
            List<Rule> rules = new ArrayList<>();
            String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1);
            for (int i = 1; i < lines.length; i++) {
                if (lines[i].isBlank()) {
                    continue;
                }
                String[] cells = lines[i].split(",", -1);
                rules.add(
                        new Rule(
                                cells[0],
                                cells[1].isEmpty() ? null : Kind.of(cells[1]).orElseThrow(),
                                cells[2].isEmpty()
                                        ? null
                                        : Form.valueOf(cells[2].toUpperCase(Locale.ROOT)),
                                cells[3].equals("yes"),
                                cells[4]));
            }
            return List.copyOf(rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
