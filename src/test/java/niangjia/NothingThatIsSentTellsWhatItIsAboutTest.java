package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A message lights up on a screen that others see, a title stands in a list of windows, a card lies
 * open on a desk: none of them says what a matter is about, in either language.
 */
class NothingThatIsSentTellsWhatItIsAboutTest {

    private static final List<String> FORBIDDEN =
            List.of(
                    "密",
                    "暴",
                    "打",
                    "伤",
                    "害",
                    "虐",
                    "危险",
                    "家庭",
                    "丈夫",
                    "孩子",
                    "警",
                    "庇护",
                    "保护令",
                    "sealed",
                    "secret",
                    "violen",
                    "danger",
                    "abuse",
                    "harm",
                    "beat",
                    "hurt",
                    "husband",
                    "child",
                    "police",
                    "shelter",
                    "protection",
                    "confidential");

    /** What is told, what telephones get, and what stands on the card of a sealed matter. */
    private static final Pattern SENT =
            Pattern.compile(
                    "[a-z]+\\.told\\..*|messages\\.code|help\\.card\\.(sealed|related).*|cases\\.(line|menu)|site\\.(name|bench)");

    private static final Pattern TITLE =
            Pattern.compile("@template\\.site\\.(?:bench|open)\\(title = look\\.t\\(\"([^\"]+)\"");

    @Test
    void inWhateverIsToldAndOnTheCard() throws IOException {
        List<String> telling = new ArrayList<>();
        int visited = 0;
        try (DirectoryStream<Path> bundles =
                Files.newDirectoryStream(Path.of("src/main/resources/texts"), "*.properties")) {
            for (Path bundle : bundles) {
                var texts = new Properties();
                try (Reader reader = Files.newBufferedReader(bundle)) {
                    texts.load(reader);
                }
                for (String key : texts.stringPropertyNames()) {
                    if (SENT.matcher(key).matches()) {
                        visited++;
                        String text = texts.getProperty(key).toLowerCase(Locale.ROOT);
                        FORBIDDEN.stream()
                                .filter(text::contains)
                                .forEach(word -> telling.add(key + ": " + word));
                    }
                }
            }
        }
        System.out.println("texts that are sent visited: " + visited);
        assertThat(visited).isGreaterThan(100);
        assertThat(telling).isEmpty();
    }

    @Test
    void inTheTitleOfAnyPageOfAMatter() {
        List<String> titles = new ArrayList<>();
        for (String folder : List.of("src/main/jte/cases", "src/main/jte/help")) {
            Sources.below(folder, ".jte")
                    .values()
                    .forEach(page ->
                            TITLE.matcher(page).results().forEach(m -> titles.add(m.group(1))));
        }
        System.out.println("titles visited: " + titles.size());
        assertThat(titles).hasSizeGreaterThan(15).containsOnly("site.bench", "site.name");
    }
}
