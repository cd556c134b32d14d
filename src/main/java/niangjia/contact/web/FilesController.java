package niangjia.contact.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.contact.queries.Households;
import niangjia.contact.queries.ReadPairingImports;
import niangjia.contact.tasks.ImportPairings;
import niangjia.database.DataFolder;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.SheetFile;
import niangjia.network.WorkingTime;
import niangjia.records.Records;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Pairings out of files and into them. */
@Controller
class FilesController {

    private static final int LINES = 200;

    private final ImportPairings importPairings;
    private final ReadPairingImports imports;
    private final Households households;
    private final Network network;
    private final DataFolder folder;
    private final Records records;
    private final Clock clock;

    FilesController(
            ImportPairings importPairings,
            ReadPairingImports imports,
            Households households,
            Network network,
            DataFolder folder,
            Records records,
            Clock clock) {
        this.importPairings = importPairings;
        this.imports = imports;
        this.households = households;
        this.network = network;
        this.folder = folder;
        this.records = records;
        this.clock = clock;
    }

    @GetMapping("/contact/import")
    Answer handIn(Actor actor) {
        return page(actor, null);
    }

    private PairingImportsPage page(Actor actor, @Nullable Refused refused) {
        return new PairingImportsPage(
                network.path(actor.seat().place()), imports.latest(actor.scope()), refused);
    }

    @PostMapping("/contact/import")
    Answer handIn(Actor actor, FormToken token, @RequestParam MultipartFile file) {
        try {
            UUID id = token.orRefuse();
            if (file.isEmpty()) {
                throw Refused.field("file", "network.import.refused.empty");
            }
            Path kept = folder.file("imports/" + id);
            try {
                Files.createDirectories(kept.getParent());
                file.transferTo(kept);
                importPairings.look(
                        actor.seat(),
                        id,
                        Objects.requireNonNullElse(file.getOriginalFilename(), ""),
                        kept);
            } finally {
                Files.deleteIfExists(kept);
            }
            return new GoTo("/contact/import/" + id);
        } catch (Refused refused) {
            return Shown.wrong(page(actor, refused));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @GetMapping("/contact/import/{id}")
    Answer one(Actor actor, @PathVariable UUID id) {
        return one(actor, id, null);
    }

    private PairingImportPage one(Actor actor, UUID id, @Nullable Refused refused) {
        return new PairingImportPage(
                network.path(actor.seat().place()),
                imports.report(actor.scope(), id).orElseThrow(NotHere::new),
                imports.bad(actor.scope(), id, 0, LINES),
                refused);
    }

    @PostMapping("/contact/import/{id}")
    Answer yes(
            Actor actor,
            FormToken token,
            @PathVariable UUID id,
            @RequestParam(name = "without-bad", defaultValue = "false") boolean withoutBad) {
        if (imports.report(actor.scope(), id).isEmpty()) {
            throw new NotHere();
        }
        try {
            token.orRefuse();
            importPairings.yes(actor.seat(), id, withoutBad);
            return new GoTo("/contact/import/" + id);
        } catch (Refused refused) {
            return Shown.wrong(one(actor, id, refused));
        }
    }

    @GetMapping("/contact/import/{id}/bad.csv")
    void bad(Actor actor, @PathVariable UUID id, Look look, HttpServletResponse response)
            throws IOException {
        if (imports.report(actor.scope(), id).isEmpty()) {
            throw new NotHere();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        look.t("network.import.column.line"),
                        look.t("contact.column.name"),
                        look.t("network.import.column.reason")));
        imports.bad(actor.scope(), id, 0, ImportPairings.MOST_LINES)
                .forEach(line ->
                        rows.add(
                                List.of(
                                        String.valueOf(line.line()),
                                        line.name(),
                                        look.t(
                                                "contact.import.wrong." + line.wrong(),
                                                line.detail()))));
        csv(response, "lines.csv", rows);
    }

    /** Her own households, and nobody else's. */
    @GetMapping("/contact/export.csv")
    void csv(Actor actor, Look look, HttpServletResponse response) throws IOException {
        csv(response, "pairings.csv", exported(actor, look));
    }

    @GetMapping("/contact/export.xlsx")
    void xlsx(Actor actor, Look look, HttpServletResponse response) throws IOException {
        List<List<String>> rows = exported(actor, look);
        response.setContentType(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        attached(response, "pairings.xlsx");
        SheetFile.xlsx(response.getOutputStream(), rows);
    }

    private List<List<String>> exported(Actor actor, Look look) {
        records.enterReading(actor.scope(), "contact.exported", clock.instant());
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                List.of(
                        look.t("contact.column.name"),
                        look.t("contact.column.place"),
                        look.t("contact.column.kind"),
                        look.t("contact.column.visited"),
                        look.t("contact.column.next")));
        households
                .all(actor.scope())
                .forEach(line ->
                        rows.add(
                                List.of(
                                        line.name(),
                                        Objects.requireNonNullElse(line.place(), ""),
                                        look.t(
                                                line.household()
                                                        ? "contact.kind.household"
                                                        : "contact.kind.woman"),
                                        line.visitedAt() == null
                                                ? ""
                                                : LocalDate.ofInstant(
                                                                line.visitedAt(), WorkingTime.ZONE)
                                                        .toString(),
                                        line.next().toString())));
        return rows;
    }

    private static void csv(HttpServletResponse response, String name, List<List<String>> rows)
            throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        attached(response, name);
        SheetFile.csv(response.getWriter(), rows);
    }

    private static void attached(HttpServletResponse response, String name) {
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    }
}
