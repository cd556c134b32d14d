package niangjia.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import niangjia.network.tasks.ImportHolidays;
import niangjia.shared.Refused;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * {@code network holidays FILE}: lays the published days off in. Ends with 1 if the file was
 * refused.
 */
@Component
class HolidaysCommand implements ApplicationRunner, ExitCodeGenerator {

    private final ImportHolidays holidays;
    private final MessageSource texts;
    private int exitCode;

    HolidaysCommand(ImportHolidays holidays, MessageSource texts) {
        this.holidays = holidays;
        this.texts = texts;
    }

    static boolean isMeant(List<String> words) {
        int at = words.indexOf("network");
        return at >= 0 && words.size() == at + 3 && words.get(at + 1).equals("holidays");
    }

    @Override
    public void run(ApplicationArguments arguments) {
        List<String> words = List.of(arguments.getSourceArgs());
        if (!isMeant(words)) {
            return;
        }
        exitCode = 0;
        Path file = Path.of(words.getLast());
        try {
            say("network.holidays.laid", holidays.byTheOperator(Files.readString(file)));
        } catch (Refused refused) {
            exitCode = 1;
            say(refused.key(), refused.details());
        } catch (IOException unreadable) {
            exitCode = 1;
            say("network.command.no-file", file);
        }
    }

    private void say(String key, Object... details) {
        System.out.println(texts.getMessage(key, details, Locale.getDefault()));
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }
}
