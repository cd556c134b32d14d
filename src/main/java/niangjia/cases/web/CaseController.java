package niangjia.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.Once;
import niangjia.cases.CaseWords;
import niangjia.cases.model.Gravity;
import niangjia.cases.model.Option;
import niangjia.cases.model.SafeWay;
import niangjia.cases.queries.CaseFile;
import niangjia.cases.tasks.HerWishes;
import niangjia.cases.tasks.HoldTheLog;
import niangjia.cases.tasks.MakePaper;
import niangjia.cases.tasks.WorkOnCase;
import niangjia.files.Attachments;
import niangjia.files.Opened;
import niangjia.files.Prepared;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.SealedMatters;
import niangjia.help.SealedRights;
import niangjia.messages.Messages;
import niangjia.network.WorkingTime;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The pages of sealed matters; to whom is not on one, it is not there. */
@Controller
class CaseController {

    private static final int LONGEST = 2000;
    private static final int LONGEST_REASON = 200;

    private final CaseFile files;
    private final WorkOnCase work;
    private final HoldTheLog hold;
    private final HerWishes wishes;
    private final MakePaper makePaper;
    private final SealedMatters matters;
    private final Records records;
    private final Messages messages;
    private final Once once;
    private final Attachments attachments;
    private final Clock clock;

    CaseController(
            CaseFile files,
            WorkOnCase work,
            HoldTheLog hold,
            HerWishes wishes,
            MakePaper makePaper,
            SealedMatters matters,
            Records records,
            Messages messages,
            Once once,
            Attachments attachments,
            Clock clock) {
        this.files = files;
        this.work = work;
        this.hold = hold;
        this.wishes = wishes;
        this.makePaper = makePaper;
        this.matters = matters;
        this.records = records;
        this.messages = messages;
        this.once = once;
        this.attachments = attachments;
        this.clock = clock;
    }

    @GetMapping("/cases")
    Answer list(Actor actor) {
        records.enterListing(actor.scope(), "help.listed", clock.instant());
        return new CasesPage(shown(files, matters, actor.scope()));
    }

    /** Those that she is on, and not one that she must not see. */
    static List<CaseFile.Line> shown(CaseFile files, SealedMatters matters, Scope.Branch who) {
        List<CaseFile.Line> mine = files.mine(who);
        if (mine.isEmpty()) {
            return mine;
        }
        Set<UUID> hidden = matters.lockedOutOf(who);
        return mine.stream().filter(line -> !hidden.contains(line.id())).toList();
    }

    /** Opens a matter; that she did is written down before she sees it. */
    @GetMapping("/cases/{id}")
    Answer open(Actor actor, @PathVariable UUID id) {
        Scope.Branch who = actor.scope();
        Optional<CaseFile.Outline> offered = offered(who, id);
        Optional<CaseFile.View> found = found(who, id);
        if (found.isEmpty() && offered.isEmpty()) {
            throw new NotHere();
        }
        actor.provesFreshly(clock.instant(), "/cases/" + id);
        if (found.isEmpty()) {
            entered(who, offered.get().id(), "cases.outline.opened");
            messages.readAbout(who, id);
            return new OutlinePage(offered.get(), "", null);
        }
        CaseFile.View view = found.get();
        if (!files.isOpenTo(who, view.id())) {
            return new ReasonPage(id, "", null);
        }
        entered(who, view.id(), "cases.opened");
        messages.readAbout(who, id);
        return page(who, view, "", "", "", null, null, false);
    }

    /** One form, one verb: {@code act} names what she does. */
    @PostMapping("/cases/{id}")
    Answer act(
            Actor actor,
            @PathVariable UUID id,
            FormToken token,
            @RequestParam String act,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String reach,
            @RequestParam(defaultValue = "") String next,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String review,
            @RequestParam(defaultValue = "") String wish,
            @RequestParam(defaultValue = "") String urgent,
            @RequestParam(defaultValue = "") String behalf,
            @RequestParam(defaultValue = "") String near,
            @RequestParam(defaultValue = "") String how,
            @RequestParam(defaultValue = "") String spoken,
            @RequestParam(name = Attachments.FIELD, required = false)
                    @Nullable List<MultipartFile> handedIn,
            HttpServletRequest request) {
        Scope.Branch who = actor.scope();
        boolean on = found(who, id).isPresent();
        boolean offered = offered(who, id).isPresent();
        if (!on && !offered) {
            throw new NotHere();
        }
        actor.provesFreshly(clock.instant(), "/cases/" + id);
        boolean wished = !wish.isEmpty();
        boolean nearby = !near.isEmpty();
        String line = words.strip();
        try {
            if (line.length() > LONGEST) {
                throw Refused.field("words", "help.story.long", LONGEST);
            }
            if (act.equals("preview")) {
                return previewed(who, id, seat(next), nearby);
            }
            if (act.equals("near")) {
                return withThoseNear(who, id, nearby);
            }
            UUID sent = token.orRefuse();
            List<Prepared> made =
                    on && act.equals("note") ? attachments.prepare(handedIn, request) : List.of();
            once.run(
                    sent,
                    () -> {
                        switch (act) {
                            case "reason" -> work.giveReason(who, id, reason(line));
                            case "note" ->
                                    work.note(who, id, made.isEmpty() ? needed(line) : line, made);
                            case "name" -> work.name(who, id, seat(next), nearby);
                            case "unname" -> work.unname(who, id, seat(next));
                            case "related" -> work.stepAside(who, id);
                            case "option" ->
                                    work.option(
                                            who,
                                            id,
                                            one(Option.class, what),
                                            one(Option.State.class, state),
                                            wished);
                            case "file" ->
                                    work.file(
                                            who, id, !urgent.isEmpty(), !behalf.isEmpty(), wished);
                            case "plan" -> work.plan(who, id, needed(line));
                            case "reach" -> work.reach(who, id, way(reach));
                            case "gravity" -> {
                                LocalDate reviewOn = day(review);
                                work.gravity(who, id, one(Gravity.class, state), reviewOn);
                            }
                            case "report" -> work.report(who, id, needed(line));
                            case "rest" -> work.askForRest(who, id, needed(line));
                            case "confirm-rest" -> work.confirmRest(who, id);
                            case "go-on" -> work.goOn(who, id);
                            case "refer" -> work.refer(who, id, seat(next), wished, nearby);
                            case "withdraw" -> work.withdraw(who, id);
                            case "hold" -> hold.ask(who, id, needed(line));
                            case "set-hold" -> hold.set(who, id);
                            case "lift" -> hold.askToLift(who, id, needed(line));
                            case "confirm-lift" -> hold.lift(who, id);
                            case "hold-not" -> hold.leave(who, id);
                            case "confirm" ->
                                    wishes.confirm(
                                            who,
                                            id,
                                            one(SealedRights.Wish.class, what),
                                            one(SafeWay.class, how),
                                            moment(spoken));
                            case "not-hers" ->
                                    wishes.notHers(who, id, one(SealedRights.Wish.class, what));
                            case "accept" -> work.accept(who, id);
                            case "decline" -> work.decline(who, id, needed(line));
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            return new GoTo(found(who, id).isPresent() ? "/cases/" + id : "/workbench");
        } catch (Refused refused) {
            return Shown.wrong(again(who, id, act, words, reach + review + spoken, refused));
        }
    }

    /** A paper for a court; who may open the matter may make one. */
    @PostMapping("/cases/{id}/paper")
    ResponseEntity<byte[]> paper(Actor actor, @PathVariable UUID id, FormToken token) {
        Scope.Branch who = actor.scope();
        CaseFile.View view = found(who, id).orElseThrow(NotHere::new);
        actor.provesFreshly(clock.instant(), "/cases/" + id);
        if (!files.isOpenTo(who, view.id())) {
            throw Refused.because("cases.paper.reason");
        }
        token.orRefuse();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename("record.pdf").build().toString())
                .cacheControl(CacheControl.noStore())
                .body(makePaper.of(who, id));
    }

    private niangjia.site.PageModel again(
            Scope.Branch who, UUID id, String act, String words, String beside, Refused refused) {
        if (act.equals("reason")) {
            return new ReasonPage(id, words, refused);
        }
        Optional<CaseFile.View> view = found(who, id);
        if (view.filter(v -> !files.isOpenTo(who, v.id())).isPresent()) {
            return new ReasonPage(id, "", refused);
        }
        if (view.isPresent()) {
            entered(who, view.get().id(), "cases.opened");
            return page(who, view.get(), act, words, beside, refused, null, false);
        }
        CaseFile.Outline outline = offered(who, id).orElseThrow(NotHere::new);
        entered(who, outline.id(), "cases.outline.opened");
        return new OutlinePage(outline, words, refused);
    }

    /** What goes along, before anything is offered. */
    private Answer previewed(Scope.Branch who, UUID id, SeatId next, boolean near) {
        CaseFile.View view = found(who, id).filter(CaseFile.View::holder).orElseThrow(NotHere::new);
        CaseFile.Somebody to =
                files.others(who, view.id(), near).stream()
                        .filter(other -> other.seat().equals(next))
                        .findFirst()
                        .orElseThrow(() -> Refused.field("next", "help.next.nobody"));
        entered(who, view.id(), "cases.opened");
        return page(who, view, "", "", "", null, to, near);
    }

    /** Village and township are offered once it is said that she wishes it. */
    private Answer withThoseNear(Scope.Branch who, UUID id, boolean sheWishes) {
        CaseFile.View view =
                found(who, id)
                        .filter(v -> v.holder() || v.overseer())
                        .filter(v -> files.isOpenTo(who, v.id()))
                        .orElseThrow(NotHere::new);
        if (!sheWishes) {
            throw Refused.field("wish", "cases.near.wish");
        }
        entered(who, view.id(), "cases.opened");
        return page(who, view, "", "", "", null, null, true);
    }

    /** Written down before she sees it, whatever she was about to do. */
    private void entered(Scope.Branch who, RequestId matter, String act) {
        records.enter(
                new Entry(
                        matter.province(),
                        clock.instant(),
                        act,
                        Entry.Door.PAGE,
                        who.seat(),
                        who.person(),
                        who.unit(),
                        matter.value(),
                        true,
                        null));
    }

    /**
     * A file of a matter that she is on, and has said why where she has to; each opening is written
     * down.
     */
    @GetMapping("/cases/{id}/files/{file}")
    void file(
            Actor actor,
            @PathVariable UUID id,
            @PathVariable UUID file,
            HttpServletResponse response)
            throws IOException {
        Scope.Branch who = actor.scope();
        CaseFile.View view =
                found(who, id).filter(v -> files.isOpenTo(who, v.id())).orElseThrow(NotHere::new);
        actor.provesFreshly(clock.instant(), "/cases/" + id);
        Opened opened =
                attachments.open(CaseWords.files(view.id()), file, false).orElseThrow(NotHere::new);
        entered(who, view.id(), "cases.opened");
        opened.answer(response);
    }

    private Optional<CaseFile.View> found(Scope.Branch who, UUID id) {
        return files.open(who, id).filter(view -> !matters.locksOut(who, view.id()));
    }

    private Optional<CaseFile.Outline> offered(Scope.Branch who, UUID id) {
        return files.offered(who, id).filter(outline -> !matters.locksOut(who, outline.id()));
    }

    private CasePage page(
            Scope.Branch who,
            CaseFile.View view,
            String act,
            String typed,
            String beside,
            @Nullable Refused refused,
            CaseFile.@Nullable Somebody preview,
            boolean near) {
        return new CasePage(
                view,
                attachments.of(CaseWords.files(view.id())),
                files.others(who, view.id(), near),
                near,
                LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE),
                act,
                typed,
                beside,
                refused,
                preview);
    }

    private static String needed(String line) {
        if (line.isEmpty()) {
            throw Refused.field("words", "help.words.empty");
        }
        return line;
    }

    private static String reason(String line) {
        if (line.length() > LONGEST_REASON) {
            throw Refused.field("words", "help.field.long", LONGEST_REASON);
        }
        return needed(line);
    }

    private static String way(String reach) {
        if (reach.strip().length() > LONGEST_REASON) {
            throw Refused.field("reach", "help.field.long", LONGEST_REASON);
        }
        if (reach.isBlank()) {
            throw Refused.field("reach", "help.words.empty");
        }
        return reach.strip();
    }

    private static <E extends Enum<E>> E one(Class<E> type, String word) {
        try {
            return Enum.valueOf(type, word);
        } catch (IllegalArgumentException nonsense) {
            throw new NotHere();
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException nonsense) {
            throw Refused.field("review", "cases.gravity.review", 90);
        }
    }

    /** To the minute, as the clock on the wall shows it. */
    private static Instant moment(String text) {
        try {
            return LocalDateTime.parse(text).atZone(WorkingTime.ZONE).toInstant();
        } catch (DateTimeException nonsense) {
            throw Refused.field("spoken", "cases.wish.spoken");
        }
    }

    private static SeatId seat(String text) {
        try {
            return SeatId.of(text);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("next", "help.next.nobody");
        }
    }
}
