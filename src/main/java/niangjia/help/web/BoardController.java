package niangjia.help.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import niangjia.access.Actor;
import niangjia.access.OnToday;
import niangjia.access.Once;
import niangjia.database.KeptPlans;
import niangjia.files.Attachments;
import niangjia.files.Prepared;
import niangjia.help.Alongside;
import niangjia.help.HerWords;
import niangjia.help.NotHere;
import niangjia.help.OnSealing;
import niangjia.help.SealedMatters;
import niangjia.help.model.Kind;
import niangjia.help.model.Satisfied;
import niangjia.help.model.Stage;
import niangjia.help.queries.Board;
import niangjia.help.queries.Numbers;
import niangjia.help.tasks.Work;
import niangjia.messages.Messages;
import niangjia.network.Network;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.Page;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The workbench's pages of requests. */
@Controller
class BoardController {

    private static final int CARDS = 12;
    private static final int MINE = 6;
    private static final int LATE_ROWS = 50;
    private static final int MESSAGES = 50;
    private static final int LONGEST = 2000;

    /** What may be done with pictures and documents. */
    private static final Set<String> WITH_FILES = Set.of("say", "reached", "note", "propose");

    private final Board board;
    private final Numbers numbers;
    private final Work work;
    private final Network network;
    private final Messages messages;
    private final Records records;
    private final SealedMatters sealedMatters;
    private final List<OnSealing> onSealing;
    private final List<OnToday> onToday;
    private final List<Alongside> alongside;
    private final Once once;
    private final Attachments attachments;
    private final KeptPlans plans;
    private final Clock clock;

    BoardController(
            Board board,
            Numbers numbers,
            Work work,
            Network network,
            Messages messages,
            Records records,
            SealedMatters sealedMatters,
            ObjectProvider<OnSealing> onSealing,
            ObjectProvider<OnToday> onToday,
            ObjectProvider<Alongside> alongside,
            Once once,
            Attachments attachments,
            KeptPlans plans,
            Clock clock) {
        this.board = board;
        this.numbers = numbers;
        this.work = work;
        this.network = network;
        this.messages = messages;
        this.records = records;
        this.sealedMatters = sealedMatters;
        this.onSealing = onSealing.stream().toList();
        this.onToday = onToday.stream().sorted(Comparator.comparingInt(OnToday::order)).toList();
        this.alongside = alongside.stream().toList();
        this.once = once;
        this.attachments = attachments;
        this.plans = plans;
        this.clock = clock;
    }

    @GetMapping("/workbench")
    Answer today(Actor actor, Look look) {
        return plans.within(() -> {
            Scope.Branch scope = listed(actor);
            Set<UUID> hidden = sealedMatters.lockedOutOf(scope);
            List<Board.Card> mine = mine(scope, hidden);
            Board.Columns columns = board.columns(scope, 4);
            return new TodayPage(
                    network.path(actor.seat().place()),
                    actor.seat().place(),
                    numbers.of(scope, scope.unit()),
                    mine,
                    columns,
                    beside(mine, columns, look),
                    unread(scope, hidden),
                    parts(actor, look));
        });
    }

    private List<OnToday.Part> parts(Actor actor, Look look) {
        return onToday.stream().map(part -> part.of(actor, look)).filter(Objects::nonNull).toList();
    }

    @GetMapping("/workbench/now")
    Answer now(Actor actor, Look look) {
        return plans.within(() -> {
            Scope.Branch scope = listed(actor);
            List<Board.Card> mine = mine(scope, sealedMatters.lockedOutOf(scope));
            Board.Columns columns = board.columns(scope, 4);
            return new BoardNow(mine, columns, beside(mine, columns, look));
        });
    }

    @GetMapping("/requests")
    Answer requests(Actor actor, Look look) {
        Board.Columns columns = board.columns(listed(actor), CARDS);
        return new BoardPage(
                network.path(actor.seat().place()), columns, beside(List.of(), columns, look));
    }

    /** What was begun for what is worked on; of what still waits nothing can be. */
    private Map<UUID, Alongside.Part> beside(
            List<Board.Card> mine, Board.Columns columns, Look look) {
        Set<UUID> worked =
                Stream.of(mine, columns.inHand().cards(), columns.herWord().cards())
                        .flatMap(List::stream)
                        .filter(card -> !card.sealed() && card.stage() != Stage.WAITING)
                        .map(Board.Card::id)
                        .collect(Collectors.toSet());
        Map<UUID, Alongside.Part> beside = new HashMap<>();
        alongside.forEach(one -> beside.putAll(one.of(worked, look)));
        return beside;
    }

    /** What still lies on her desk from who sat here before may be what she must not see. */
    private List<Board.Card> mine(Scope.Branch scope, Set<UUID> hidden) {
        return board.mine(scope, MINE + hidden.size()).stream()
                .filter(card -> !hidden.contains(card.id()))
                .limit(MINE)
                .toList();
    }

    /** Whoever sat here before may have been told of what this one must not see. */
    private List<Messages.Line> unread(Scope.Branch scope, Set<UUID> lockedOutOf) {
        List<Messages.Line> lines = messages.unread(scope, MESSAGES);
        Set<UUID> about =
                lines.stream()
                        .map(Messages.Line::about)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        Set<UUID> hidden = new HashSet<>(board.sealed(scope, about));
        onSealing.forEach(on -> hidden.removeAll(on.openTo(scope, Set.copyOf(hidden))));
        hidden.addAll(lockedOutOf);
        return lines.stream()
                .filter(line -> line.about() == null || !hidden.contains(line.about()))
                .limit(8)
                .toList();
    }

    /** What lists requests is written down as a listing, before it is shown. */
    private Scope.Branch listed(Actor actor) {
        records.enterListing(actor.scope(), "help.listed", clock.instant());
        return actor.scope();
    }

    @GetMapping("/requests/now")
    Answer requestsNow(Actor actor, Look look) {
        Board.Columns columns = board.columns(listed(actor), CARDS);
        return new ColumnsNow(columns, beside(List.of(), columns, look));
    }

    @GetMapping("/requests/late")
    Answer late(Actor actor, @RequestParam(defaultValue = "") String after) {
        List<Board.Card> cards;
        try {
            cards = board.late(listed(actor), new Page(after, LATE_ROWS));
        } catch (IllegalArgumentException nonsense) {
            throw new NotHere();
        }
        Board.Card last = cards.isEmpty() ? null : cards.getLast();
        String next = cards.size() < LATE_ROWS || last == null ? null : last.cursor();
        return new LatePage(network.path(actor.seat().place()), cards, next);
    }

    /**
     * Opens a request; that she did is written down before she sees it. Of a sealed matter that she
     * does not hold she says first why, where it is worked on.
     */
    @GetMapping("/requests/{id}")
    Answer open(Actor actor, @PathVariable UUID id) {
        Optional<Board.Opened> found = opened(actor.scope(), id);
        if (found.isEmpty()) {
            return further(actor.scope(), id);
        }
        Board.Opened opened = found.get();
        if (!hasReason(actor.scope(), opened)) {
            return further(actor.scope(), id);
        }
        looks(actor, opened);
        messages.readAbout(actor.scope(), id);
        return page(actor, opened, RequestPage.Form.NONE, null);
    }

    private boolean hasReason(Scope.Branch who, Board.Opened opened) {
        return !opened.sealed()
                || onSealing.stream().allMatch(on -> on.hasReason(who, opened.id()));
    }

    /**
     * Who stands above a sealed matter, was named on it or is asked to take it, goes on to where it
     * is worked on.
     */
    private Answer further(Scope.Branch who, UUID id) {
        return onSealing.stream()
                .filter(on -> on.openTo(who, Set.of(id)).contains(id))
                .filter(on -> !sealedMatters.locksOut(who, sealedMatters.of(id)))
                .map(on -> new GoTo(on.page(id)))
                .findFirst()
                .orElseThrow(NotHere::new);
    }

    private void provesFreshly(Actor actor, Board.Opened opened) {
        if (opened.sealed()) {
            actor.provesFreshly(clock.instant(), "/requests/" + opened.id().value());
        }
    }

    private void looks(Actor actor, Board.Opened opened) {
        UUID id = opened.id().value();
        provesFreshly(actor, opened);
        records.enter(opening(actor, opened));
    }

    private Entry opening(Actor actor, Board.Opened opened) {
        return new Entry(
                opened.id().province(),
                clock.instant(),
                "help.opened",
                Entry.Door.PAGE,
                actor.seat().seat(),
                actor.seat().holder(),
                actor.seat().place().id(),
                opened.id().value(),
                opened.sealed(),
                null);
    }

    /**
     * A file of a request that she may see. It was opened with the page that it lies on; a sealed
     * matter's is written down each time.
     */
    @GetMapping("/requests/{id}/files/{file}")
    void file(
            Actor actor,
            @PathVariable UUID id,
            @PathVariable UUID file,
            @RequestParam(required = false) @Nullable String small,
            HttpServletResponse response)
            throws IOException {
        Board.Opened opened =
                opened(actor.scope(), id)
                        .filter(o -> o.shows(file) && hasReason(actor.scope(), o))
                        .orElseThrow(NotHere::new);
        if (opened.sealed()) {
            looks(actor, opened);
        } else {
            records.enterPart(opening(actor, opened));
        }
        attachments
                .open(HerWords.files(opened.id(), opened.sealed()), file, small != null)
                .orElseThrow(NotHere::new)
                .answer(response);
    }

    /** One form, one verb: {@code act} names what she does. */
    @PostMapping("/requests/{id}")
    Answer act(
            Actor actor,
            @PathVariable UUID id,
            FormToken token,
            @RequestParam String act,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String next,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "YES") Satisfied how,
            @RequestParam(name = Attachments.FIELD, required = false)
                    @Nullable List<MultipartFile> handedIn,
            HttpServletRequest request) {
        Scope.Branch who = actor.scope();
        Optional<Board.Opened> found = opened(who, id);
        if (!act.equals("related") && found.filter(opened -> !hasReason(who, opened)).isPresent()) {
            return further(who, id);
        }
        found.ifPresent(opened -> provesFreshly(actor, opened));
        try {
            String said = words.strip();
            if (said.length() > LONGEST) {
                throw Refused.field("words", "help.story.long", LONGEST);
            }
            String line = said.isEmpty() ? null : said;
            UUID sent = token.orRefuse();
            boolean takes = WITH_FILES.contains(act) && Attachments.any(handedIn);
            if (takes && found.isEmpty()) {
                // Before the work of making them anew: who may not see it learns nothing.
                throw new NotHere();
            }
            List<Prepared> files = takes ? attachments.prepare(handedIn, request) : List.of();
            once.run(
                    sent,
                    () -> {
                        switch (act) {
                            case "claim" -> work.claim(who, id, line);
                            case "say" -> work.say(who, id, needed(line, files), files);
                            case "reached" -> work.reached(who, id, needed(line, files), files);
                            case "note" -> work.note(who, id, needed(line, files), files);
                            case "propose" -> work.proposeDone(who, id, line, files);
                            case "offer" -> work.offer(who, id, seat(next), needed(line));
                            case "accept" -> work.accept(who, id);
                            case "decline" -> work.decline(who, id, line);
                            case "seal" -> work.seal(who, id, Kind.of(kind).orElse(Kind.VIOLENCE));
                            case "heard-done" -> work.heardFromHer(who, id, true, how, line);
                            case "related" -> onSealing.forEach(on -> on.stepAside(who, id));
                            case "heard-not-yet" -> work.heardFromHer(who, id, false, how, line);
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            boolean stillMine = opened(who, id).isPresent();
            return new GoTo(stillMine ? "/requests/" + id : "/workbench");
        } catch (Refused refused) {
            Board.Opened opened = opened(who, id).orElseThrow(NotHere::new);
            if (!hasReason(who, opened)) {
                return further(who, id);
            }
            looks(actor, opened);
            return Shown.wrong(page(actor, opened, new RequestPage.Form(act, words), refused));
        }
    }

    private Optional<Board.Opened> opened(Scope.Branch who, UUID id) {
        return board.open(who, id)
                .filter(found -> !found.sealed() || !sealedMatters.locksOut(who, found.id()));
    }

    private RequestPage page(
            Actor actor, Board.Opened opened, RequestPage.Form form, @Nullable Refused refused) {
        OnSealing.Beside beside =
                onSealing.stream()
                        .filter(on -> opened.sealed())
                        .map(on -> on.beside(actor.scope(), opened.id()))
                        .findFirst()
                        .orElse(OnSealing.Beside.NOTHING);
        return new RequestPage(
                network.path(actor.seat().place()),
                opened,
                actor.seat().seat(),
                form,
                refused,
                opened.sealed()
                        ? onSealing.stream()
                                .map(on -> on.page(opened.id().value()))
                                .findFirst()
                                .orElse(null)
                        : null,
                beside.reach(),
                beside.choices(),
                alongside);
    }

    /** A picture says something too. */
    private static @Nullable String needed(@Nullable String line, List<Prepared> files) {
        return files.isEmpty() ? needed(line) : line;
    }

    private static String needed(@Nullable String line) {
        if (line == null) {
            throw Refused.field("words", "help.words.empty");
        }
        return line;
    }

    private static SeatId seat(String text) {
        try {
            return SeatId.of(text);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("next", "help.next.nobody");
        }
    }
}
