package niangjia.records.web;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import niangjia.network.WorkingTime;
import niangjia.records.Records;
import niangjia.shared.Scope;
import niangjia.site.Acting;
import niangjia.site.Answer;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The log of a branch, for who answers for it. */
@Controller
class LookedController {

    private static final int ROWS = 50;

    private final JdbcClient jdbc;
    private final Records records;
    private final Clock clock;

    LookedController(JdbcClient jdbc, Records records, Clock clock) {
        this.jdbc = jdbc;
        this.records = records;
        this.clock = clock;
    }

    @Bean
    static MenuEntry lookedEntry() {
        return MenuEntry.of(90, Group.INSIGHT, "records.menu", "/records");
    }

    /** Reading who looked is looking, too: it is written down before she sees it. */
    @GetMapping("/records")
    Answer looked(Acting acting, @RequestParam(defaultValue = "") String after) {
        Scope.Branch scope = acting.scope();
        records.enterReading(scope, "records.read", clock.instant());
        List<LookedPage.Line> lines = in(scope, after);
        return new LookedPage(
                lines.size() > ROWS ? lines.subList(0, ROWS) : lines,
                lines.size() > ROWS ? lines.get(ROWS - 1).id().toString() : null);
    }

    private List<LookedPage.Line> in(Scope.Branch scope, String after) {
        return jdbc.sql(
                        """
                        select e.id, e.at, e.act, h.known_as as who, w.name as unit, r.words as reason
                        from (select m.province from network.place m where m.id = :mine
                          union select p.province from network.place p
                          where p.depth <= 1 and p.position between :first and :last) p
                        cross join lateral (select e.* from records.entry e
                          join network.place u on u.id = e.unit and u.position between :first and :last
                          where e.province = p.province and not e.sealed and e.id < :after
                          order by e.id desc limit :limit) e
                        left join lateral (select h.known_as, h.unit from network.held h where h.seat = e.seat
                          and (h.holder = e.person
                            or e.person is null and h.during @> cast(e.at at time zone :zone as date))
                          order by h.during desc limit 1) h on true
                        left join network.place w on w.id = h.unit
                        left join records.reason r on r.province = e.province and r.entry = e.id
                        order by e.id desc limit :limit
                        """)
                .param("mine", scope.unit().value())
                .param("first", scope.first())
                .param("last", scope.last())
                .param("zone", WorkingTime.ZONE.getId())
                .param("after", cursor(after))
                .param("limit", ROWS + 1)
                .query(LookedPage.Line.class)
                .list();
    }

    private static UUID cursor(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException beginning) {
            return UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");
        }
    }
}
