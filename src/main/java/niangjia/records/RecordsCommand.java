package niangjia.records;

import java.io.IOException;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import niangjia.database.Command;
import niangjia.records.model.Proof;
import niangjia.records.model.Witness;
import niangjia.records.tasks.Verify;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * {@code records verify [--day YYYY-MM-DD]}: compares the log with its witness. Ends with 0 if all
 * that was witnessed stands, 1 if not, 2 if the command was not understood.
 */
@Component
class RecordsCommand extends Command {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Verify verify;
    private final MessageSource texts;

    RecordsCommand(Verify verify, MessageSource texts) {
        super("records", texts);
        this.verify = verify;
        this.texts = texts;
    }

    @Override
    protected int run(List<String> words, PrintStream out) {
        LocalDate day = null;
        boolean understood = !words.isEmpty() && words.getFirst().equals("verify");
        if (understood && words.size() > 1) {
            day = words.size() == 3 && words.get(1).equals("--day") ? day(words.get(2)) : null;
            understood = day != null;
        }
        if (!understood) {
            out.println(text("records.verify.usage"));
            return 2;
        }
        try {
            Proof proof = day == null ? verify.all() : verify.day(day);
            tell(day, proof, out);
            return proof.holds() ? 0 : 1;
        } catch (IOException away) {
            out.println(text("records.verify.no-witness", away.toString()));
            return 1;
        }
    }

    private void tell(@Nullable LocalDate day, Proof proof, PrintStream out) {
        String what =
                day == null
                        ? text("records.verify.all")
                        : text("records.verify.day", day.toString());
        out.println(what);
        Proof.Bad bad = proof.bad();
        if (bad != null) {
            out.println(
                    text(
                            "records.verify.bad",
                            bad.entry().toString(),
                            time(bad.at()),
                            act(bad.act()),
                            bad.act(),
                            text("records.wrong." + bad.wrong().name())));
            out.println(text("records.verify.until-bad", proof.proved()));
        } else {
            out.println(text("records.verify.proved", proof.proved()));
        }
        Proof.Known root = proof.root();
        if (root == null) {
            out.println(text("records.verify.nothing"));
        } else {
            out.println(
                    text(
                            "records.verify.root",
                            time(root.at()),
                            root.size(),
                            root.algorithm().word(),
                            HexFormat.of().formatHex(root.hash())));
        }
        if (proof.forgotten()) {
            out.println(text("records.verify.forgotten"));
        }
        Instant oldest = proof.oldestUnproved();
        out.println(
                oldest == null
                        ? text("records.verify.no-rest")
                        : text("records.verify.rest", proof.unproved(), time(oldest)));
        if (proof.erased() > 0) {
            out.println(text("records.verify.erased", proof.erased()));
        }
        if (verify.apart() == Witness.Apart.SAME_ACCOUNT) {
            out.println(text("records.verify.same-account"));
        }
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException nonsense) {
            return null;
        }
    }

    private static String time(Instant moment) {
        return TIME.format(moment.atZone(Witness.ZONE));
    }

    /** In words; whoever writes into the database may have made an act up that has none. */
    private String act(String act) {
        String words = texts.getMessage("records.act." + act, null, "", language());
        return words == null || words.isEmpty() ? "?" : words;
    }
}
