package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document on security names tests as its witnesses; none of them is invented. */
class EveryNamedTestExistsTest {

    private static final Pattern NAMED =
            Pattern.compile("`([A-Z][A-Za-z]+(?:Test|Journey))(?:\\.([a-z][A-Za-z]+))?`");

    @Test
    void inTheDocumentOnSecurity() throws IOException {
        Map<String, String> tests = new HashMap<>();
        for (String folder : new String[] {"src/test/java", "src/browser/java"}) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    tests.put(
                            file.getFileName().toString().replace(".java", ""),
                            Files.readString(file));
                }
            }
        }
        var missing = new TreeSet<String>();
        int named = 0;
        Matcher found = NAMED.matcher(Files.readString(Path.of("docs/security.md")));
        while (found.find()) {
            named++;
            String method = found.group(2);
            String source = tests.getOrDefault(found.group(1), "");
            if (source.isEmpty() || method != null && !source.contains("void " + method + "(")) {
                missing.add(found.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(80);
    }
}
