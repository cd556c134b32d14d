package niangjia.records.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.records.Records;
import niangjia.records.queries.ReadLog;
import niangjia.shared.Scope;
import niangjia.site.Acting;
import niangjia.site.Answer;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The log of a branch, for who answers for it. */
@Controller
class LookedController {

    static final int ROWS = 50;

    private final ReadLog log;
    private final Records records;
    private final Clock clock;

    LookedController(ReadLog log, Records records, Clock clock) {
        this.log = log;
        this.records = records;
        this.clock = clock;
    }

    @Bean
    static MenuEntry lookedEntry() {
        return MenuEntry.of(90, Group.INSIGHT, "records.menu", "/records");
    }

    /** Reading who looked is looking, too: it is written down before she sees it. */
    @GetMapping("/records")
    Answer looked(
            Acting acting,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String seat,
            @RequestParam(defaultValue = "") String only) {
        Scope.Branch scope = acting.scope();
        records.enterReading(scope, "records.read", clock.instant());
        var asked = new ReadLog.Asked(day(day), id(seat), only.equals("openings"), id(after));
        List<ReadLog.Line> lines = log.answering(scope, asked, ROWS + 1);
        return new LookedPage(shown(lines), asked, next(lines));
    }

    static List<ReadLog.Line> shown(List<ReadLog.Line> lines) {
        return lines.size() > ROWS ? lines.subList(0, ROWS) : lines;
    }

    static @Nullable String next(List<ReadLog.Line> lines) {
        return lines.size() > ROWS ? lines.get(ROWS - 1).id().toString() : null;
    }

    static @Nullable UUID id(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException nonsense) {
            return null;
        }
    }

    static @Nullable LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() < 2000 || day.getYear() > 2999 ? null : day;
        } catch (DateTimeException nonsense) {
            return null;
        }
    }
}
