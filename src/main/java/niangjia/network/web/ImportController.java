package niangjia.network.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import niangjia.database.DataFolder;
import niangjia.network.model.Columns;
import niangjia.network.model.ImportId;
import niangjia.network.model.ImportReport;
import niangjia.network.model.ImportReport.State;
import niangjia.network.model.Progress;
import niangjia.network.outside.BadLinesFile;
import niangjia.network.queries.ReadImports;
import niangjia.network.queries.ReadImports.Finding;
import niangjia.network.tasks.Guard;
import niangjia.network.tasks.ImportVillages;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.site.Acting;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.TaskExecutor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/**
 * Villages laid in on a page: a file handed in, what it would change, a yes. The work goes on while
 * nobody looks; the page asks how far it is.
 */
@Controller
@RequestMapping(ImportController.ADDRESS)
class ImportController {

    static final String ADDRESS = "/workbench/network/import";

    private static final int LATEST = 20;
    private static final int FIRST = 20;
    private static final int LINES = 100;
    private static final int HEADING = 40;

    /** Longer than any step takes between two signs of life. */
    private static final Duration DEAD = Duration.ofMinutes(5);

    private final ImportVillages villages;
    private final ReadImports imports;
    private final Guard guard;
    private final DataFolder folder;
    private final TaskExecutor background;
    private final Clock clock;

    ImportController(
            ImportVillages villages,
            ReadImports imports,
            Guard guard,
            DataFolder folder,
            @Qualifier("applicationTaskExecutor") TaskExecutor background,
            Clock clock) {
        this.villages = villages;
        this.imports = imports;
        this.guard = guard;
        this.folder = folder;
        this.background = background;
        this.clock = clock;
    }

    @GetMapping
    Answer latest(Acting who) {
        return new ImportsPage(imports.latest(allowed(who), LATEST), Columns.Said.NOTHING, null);
    }

    @PostMapping
    Answer handIn(
            Acting who,
            FormToken once,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String parent) {
        Scope.Branch scope = allowed(who);
        var said = new Columns.Said(code, name, parent);
        ImportId id;
        try {
            // The form's own token is the import's id: a second tap finds the first one's.
            id = new ImportId(once.orRefuse());
            if (file.isEmpty()) {
                throw Refused.field("file", "network.import.refused.empty");
            }
            guard(said);
        } catch (Refused refused) {
            return Shown.wrong(
                    new ImportsPage(imports.latest(scope, LATEST), said, Mistake.of(refused)));
        }
        Path kept = kept(id);
        try {
            if (villages.begin(
                    id, Objects.requireNonNullElse(file.getOriginalFilename(), ""), scope)) {
                file.transferTo(kept);
                look(scope, id, kept, said);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return new GoTo(ADDRESS + "/" + id);
    }

    @PostMapping("/{import}/columns")
    Answer again(
            Acting who,
            FormToken once,
            @PathVariable("import") UUID id,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String parent) {
        Scope.Branch scope = allowed(who);
        ImportReport report = seen(scope, id);
        var said = new Columns.Said(code, name, parent);
        try {
            once.orRefuse();
            guard(said);
            Path kept = kept(report.id());
            if (!Files.exists(kept)) {
                throw Refused.because("network.import.refused.not-checked");
            }
            if (!report.state().isUnderWay() && report.state() != State.LAID) {
                look(scope, report.id(), kept, said);
            }
            return new GoTo(ADDRESS + "/" + id);
        } catch (Refused refused) {
            return Shown.wrong(page(who, id, said, refused));
        }
    }

    @GetMapping("/{import}")
    Answer one(Acting who, @PathVariable("import") UUID id) {
        return page(who, id);
    }

    @GetMapping("/{import}/now")
    Answer now(Acting who, @PathVariable("import") UUID id) {
        return new ImportNow(page(who, id));
    }

    @PostMapping("/{import}/yes")
    Answer yes(
            Acting who,
            FormToken once,
            @PathVariable("import") UUID id,
            @RequestParam(name = "without-bad", defaultValue = "false") boolean withoutBad) {
        ImportReport report = seen(allowed(who), id);
        try {
            once.orRefuse();
            if (report.bad() > 0 && !withoutBad) {
                throw Refused.field(
                        "without-bad", "network.import.refused.bad-lines", report.bad());
            }
        } catch (Refused refused) {
            return Shown.wrong(page(who, id, Columns.Said.NOTHING, refused));
        }
        background.execute(() -> {
            villages.lay(report.id(), withoutBad, Progress.unwatched());
            forget(report.id());
        });
        return new GoTo(ADDRESS + "/" + id);
    }

    @GetMapping("/{import}/lines")
    Answer lines(
            Acting who,
            @PathVariable("import") UUID id,
            @RequestParam(defaultValue = "true") boolean bad,
            @RequestParam(defaultValue = "0") int after) {
        Scope.Branch scope = allowed(who);
        ImportReport report = seen(scope, id);
        List<Finding> lines = imports.findings(scope, report.id(), bad, after, LINES + 1);
        boolean more = lines.size() > LINES;
        return new ImportLinesPage(
                report,
                bad,
                more ? lines.subList(0, LINES) : lines,
                more ? lines.get(LINES - 1).line() : null);
    }

    @GetMapping("/{import}/bad.csv")
    void all(Acting who, @PathVariable("import") UUID id, Look look, HttpServletResponse response)
            throws IOException {
        Scope.Branch scope = allowed(who);
        ImportReport report = seen(scope, id);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"lines.csv\"");
        BadLinesFile.write(
                response.getWriter(),
                after -> imports.findings(scope, report.id(), true, after, 1000),
                look::t);
    }

    private ImportPage page(Acting who, UUID id) {
        return page(who, id, Columns.Said.NOTHING, null);
    }

    private ImportPage page(Acting who, UUID id, Columns.Said said, @Nullable Refused refused) {
        Scope.Branch scope = allowed(who);
        ImportReport report = seen(scope, id);
        boolean died =
                report.state().isUnderWay()
                        && report.touchedAt().plus(DEAD).isBefore(clock.instant());
        boolean waiting = report.state() == State.CHECKED;
        return new ImportPage(
                report,
                waiting ? imports.added(scope, report.id()) : List.of(),
                imports.findings(scope, report.id(), true, 0, FIRST),
                imports.findings(scope, report.id(), false, 0, FIRST),
                died,
                said,
                Mistake.of(refused));
    }

    /** The heading of a column, or its number. */
    private static void guard(Columns.Said said) {
        longest("code", said.code());
        longest("name", said.name());
        longest("parent", said.parent());
    }

    private static void longest(String field, String typed) {
        if (typed.length() > HEADING) {
            throw Refused.field(field, "network.refused.long", HEADING);
        }
    }

    private void look(Scope.Branch scope, ImportId id, Path kept, Columns.Said said) {
        background.execute(() -> {
            villages.look(id, kept, said, Progress.unwatched());
            // Kept on only for who still has to name the columns.
            if (imports.report(scope, id)
                    .filter(report -> report.headings().isEmpty())
                    .isPresent()) {
                forget(id);
            }
        });
    }

    private Scope.Branch allowed(Acting who) {
        if (!guard.mayImportVillages(who.scope())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return who.scope();
    }

    private ImportReport seen(Scope scope, UUID id) {
        return imports.report(scope, new ImportId(id)).orElseThrow(ImportController::notHere);
    }

    private static ResponseStatusException notHere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private Path kept(ImportId id) {
        return folder.file("imports/" + id);
    }

    private void forget(ImportId id) {
        try {
            Files.deleteIfExists(kept(id));
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
