package niangjia.cases.tasks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import niangjia.cases.outside.PaperSeal;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** {@code papers key | change-key}: the fingerprint of the key that signs papers, or a new key. */
@Component
class PapersCommand implements ApplicationRunner, ExitCodeGenerator {

    private final SigningKeys keys;
    private final MessageSource texts;
    private int exitCode;

    PapersCommand(SigningKeys keys, MessageSource texts) {
        this.keys = keys;
        this.texts = texts;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        List<String> words =
                List.of(arguments.getSourceArgs()).stream()
                        .dropWhile(word -> word.startsWith("--"))
                        .toList();
        if (!words.isEmpty() && words.getFirst().equals("papers")) {
            exitCode = run(words.subList(1, words.size()), System.out);
        }
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }

    int run(List<String> words, PrintStream out) {
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "key" -> {}
            case "change-key" -> keys.replace();
            default -> {
                out.println(text("cases.papers.usage"));
                return 2;
            }
        }
        out.println(text("cases.papers.key", PaperSeal.fingerprint(keys.current().certificate())));
        return 0;
    }

    private String text(String key, Object... details) {
        return texts.getMessage(key, details, Locale.getDefault());
    }
}
