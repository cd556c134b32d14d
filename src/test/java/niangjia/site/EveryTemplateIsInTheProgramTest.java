package niangjia.site;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The samples compile their own templates; this looks at those that were compiled into the program.
 */
class EveryTemplateIsInTheProgramTest {

    @Test
    void withTheFixedPartsThatLieBesideItsClass() throws IOException {
        Path root = Path.of("src/main/jte");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jte")).toList()) {
                String module = root.relativize(file.getParent()).toString().replace('/', '.');
                String name = file.getFileName().toString().replace(".jte", "").replace("-", "");
                assertThatCode(() -> Class.forName("pages." + module + ".Jte" + name + "Generated"))
                        .as(file.toString())
                        .doesNotThrowAnyException();
            }
        }
    }
}
