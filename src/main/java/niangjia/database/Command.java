package niangjia.database;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.MessageSource;

/**
 * A command that a module answers where the program is started with its word ({@code ./dev records
 * verify}): beside the running program, in its database, and then the program ends.
 */
public abstract class Command implements ApplicationRunner, ExitCodeGenerator {

    private final String module;
    private final MessageSource texts;
    private int exitCode;

    /**
     * @param module the word that it begins with
     */
    protected Command(String module, MessageSource texts) {
        this.module = module;
        this.texts = texts;
    }

    @Override
    public final void run(ApplicationArguments arguments) {
        List<String> words =
                Arrays.stream(arguments.getSourceArgs())
                        .dropWhile(word -> word.startsWith("--"))
                        .toList();
        if (!words.isEmpty() && words.getFirst().equals(module)) {
            exitCode = run(words.subList(1, words.size()), System.out);
        }
    }

    @Override
    public final int getExitCode() {
        return exitCode;
    }

    /**
     * Does it and says so.
     *
     * @param words what follows the module's word
     * @return 0 if all went well, 1 if not, 2 if the command was not understood
     */
    protected abstract int run(List<String> words, PrintStream out);

    protected final String text(String key, Object... details) {
        return texts.getMessage(key, details, language());
    }

    /** The two that there are texts in. */
    protected static Locale language() {
        return Locale.getDefault().getLanguage().equals("en")
                ? Locale.ENGLISH
                : Locale.SIMPLIFIED_CHINESE;
    }
}
