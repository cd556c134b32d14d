package niangjia.network.web;

import java.util.List;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.Sums;
import niangjia.network.queries.ReadUnits;
import niangjia.network.queries.Tally;
import niangjia.shared.Page;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.Look;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The fragment that other pages fill in: what lies below a unit and what is missing there. */
@Controller
class GlanceController {

    private static final int BLIND = 6;

    private final Network network;
    private final ReadUnits units;
    private final Sums sums;

    GlanceController(Network network, ReadUnits units, Sums sums) {
        this.network = network;
        this.units = units;
        this.sums = sums;
    }

    @GetMapping("/network/{unit}/glance")
    Answer glance(@PathVariable UUID unit, Look look) {
        Scope scope = Scope.everyone();
        Place place =
                network.place(new UnitId(unit)).filter(Place::shown).orElseThrow(NoSuchUnit::new);
        List<ReadUnits.Below> tiles = units.tiles(scope, place.id(), look.today());
        return new GlancePage(
                place,
                tiles.size() > ReadUnits.TILES
                        ? List.of()
                        : tiles.stream().filter(b -> b.code() != null).toList(),
                units.blind(scope, place.position(), place.last(), "", new Page("", BLIND)),
                Tally.of(sums.of(place.id()), units.kinds(scope)).blind());
    }
}
