package niangjia.cases.web;

import java.time.Clock;
import java.util.List;
import niangjia.access.Actor;
import niangjia.cases.model.HalfYear;
import niangjia.cases.queries.SealedNumbers;
import niangjia.help.NotHere;
import niangjia.records.Records;
import niangjia.shared.Scope;
import niangjia.site.Answer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Counts of sealed matters, for the leadership and the auditors. */
@Controller
class SealedNumbersController {

    private final SealedNumbers numbers;
    private final Records records;
    private final Clock clock;

    SealedNumbersController(SealedNumbers numbers, Records records, Clock clock) {
        this.numbers = numbers;
        this.records = records;
        this.clock = clock;
    }

    @GetMapping("/sealed-numbers")
    Answer numbers(Actor actor, @RequestParam(defaultValue = "") String half) {
        Scope.Branch who = actor.scope();
        if (!numbers.isFor(who)) {
            throw new NotHere();
        }
        records.enterListing(who, "cases.counted", clock.instant());
        List<HalfYear> counted = numbers.counted(who);
        HalfYear shown =
                HalfYear.read(half)
                        .filter(counted::contains)
                        .orElse(counted.isEmpty() ? null : counted.getFirst());
        return new SealedNumbersPage(
                counted,
                shown,
                shown == null ? null : numbers.of(who, shown),
                numbers.provinces(who));
    }
}
