package niangjia.insights;

import java.util.Map;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.GoTo;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** Numbers by place, down from one's own. */
@Controller
class NumbersController {

    private final NumbersByPlace numbers;
    private final Network network;

    NumbersController(NumbersByPlace numbers, Network network) {
        this.numbers = numbers;
        this.network = network;
    }

    @Bean
    static MenuEntry numbersEntry() {
        return MenuEntry.of(10, Group.INSIGHT, "insights.menu", "/numbers");
    }

    @GetMapping("/numbers")
    Answer mine(Actor actor) {
        return new GoTo("/numbers/" + actor.seat().place().id());
    }

    @GetMapping("/numbers/{unit}")
    Answer of(Actor actor, @PathVariable UUID unit) {
        Place place = within(actor, unit);
        return new NumbersPage(
                network.path(place),
                place,
                numbers.of(actor.scope(), place.id()),
                numbers.net(actor.scope(), place.id()),
                numbers.below(actor.scope(), place.id()));
    }

    /** The same for programs: what stands in a unit and all below it. */
    @GetMapping("/api/v1/units/{unit}/numbers")
    @ResponseBody
    Map<String, Object> forPrograms(Actor actor, @PathVariable UUID unit) {
        UnitId id = new UnitId(unit);
        if (!actor.scope().unit().equals(id)) {
            within(actor, unit);
        }
        return Map.of(
                "requests", numbers.of(actor.scope(), id), "net", numbers.net(actor.scope(), id));
    }

    private Place within(Actor actor, UUID unit) {
        return network.place(new UnitId(unit))
                .filter(place -> actor.scope().covers(place.position()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
