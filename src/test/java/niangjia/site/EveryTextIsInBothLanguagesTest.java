package niangjia.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class EveryTextIsInBothLanguagesTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)[^}]*}");
    private static final Pattern CHINESE = Pattern.compile("[\\u4e00-\\u9fff]");
    private static final Pattern ASKED =
            Pattern.compile("(?:look\\.t|\\bt)\\(\"([a-z0-9.-]+)\"[,)]");

    private final Map<String, Properties> bundles = bundles();

    @Test
    void bothBundlesOfAModuleHaveTheSameKeysAndPlaceholders() {
        SoftAssertions softly = new SoftAssertions();
        for (String name : bundles.keySet()) {
            if (name.endsWith("_en")) {
                softly.assertThat(bundles)
                        .as("Chinese of " + name)
                        .containsKey(name.replace("_en", ""));
                continue;
            }
            Properties chinese = bundles.get(name);
            Properties english = bundles.getOrDefault(name + "_en", new Properties());
            softly.assertThat(new TreeSet<>(english.stringPropertyNames()))
                    .as("keys of " + name)
                    .isEqualTo(new TreeSet<>(chinese.stringPropertyNames()));
            for (String key : chinese.stringPropertyNames()) {
                softly.assertThat(key).as("a key begins with its module").startsWith(name + ".");
                softly.assertThat(placeholders(english.getProperty(key, "")))
                        .as("placeholders of " + key)
                        .isEqualTo(placeholders(chinese.getProperty(key)));
            }
        }
        softly.assertAll();
        assertThat(bundles).containsKeys("site", "site_en");
    }

    @Test
    void aTextWithPlaceholdersHasNoLoneApostropheThatWouldSwallowThem() {
        bundles.forEach((name, texts) ->
                texts.forEach((key, text) -> {
                    if (PLACEHOLDER.matcher(text.toString()).find()) {
                        assertThat(text.toString().replace("''", ""))
                                .as(key + " in " + name)
                                .doesNotContain("'");
                    }
                }));
    }

    @Test
    void aTextIsLeftOutInBothLanguagesOrInNone() {
        bundles.forEach((name, texts) -> {
            Properties english = bundles.getOrDefault(name + "_en", texts);
            texts.forEach((key, text) ->
                    assertThat(english.getProperty(key.toString(), "").isBlank())
                            .as(key + " in " + name)
                            .isEqualTo(text.toString().isBlank()));
        });
    }

    @Test
    void everyTextThatATemplateAsksForExists() throws IOException {
        Texts texts = new Texts(true);
        SoftAssertions softly = new SoftAssertions();
        for (Path template : files("src/main/jte", ".jte")) {
            String source = Files.readString(template);
            ASKED.matcher(source)
                    .results()
                    .map(found -> found.group(1))
                    .forEach(key ->
                            softly.assertThat(texts.has(key)).as(key + " in " + template).isTrue());
        }
        softly.assertAll();
    }

    @Test
    void noTemplateSpeaksChineseByItself() throws IOException {
        for (Path template : files("src/main/jte", ".jte")) {
            assertThat(CHINESE.matcher(Files.readString(template)).find())
                    .as("text in " + template)
                    .isFalse();
        }
    }

    private static java.util.List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static TreeSet<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Properties> bundles() {
        Map<String, Properties> bundles = new TreeMap<>();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:texts/*.properties")) {
                Properties texts = new Properties();
                try (var reader =
                        new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    texts.load(reader);
                }
                bundles.put(String.valueOf(file.getFilename()).replace(".properties", ""), texts);
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return bundles;
    }
}
