package niangjia.help.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.Once;
import niangjia.files.Attachments;
import niangjia.files.Prepared;
import niangjia.help.OnHome;
import niangjia.help.RequestId;
import niangjia.help.model.Guess;
import niangjia.help.model.Kind;
import niangjia.help.queries.Numbers;
import niangjia.help.tasks.AskForHelp;
import niangjia.help.tasks.AskForHelp.Outlook;
import niangjia.help.tasks.Receipts;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.WallAddress;
import niangjia.records.Entry.Door;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.Enough;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Look;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The way from one sentence to a receipt. */
@Controller
class AskController {

    private final Network network;
    private final Her her;
    private final AskForHelp askForHelp;
    private final Receipts receipts;
    private final Numbers numbers;
    private final Once once;
    private final Enough enough;
    private final Attachments attachments;
    private final ObjectProvider<OnHome> onHome;

    AskController(
            Network network,
            Her her,
            AskForHelp askForHelp,
            Receipts receipts,
            Numbers numbers,
            Once once,
            Enough enough,
            Attachments attachments,
            ObjectProvider<OnHome> onHome) {
        this.network = network;
        this.her = her;
        this.askForHelp = askForHelp;
        this.receipts = receipts;
        this.numbers = numbers;
        this.once = once;
        this.enough = enough;
        this.attachments = attachments;
        this.onHome = onHome;
    }

    @GetMapping("/")
    Answer home(
            HttpServletRequest request, Look look, @RequestParam(defaultValue = "") String about) {
        String text =
                HomePage.CHIPS.contains(about) ? look.t("help.chip." + about + ".sentence") : "";
        return home(request, look, text, null);
    }

    private HomePage home(
            HttpServletRequest request, Look look, String text, @Nullable String mistake) {
        Place place = remembered(look).orElse(null);
        return new HomePage(
                text,
                mistake,
                place,
                place == null ? List.of() : network.people(place.id()),
                place == null ? null : numbers.of(Scope.everyone(), place.id()),
                !Her.tokens(request).isEmpty(),
                onHome.stream()
                        .sorted(Comparator.comparingInt(OnHome::order))
                        .map(part -> part.of(place, look))
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** A short address on a wall: asks from this place. */
    @GetMapping("/u/{unit}")
    Answer fromThisPlace(@PathVariable String unit, HttpServletResponse response) {
        Place place =
                WallAddress.unit(unit)
                        .flatMap(network::place)
                        .filter(p -> !p.closed())
                        .orElse(null);
        if (place != null) {
            remember(place, response);
        }
        return new GoTo(place == null ? "/network" : "/");
    }

    /** Looks once more, finds the place, or sends: nothing is kept before she sends. */
    @PostMapping("/ask")
    Answer ask(
            AskForm form,
            FormToken token,
            @RequestParam(name = Attachments.FIELD, required = false)
                    @Nullable List<MultipartFile> files,
            HttpServletRequest request,
            HttpServletResponse response,
            Look look) {
        boolean lost = Attachments.any(files);
        if (form.words().isBlank()) {
            // Further on she has typed more than that one sentence.
            return Shown.wrong(
                    form.kind() == null
                            ? home(request, look, form.words(), "help.story.empty")
                            : review(form, look, Refused.field("text", "help.story.empty"), lost));
        }
        if (!"send".equals(form.step())) {
            return review(form, look, null, lost);
        }
        try {
            UUID sent = token.orRefuse();
            Guess guess = Guess.of(form.words());
            Kind kind = chosen(form, guess);
            AskForHelp.Asked asked = asked(form, look, guess, kind);
            RequestId id =
                    RequestId.of(
                            once.run(
                                    sent,
                                    () -> {
                                        List<Prepared> made = attachments.prepare(files, request);
                                        enough.orRefuse(Enough.Form.HELP, request);
                                        return made;
                                    },
                                    made -> askForHelp.from(asked, made).id().toString()));
            response.addHeader(
                    HttpHeaders.SET_COOKIE, her.with(request, receipts.token(id, 1)).toString());
            return new GoTo("/mine");
        } catch (Refused refused) {
            return Shown.wrong(review(form, look, refused, lost));
        }
    }

    private AskForHelp.Asked asked(AskForm form, Look look, Guess guess, Kind kind) {
        UnitId place =
                place(form, look)
                        .map(Place::id)
                        .orElseThrow(() -> Refused.field("place", "help.place.missing"));
        return new AskForHelp.Asked(
                place,
                form.words(),
                kind,
                guess.form(),
                guess.danger(),
                blankToNull(form.contact(), 100, "contact"),
                blankToNull(form.safe(), 200, "safe"),
                form.skips(),
                form.staysNear(),
                blankToNull(form.notBy(), 100, "notBy"),
                Door.PAGE,
                null);
    }

    /**
     * @param lost she had chosen files, which no browser keeps from one page to the next
     */
    private AskPage review(AskForm form, Look look, @Nullable Refused refused, boolean lost) {
        Guess guess = Guess.of(form.words());
        Kind kind = chosen(form, guess);
        Place place = "elsewhere".equals(form.step()) ? null : place(form, look).orElse(null);
        Place walkedTo = null;
        List<Place> walk = List.of();
        if (place == null) {
            walkedTo = unit(form.walk()).flatMap(network::place).orElseGet(network::nation);
            walk = network.below(walkedTo);
        }
        Outlook outlook = null;
        AskPage.Mistake mistake =
                refused == null
                        ? null
                        : new AskPage.Mistake(refused.field(), refused.key(), refused.details());
        if (place != null && !place.closed()) {
            outlook =
                    askForHelp.outlook(
                            place.id(),
                            form.words(),
                            kind,
                            guess.danger(),
                            form.skips(),
                            form.staysNear(),
                            shortly(form.notBy()));
        } else if (place != null) {
            mistake = new AskPage.Mistake("place", "help.place.closed", new Object[0]);
            place = null;
            walkedTo = network.nation();
            walk = network.below(walkedTo);
        }
        return new AskPage(
                form,
                kind,
                guess.form(),
                guess.danger() || kind.sealed(),
                guess.because(),
                place,
                place != null
                        ? network.path(place)
                        : walkedTo == null ? List.of() : network.path(walkedTo),
                form.q() == null ? List.of() : network.find(form.q(), 12),
                walk,
                walkedTo,
                outlook,
                mistake,
                lost);
    }

    private static Kind chosen(AskForm form, Guess guess) {
        return Optional.ofNullable(form.kind()).flatMap(Kind::of).orElse(guess.kind());
    }

    private Optional<Place> place(AskForm form, Look look) {
        Optional<UnitId> said = unit(form.place());
        return said.isPresent() ? said.flatMap(network::place) : remembered(look);
    }

    private Optional<Place> remembered(Look look) {
        var place = look.place();
        return place == null
                ? Optional.empty()
                : network.place(place.unit()).filter(p -> !p.closed());
    }

    private static void remember(Place place, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                new niangjia.site.Place(place.id(), place.name()).cookie().toString());
    }

    private static Optional<UnitId> unit(@Nullable String text) {
        if (text == null || text.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(UnitId.of(text));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    private static @Nullable String shortly(@Nullable String text) {
        return text == null || text.isBlank() || text.strip().length() > 100 ? null : text.strip();
    }

    static @Nullable String blankToNull(@Nullable String text, int most, String field) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.strip().length() > most) {
            throw Refused.field(field, "help.field.long", most);
        }
        return text.strip();
    }
}
