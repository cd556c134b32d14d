package niangjia.help.web;

import java.util.List;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.Once;
import niangjia.help.NotHere;
import niangjia.help.tasks.Related;
import niangjia.network.FoundPlace;
import niangjia.network.Network;
import niangjia.shared.Refused;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Beside one's own seat: to whom she is related, so that it never comes to her. */
@Controller
class RelatedController {

    static final String ADDRESS = "/my-seat/related";

    private static final int TOWNSHIP = 4;
    private static final int FOUND = 12;

    private final Related related;
    private final Network network;
    private final Once once;

    RelatedController(Related related, Network network, Once once) {
        this.related = related;
        this.network = network;
        this.once = once;
    }

    @GetMapping(ADDRESS)
    Answer said(Actor actor, @RequestParam(defaultValue = "") String q) {
        return page(actor, q, "", null);
    }

    @PostMapping(ADDRESS)
    Answer says(
            Actor actor,
            FormToken token,
            @RequestParam String act,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String surname,
            @RequestParam(required = false) @Nullable UUID said) {
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "say" ->
                                    related.says(
                                            actor.scope(),
                                            unit(place),
                                            surname.isBlank() ? null : surname.strip());
                            case "take-back" -> {
                                if (said == null) {
                                    throw new NotHere();
                                }
                                related.takesBack(actor.scope(), said);
                            }
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            return new GoTo(ADDRESS);
        } catch (Refused refused) {
            return Shown.wrong(page(actor, q, surname, refused));
        }
    }

    private RelatedPage page(Actor actor, String q, String surname, @Nullable Refused refused) {
        List<FoundPlace> found =
                q.isBlank()
                        ? List.of()
                        : network.find(q, FOUND).stream()
                                .filter(place -> place.depth() >= TOWNSHIP)
                                .toList();
        return new RelatedPage(
                network.path(actor.seat().place()),
                related.of(actor.scope()),
                q,
                found,
                surname,
                refused);
    }

    private static UnitId unit(String text) {
        try {
            return UnitId.of(text);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("place", "help.related.place");
        }
    }
}
