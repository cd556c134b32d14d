package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import niangjia.help.model.Form;
import niangjia.help.model.Guess;
import niangjia.help.model.Kind;
import niangjia.help.model.Request;
import niangjia.help.model.Route;
import niangjia.help.model.Satisfied;
import niangjia.help.model.Stage;
import niangjia.help.model.Step;
import niangjia.records.Entry;
import org.junit.jupiter.api.Test;

/** Every text that a template or the code asks for is there, in Chinese and in English. */
class EveryTextTest {

    private static final Pattern IN_TEMPLATE =
            Pattern.compile("\\bt\\([^)]*?\"([a-z][\\w-]*(?:\\.[\\w-]+)+)\"");
    private static final Pattern BEGINNING =
            Pattern.compile("\\bt\\(\"([a-z][\\w-]*(?:\\.[\\w-]+)*\\.)\"");
    private static final Pattern KEY = Pattern.compile("[a-z]+(\\.[\\w-]+)+");

    /** Words of the same shape that are no texts: acts of the log, settings, listeners, tables. */
    private static final Pattern NO_TEXT =
            Pattern.compile(
                    "records\\.(read|seal|tell)|help\\.(asked|opened|listed|claimed|said|reached|noted|offered|accepted|declined|proposed|heard-done"
                            + "|heard-not-yet|sealed|she-said|she-said-done|she-said-not-yet|late|silent|moved"
                            + "|found-desk|first-contact|resolution|kept-for)|help\\.(find-desks|recuse)\\..*|network\\.import_\\w+"
                            + "|network\\.(lay-in|quiet-from|quiet-until)|pocket\\.(carried-for|words-for|undecided\\..*)|relief\\.(delivered|nothing)|duties\\.(claims|open|in-hand|load|visit-after|request-after|close\\..*)|.*\\.css|.*\\.properties|.*\\.csv");

    private final Map<String, Set<String>> bundles = bundles();

    @Test
    void thatTheCodeNames() throws IOException {
        Set<String> asked = new TreeSet<>();
        Sources.below("src/main/java", ".java").values().stream()
                .flatMap(source -> Sources.literals(source).stream())
                .filter(literal -> KEY.matcher(literal).matches())
                .filter(literal -> bundles.containsKey(literal.substring(0, literal.indexOf('.'))))
                .filter(literal -> !NO_TEXT.matcher(literal).matches())
                .filter(literal -> !isTable(literal))
                .filter(literal ->
                        !bundles.getOrDefault("records", Set.of())
                                .contains("records.act." + literal))
                .forEach(asked::add);
        System.out.println("keys in the code visited: " + asked.size());
        assertThat(asked).hasSizeGreaterThan(100);
        assertThere(asked, true);
    }

    /** Whoever looks up what happened reads it in words. */
    @Test
    void thatAnActOfTheLogIsShownBy() {
        Set<String> acts = new TreeSet<>();
        Sources.below("src/main/java", ".java").values().stream()
                .flatMap(source -> Sources.literals(source).stream())
                .filter(literal -> literal.matches("network\\.act\\.[a-z-]+"))
                .forEach(literal -> acts.add("records.act." + literal));
        assertThat(acts).hasSizeGreaterThan(10);
        assertThere(acts, false);
    }

    @Test
    void thatATemplateNames() {
        Set<String> asked = new TreeSet<>();
        Set<String> beginnings = new TreeSet<>();
        for (String template : Sources.below("src/main/jte", ".jte").values()) {
            IN_TEMPLATE.matcher(template).results().forEach(m -> asked.add(m.group(1)));
            BEGINNING.matcher(template).results().forEach(m -> beginnings.add(m.group(1)));
        }
        System.out.println(
                "keys in templates visited: "
                        + asked.size()
                        + ", beginnings: "
                        + beginnings.size());
        assertThat(asked).hasSizeGreaterThan(100);
        assertThere(asked, false);
        for (String beginning : beginnings) {
            assertThat(all()).as(beginning).anyMatch(key -> key.startsWith(beginning));
        }
    }

    @Test
    void thatAWordOfTheDomainIsShownBy() {
        Set<String> asked = new TreeSet<>();
        for (Kind kind : Kind.values()) {
            asked.add("help.kind." + kind.word());
        }
        for (Step.What what : Step.What.values()) {
            asked.add("help.step." + what.word());
            asked.add("help.line." + what.word());
        }
        add(asked, "help.form.", Form.values());
        add(asked, "help.stage.", Stage.values());
        add(asked, "help.satisfied.", Satisfied.values());
        add(asked, "help.door.", Entry.Door.values());
        add(asked, "help.ask.why.", Route.Why.values());
        add(asked, "help.open.why.", Route.Why.values());
        asked.add("help.open.why.NOBODY");
        asked.add("help.promise." + Request.Clock.FIRST_CONTACT);
        asked.add("help.promise." + Request.Clock.RESOLUTION);
        asked.add("help.mine.ended.DONE");
        asked.add("help.mine.ended.NO_WORD");
        asked.add("help.mine.ended.TAKEN_BACK");
        Guess.reasons().forEach(reason -> asked.add("help.reason." + reason));
        System.out.println("keys of words of the domain visited: " + asked.size());
        assertThere(asked, false);
    }

    private static void add(Set<String> asked, String beginning, Enum<?>[] words) {
        Arrays.stream(words).forEach(word -> asked.add(beginning + word.name()));
    }

    private void assertThere(Set<String> asked, boolean orBeginning) {
        Set<String> missing = new TreeSet<>();
        for (String key : asked) {
            Set<String> known = bundles.getOrDefault(key.substring(0, key.indexOf('.')), Set.of());
            if (!known.contains(key)
                    && !(orBeginning && known.stream().anyMatch(k -> k.startsWith(key + ".")))) {
                missing.add(key);
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean isTable(String word) {
        return TABLES.contains(word);
    }

    private static final Set<String> TABLES = tables();

    private static Set<String> tables() {
        Set<String> tables = new HashSet<>();
        Pattern created =
                Pattern.compile(
                        "create\\s+(?:unlogged\\s+)?(?:table|view|sequence|function)\\s+([a-z_]+\\.[a-z_]+)");
        for (String sql : Sources.below("src/main/resources/db/migration", ".sql").values()) {
            Matcher table = created.matcher(sql);
            while (table.find()) {
                tables.add(table.group(1));
            }
        }
        return tables;
    }

    private List<String> all() {
        return bundles.values().stream().flatMap(Set::stream).toList();
    }

    /** Keys that both languages have, by module. */
    private static Map<String, Set<String>> bundles() {
        Map<String, Set<String>> bundles = new TreeMap<>();
        Path folder = Path.of("src/main/resources/texts");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".properties", "");
                if (!name.endsWith("_en")) {
                    Set<String> both = keys(file);
                    both.retainAll(keys(folder.resolve(name + "_en.properties")));
                    bundles.put(name, both);
                }
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        return bundles;
    }

    private static Set<String> keys(Path file) throws IOException {
        var texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            texts.load(reader);
        }
        return new TreeSet<>(texts.stringPropertyNames());
    }
}
