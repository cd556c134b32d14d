package niangjia.help.web;

import java.util.List;
import niangjia.help.queries.Numbers;
import niangjia.network.Place;
import niangjia.network.TouchedFacts;
import niangjia.network.UnitFacts;
import niangjia.shared.Scope;
import org.springframework.stereotype.Component;

/**
 * What this module says of a unit: how fast it really was, and what a change of the net would
 * touch.
 */
@Component
class HelpFacts implements UnitFacts {

    private final Numbers numbers;

    HelpFacts(Numbers numbers) {
        this.numbers = numbers;
    }

    @Override
    public List<Fact> of(Scope scope, Place place) {
        Numbers.Sum sum = numbers.of(scope, place.id());
        return sum.contacted() == 0
                ? List.of(new Fact("help.fact.none"))
                : List.of(
                        new Fact("help.fact.in-time", sum.inTime(), sum.contacted()),
                        new Fact(
                                "help.fact.hours",
                                Math.max(
                                        1,
                                        Math.round(sum.contactMinutes() / 60.0 / sum.contacted()))),
                        new Fact("help.fact.done", sum.done(), sum.satisfied()));
    }

    /** Open requests that follow a unit; sealed ones are among none. */
    @Component
    static class Touched implements TouchedFacts {

        private final Numbers numbers;

        Touched(Numbers numbers) {
            this.numbers = numbers;
        }

        @Override
        public List<UnitFacts.Fact> of(Scope scope, Place place) {
            return List.of(
                    new UnitFacts.Fact("help.fact.touched", numbers.of(scope, place.id()).open()));
        }
    }
}
