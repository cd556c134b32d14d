package niangjia.help.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.Once;
import niangjia.files.Attachments;
import niangjia.help.RequestId;
import niangjia.help.model.Guess;
import niangjia.help.model.Kind;
import niangjia.help.queries.Hers;
import niangjia.help.tasks.AskForHelp;
import niangjia.help.tasks.Receipts;
import niangjia.help.web.ForHerPage.ForHerForm;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.people.Notice;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Refused;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Asking on her behalf, with her spoken consent, in under a minute. */
@Controller
class ForHerController {

    private final AskForHelp askForHelp;
    private final Receipts receipts;
    private final Hers hers;
    private final Network network;
    private final Once once;
    private final Records records;
    private final Attachments attachments;

    ForHerController(
            AskForHelp askForHelp,
            Receipts receipts,
            Hers hers,
            Network network,
            Once once,
            Records records,
            Attachments attachments) {
        this.askForHelp = askForHelp;
        this.receipts = receipts;
        this.hers = hers;
        this.network = network;
        this.once = once;
        this.records = records;
        this.attachments = attachments;
    }

    @GetMapping("/requests/for-her")
    Answer form(Actor actor) {
        return page(
                actor,
                new ForHerForm(null, null, null, null, null, null, null, null),
                null,
                null,
                null,
                false);
    }

    @PostMapping("/requests/for-her")
    Answer send(
            Actor actor,
            ForHerForm form,
            FormToken token,
            @RequestParam(name = Attachments.FIELD, required = false)
                    @Nullable List<MultipartFile> files,
            HttpServletRequest request) {
        boolean lost = Attachments.any(files);
        try {
            UUID sent = token.orRefuse();
            AskForHelp.Asked asked = asked(actor, form);
            RequestId id =
                    RequestId.of(
                            once.run(
                                    sent,
                                    () -> attachments.prepare(files, request),
                                    made -> askForHelp.from(asked, made).id().toString()));
            return page(
                    actor, form, null, id, hers.of(id).map(view -> view.desk()).orElse(null), lost);
        } catch (Refused refused) {
            return Shown.wrong(page(actor, form, refused, null, null, lost));
        }
    }

    private AskForHelp.Asked asked(Actor actor, ForHerForm form) {
        String text = form.typed(form.text());
        String name = form.typed(form.name()).strip();
        if (text.isBlank()) {
            throw Refused.field("text", "help.story.empty");
        }
        if (name.isEmpty() || name.length() > 40) {
            throw Refused.field("name", "help.behalf.name.missing");
        }
        if (form.consent() == null) {
            throw Refused.field("consent", "help.behalf.consent.missing");
        }
        Guess guess = Guess.of(text);
        Kind kind = Optional.ofNullable(form.kind()).flatMap(Kind::of).orElse(guess.kind());
        return new AskForHelp.Asked(
                place(actor, form),
                text,
                kind,
                guess.form(),
                guess.danger(),
                AskController.blankToNull(form.contact(), 100, "contact"),
                AskController.blankToNull(form.safe(), 200, "safe"),
                false,
                false,
                AskController.blankToNull(form.notBy(), 100, "notBy"),
                Door.PAGE,
                new AskForHelp.OnBehalf(actor.seat().seat(), name, Notice.VERSION));
    }

    /** A member asks for women of her own place and below. */
    private UnitId place(Actor actor, ForHerForm form) {
        Place place;
        try {
            place =
                    network.place(UnitId.of(form.typed(form.place())))
                            .orElseThrow(() -> Refused.field("place", "help.place.missing"));
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("place", "help.place.missing");
        }
        if (!actor.scope().covers(place.position())) {
            throw Refused.field("place", "help.place.missing");
        }
        return place.id();
    }

    private ForHerPage page(
            Actor actor,
            ForHerForm form,
            @Nullable Refused refused,
            @Nullable RequestId sent,
            @Nullable String answers,
            boolean filesLost) {
        List<Place> places = new ArrayList<>(List.of(actor.seat().place()));
        places.addAll(network.below(actor.seat().place()));
        return new ForHerPage(
                network.path(actor.seat().place()),
                places,
                form,
                refused == null ? null : refused.key(),
                refused == null ? null : refused.field(),
                refused == null ? new Object[0] : refused.details(),
                sent == null ? null : receipts.code(sent, 1),
                answers,
                sent == null ? null : records.newestRoot().orElse(null),
                filesLost);
    }
}
