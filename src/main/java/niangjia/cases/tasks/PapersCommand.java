package niangjia.cases.tasks;

import java.io.PrintStream;
import java.util.List;
import niangjia.cases.outside.PaperSeal;
import niangjia.database.Command;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** {@code papers key | change-key}: the fingerprint of the key that signs papers, or a new key. */
@Component
class PapersCommand extends Command {

    private final SigningKeys keys;

    PapersCommand(SigningKeys keys, MessageSource texts) {
        super("papers", texts);
        this.keys = keys;
    }

    @Override
    protected int run(List<String> words, PrintStream out) {
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
}
