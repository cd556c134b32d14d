package niangjia.network;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import niangjia.database.Command;
import niangjia.network.model.Columns;
import niangjia.network.model.ImportId;
import niangjia.network.model.ImportReport;
import niangjia.network.outside.BadLinesFile;
import niangjia.network.outside.ConsoleProgress;
import niangjia.network.queries.ReadImports;
import niangjia.network.tasks.FoldSums;
import niangjia.network.tasks.ImportHolidays;
import niangjia.network.tasks.ImportVillages;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * {@code network import FILE… [--dry-run] [--without-bad] [--bad FILE] [--code COLUMN] [--name
 * COLUMN] [--parent COLUMN]}: lays villages in from the command line. {@code network holidays
 * FILE}: lays the published days off in. Each file is laid in as a whole or not at all. Ends with 0
 * if all went well, 1 if a file was refused or has bad lines, 2 if the command itself was not
 * understood.
 */
@Component
class NetworkCommand extends Command {

    private static final int SHOWN = 50;

    /** Who may start the program on its own data may do anything with it, and sits in no seat. */
    private static final Scope.Branch AT_THE_MACHINE =
            new Scope.Branch(
                    new SeatId(new UUID(0, 0)),
                    new PersonId(new UUID(0, 0)),
                    new UnitId(new UUID(0, 0)),
                    0,
                    Long.MAX_VALUE);

    private final ImportVillages villages;
    private final ReadImports imports;
    private final FoldSums fold;
    private final ImportHolidays holidays;
    private final MessageSource texts;
    private final Clock clock;

    NetworkCommand(
            ImportVillages villages,
            ReadImports imports,
            FoldSums fold,
            ImportHolidays holidays,
            MessageSource texts,
            Clock clock) {
        super("network", texts);
        this.texts = texts;
        this.villages = villages;
        this.imports = imports;
        this.fold = fold;
        this.holidays = holidays;
        this.clock = clock;
    }

    @Override
    protected int run(List<String> words, PrintStream out) {
        if (words.size() == 2 && words.getFirst().equals("holidays")) {
            return holidays(Path.of(words.getLast()), out);
        }
        Asked asked = Asked.in(words);
        if (asked == null) {
            out.println(text("network.command.usage"));
            return 2;
        }
        int worst = 0;
        for (Path file : asked.files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                out.println(text("network.command.no-file", file));
                return 2;
            }
        }
        for (Path file : asked.files) {
            worst = Math.max(worst, read(file, asked, out));
        }
        return worst;
    }

    private int holidays(Path file, PrintStream out) {
        try {
            out.println(
                    text("network.holidays.laid", holidays.byTheOperator(Files.readString(file))));
            return 0;
        } catch (Refused refused) {
            out.println(text(refused.key(), refused.details()));
        } catch (IOException unreadable) {
            out.println(text("network.command.no-file", file));
        }
        return 1;
    }

    private int read(Path file, Asked asked, PrintStream out) {
        out.println(text("network.command.file", file));
        var id = new ImportId(Ids.next(clock));
        villages.begin(id, String.valueOf(file.getFileName()), AT_THE_MACHINE);
        var progress = new ConsoleProgress(out, texts, "network.import.progress");
        villages.look(id, file, asked.said, progress);
        progress.end();
        ImportReport report = report(id);
        if (report.state() == ImportReport.State.CHECKED) {
            out.println(
                    text(
                            "network.import.found",
                            report.added(),
                            report.present(),
                            report.renamed(),
                            report.bad()));
            tellBad(report, asked, out);
            if (!asked.dryRun && (report.bad() == 0 || asked.withoutBad)) {
                villages.lay(id, asked.withoutBad, progress);
                progress.end();
                fold.all();
                report = report(id);
            }
        }
        if (report.refusal() != null) {
            out.println(text(report.refusal().key(), report.refusal().details().toArray()));
            return 1;
        }
        if (report.state() == ImportReport.State.LAID) {
            out.println(
                    report.changesSomething()
                            ? text("network.import.laid", report.added(), report.renamed())
                            : text("network.import.nothing-new"));
        } else if (report.bad() > 0 && !asked.dryRun) {
            out.println(text("network.import.refused.bad-lines", report.bad()));
        } else {
            out.println(text("network.import.only-looked"));
        }
        return report.bad() > 0 && !(asked.withoutBad && report.state() == ImportReport.State.LAID)
                ? 1
                : 0;
    }

    private void tellBad(ImportReport report, Asked asked, PrintStream out) {
        List<ReadImports.Finding> first =
                imports.findings(AT_THE_MACHINE, report.id(), true, 0, SHOWN);
        for (ReadImports.Finding bad : first) {
            out.println(
                    text(
                            "network.import.bad-line",
                            String.valueOf(bad.line()),
                            bad.code(),
                            bad.name(),
                            text("network.import.wrong." + bad.reason(), bad.detail())));
        }
        if (report.bad() > first.size()) {
            out.println(text("network.import.more-bad", report.bad() - first.size()));
        }
        Path all = asked.bad;
        if (all != null) {
            try (var writer = Files.newBufferedWriter(all, StandardCharsets.UTF_8)) {
                BadLinesFile.write(
                        writer,
                        after -> imports.findings(AT_THE_MACHINE, report.id(), true, after, 1000),
                        (key, details) -> text(key, details));
                out.println(text("network.command.bad-written", all));
            } catch (IOException unwritable) {
                out.println(text("network.command.bad-unwritable", all));
            }
        }
    }

    private ImportReport report(ImportId id) {
        return imports.report(AT_THE_MACHINE, id).orElseThrow();
    }

    private record Asked(
            List<Path> files,
            boolean dryRun,
            boolean withoutBad,
            @Nullable Path bad,
            Columns.Said said) {

        static @Nullable Asked in(List<String> words) {
            Deque<String> left = new ArrayDeque<>(words);
            if (left.isEmpty() || !left.removeFirst().toLowerCase(Locale.ROOT).equals("import")) {
                return null;
            }
            List<Path> files = new ArrayList<>();
            boolean dryRun = false;
            boolean withoutBad = false;
            Path bad = null;
            String code = "";
            String name = "";
            String parent = "";
            while (!left.isEmpty()) {
                String word = left.removeFirst();
                boolean takesValue =
                        List.of("--bad", "--code", "--name", "--parent").contains(word);
                if (takesValue && left.isEmpty()) {
                    return null;
                }
                switch (word) {
                    case "--dry-run" -> dryRun = true;
                    case "--without-bad" -> withoutBad = true;
                    case "--bad" -> bad = Path.of(left.removeFirst());
                    case "--code" -> code = left.removeFirst();
                    case "--name" -> name = left.removeFirst();
                    case "--parent" -> parent = left.removeFirst();
                    default -> {
                        if (word.startsWith("--")) {
                            return null;
                        }
                        files.add(Path.of(word));
                    }
                }
            }
            return files.isEmpty()
                    ? null
                    : new Asked(
                            files, dryRun, withoutBad, bad, new Columns.Said(code, name, parent));
        }
    }
}
