package niangjia.keys;

import java.io.PrintStream;
import java.util.List;
import niangjia.database.Command;
import niangjia.shared.Province;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * {@code keys status}, {@code keys change [--province NUMBER] [--purpose WORD]}, {@code keys
 * change-master}: from the command line, beside the running program. Ends with 0, or with 2 if the
 * command was not understood.
 */
@Component
class KeysCommand extends Command {

    private final Keys keys;
    private final CloseAgain again;

    KeysCommand(Keys keys, CloseAgain again, MessageSource texts) {
        super("keys", texts);
        this.keys = keys;
        this.again = again;
    }

    @Override
    protected int run(List<String> words, PrintStream out) {
        String verb = words.isEmpty() ? "" : words.getFirst();
        switch (verb) {
            case "status" -> {}
            case "change-master" -> out.println(text("keys.command.master", keys.changeMaster()));
            case "change" -> {
                Asked asked = Asked.in(words.subList(1, words.size()));
                if (asked == null) {
                    out.println(text("keys.command.usage"));
                    return 2;
                }
                out.println(
                        text("keys.command.changed", keys.change(asked.province, asked.purpose)));
            }
            default -> {
                out.println(text("keys.command.usage"));
                return 2;
            }
        }
        CloseAgain.Progress progress = again.progress();
        out.println(text("keys.command.progress", progress.keys(), progress.rows()));
        return 0;
    }

    private record Asked(@Nullable Province province, @Nullable String purpose) {

        static @Nullable Asked in(List<String> words) {
            Province province = null;
            String purpose = null;
            for (int i = 0; i < words.size(); i += 2) {
                if (i + 1 == words.size()) {
                    return null;
                }
                String said = words.get(i + 1);
                switch (words.get(i)) {
                    case "--province" -> {
                        if (!said.matches("[0-9]{1,2}")) {
                            return null;
                        }
                        province = new Province(Short.parseShort(said));
                    }
                    case "--purpose" -> purpose = said;
                    default -> {
                        return null;
                    }
                }
            }
            return new Asked(province, purpose);
        }
    }
}
