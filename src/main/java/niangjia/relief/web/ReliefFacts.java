package niangjia.relief.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import niangjia.network.Place;
import niangjia.network.Sums;
import niangjia.network.TouchedFacts;
import niangjia.network.UnitFacts;
import niangjia.relief.tasks.Counted;
import niangjia.shared.Scope;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What this module says of a unit in public: what is open there, and what came of what ended. */
@Component
@Order(30)
class ReliefFacts implements UnitFacts {

    private final Sums sums;

    ReliefFacts(Sums sums) {
        this.sums = sums;
    }

    @Override
    public List<Fact> of(Scope scope, Place place) {
        Map<String, Long> kept = sums.of(place.id());
        List<Fact> facts = new ArrayList<>();
        long open = kept.getOrDefault(Counted.OPEN, 0L);
        long delivered = kept.getOrDefault(Counted.DELIVERED, 0L);
        long nothing = kept.getOrDefault(Counted.NOTHING, 0L);
        if (open > 0) {
            facts.add(Fact.leading("/relief?within=" + place.id(), "relief.fact.open", open));
        }
        if (delivered + nothing > 0) {
            facts.add(new Fact("relief.fact.ended", delivered + nothing, delivered, nothing));
        }
        return facts;
    }

    /** What follows a unit. */
    @Component
    static class Touched implements TouchedFacts {

        private final Sums sums;

        Touched(Sums sums) {
            this.sums = sums;
        }

        @Override
        public List<UnitFacts.Fact> of(Scope scope, Place place) {
            return List.of(
                    new UnitFacts.Fact(
                            "relief.fact.touched",
                            sums.of(place.id()).getOrDefault(Counted.OPEN, 0L)));
        }
    }
}
