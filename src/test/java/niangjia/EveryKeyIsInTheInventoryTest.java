package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/security.md names every key, and none that is no more (OWASP ASVS 5, 11.1.2). */
class EveryKeyIsInTheInventoryTest {

    private static final Pattern DRAWN =
            Pattern.compile("\\.secret\\(\\s*(?:\"([a-z-]+)\"|([A-Z][A-Z_]*))\\s*,");
    private static final Pattern TOLD =
            Pattern.compile("^\\| `secrets/([a-z-]+?)(?:-N)?` \\|", Pattern.MULTILINE);

    @Test
    void thatTheProgramDraws() throws IOException {
        Set<String> drawn = new TreeSet<>();
        // Its files carry a number, so that it is kept by its own class.
        drawn.add("master-key");
        for (String source : Sources.below("src/main/java", ".java").values()) {
            Matcher found = DRAWN.matcher(source);
            while (found.find()) {
                drawn.add(
                        found.group(1) == null ? constant(source, found.group(2)) : found.group(1));
            }
        }
        Set<String> told = new TreeSet<>();
        Matcher row = TOLD.matcher(Files.readString(Path.of("docs/security.md")));
        while (row.find()) {
            told.add(row.group(1));
        }
        System.out.println("keys visited: " + drawn.size());
        assertThat(drawn).hasSizeGreaterThan(10);
        assertThat(told).isEqualTo(drawn);
    }

    /** What is made under one key is nothing under another (OWASP ASVS 5, 9.2.2 to 9.2.4). */
    @Test
    void andEachIsDrawnForOnePurpose() {
        Map<String, Set<Path>> drawn = new TreeMap<>();
        Sources.below("src/main/java", ".java")
                .forEach((file, source) ->
                        DRAWN.matcher(source)
                                .results()
                                .map(key ->
                                        key.group(1) == null
                                                ? constant(source, key.group(2))
                                                : key.group(1))
                                .forEach(key ->
                                        drawn.computeIfAbsent(key, k -> new TreeSet<>())
                                                .add(file)));
        assertThat(drawn).hasSizeGreaterThan(10);
        assertThat(drawn).allSatisfy((key, files) -> assertThat(files).as(key).hasSize(1));
    }

    private static String constant(String source, String name) {
        Matcher found = Pattern.compile(name + " = \"([a-z-]+)\"").matcher(source);
        assertThat(found.find()).as("the key's name " + name).isTrue();
        return found.group(1);
    }
}
