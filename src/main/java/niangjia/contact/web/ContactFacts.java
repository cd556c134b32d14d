package niangjia.contact.web;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import niangjia.contact.queries.ReadPoints;
import niangjia.contact.tasks.Counted;
import niangjia.network.Place;
import niangjia.network.Sums;
import niangjia.network.TouchedFacts;
import niangjia.network.UnitFacts;
import niangjia.network.WorkingTime;
import niangjia.shared.Scope;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What this module says of a unit in public: how many it is in contact with, and where to go. */
@Component
@Order(20)
class ContactFacts implements UnitFacts {

    private static final int POINTS = 3;

    private final Sums sums;
    private final ReadPoints points;
    private final Clock clock;

    ContactFacts(Sums sums, ReadPoints points, Clock clock) {
        this.sums = sums;
        this.points = points;
        this.clock = clock;
    }

    @Override
    public List<Fact> of(Scope scope, Place place) {
        Map<String, Long> kept = sums.of(place.id());
        int year = clock.instant().atZone(WorkingTime.ZONE).getYear();
        List<Fact> facts = new ArrayList<>();
        long women = kept.getOrDefault(Counted.WOMAN, 0L);
        long standing = kept.getOrDefault(Counted.POINT, 0L);
        if (women > 0) {
            facts.add(
                    new Fact(
                            "contact.fact.women",
                            women,
                            kept.getOrDefault(Counted.visits(year), 0L)));
        }
        if (standing > 0) {
            facts.add(new Fact("contact.fact.points", standing));
        }
        points.of(scope, place.id(), POINTS)
                .forEach(point ->
                        facts.add(
                                new Fact(
                                        "contact.fact.point",
                                        point.name(),
                                        point.whereabouts(),
                                        point.hours())));
        return facts;
    }

    /** Pairings and points that follow a unit. */
    @Component
    static class Touched implements TouchedFacts {

        private final Sums sums;

        Touched(Sums sums) {
            this.sums = sums;
        }

        @Override
        public List<UnitFacts.Fact> of(Scope scope, Place place) {
            Map<String, Long> kept = sums.of(place.id());
            return List.of(
                    new UnitFacts.Fact(
                            "contact.fact.touched",
                            kept.getOrDefault(Counted.PAIRING, 0L),
                            kept.getOrDefault(Counted.POINT, 0L)));
        }
    }
}
