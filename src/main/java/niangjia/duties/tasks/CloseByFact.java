package niangjia.duties.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import niangjia.contact.PairingEnded;
import niangjia.contact.VisitMade;
import niangjia.network.DeskOpened;
import niangjia.network.UnitClosed;
import niangjia.network.WorkingTime;
import niangjia.shared.Province;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Hears of facts and closes the work that waited for them at once; what nobody told is found by
 * {@link RunRules}. Work of a unit that is closed goes on with its successor.
 */
@Component
public class CloseByFact {

    private final JdbcClient jdbc;
    private final Clock clock;

    CloseByFact(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** With the visit itself: an event kept for later would cost as much as the visit. */
    @EventListener
    void whenSheWasVisited(VisitMade visit) {
        end("VISIT", visit.province(), visit.pairing(), true);
    }

    @EventListener
    void whenAPairingEnded(PairingEnded ended) {
        end("VISIT", ended.province(), ended.pairing(), false);
    }

    /** Somebody is on duty: the place is no blind spot and nobody's duty is missing any more. */
    @ApplicationModuleListener(id = "duties.close.when-a-desk-opens")
    void whenADeskOpens(DeskOpened opened) {
        jdbc.sql(
                        """
                        update duties.work w set ended = 'FACT', ended_at = :now, stage =
                          case when duties.met(w.rule, w.province, w.fact, w.since) then 'DONE' else 'GONE' end
                        where w.rule in ('BLIND_SPOT', 'ON_DUTY') and w.fact = :unit and w.ended_at is null
                          and w.province = (select p.province from network.place p where p.id = :unit)
                          and not duties.stands(w.rule, w.province, w.fact, :today)
                        """)
                .param("now", now())
                .param("unit", opened.unit().value())
                .param("today", LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE))
                .update();
        jdbc.sql(
                        """
                        update duties.plan set completed_at = ? where spot = ? and completed_at is null
                          and given_up_at is null and exists (select from network.answering a where a.unit = spot)
                        """)
                .params(now(), opened.unit().value())
                .update();
    }

    @ApplicationModuleListener(id = "duties.close.when-a-unit-closes")
    void whenAUnitCloses(UnitClosed closed) {
        UUID unit = closed.unit().value();
        UUID next = closed.successor().value();
        // Its seats are no more: what they had in hand is open again, where the successor sees it.
        jdbc.sql(
                        """
                        with let_go as (
                          update duties.claim c set until = :now, how = 'LEFT', given_to = null
                          from network.chair s where s.unit = :unit and c.seat = s.seat and c.until is null
                          returning c.province, c.work, c.seat)
                        update duties.work w set stage = 'OPEN', team = false from (select distinct province, work from let_go) l
                        where w.province = l.province and w.id = l.work and w.stage = 'CLAIMED'
                          and not exists (select from duties.claim o where o.province = w.province and o.work = w.id
                            and o.until is null and o.seat not in (select seat from let_go))
                        """)
                .param("now", now())
                .param("unit", unit)
                .update();
        jdbc.sql(
                        """
                        update duties.work set place = case when place = :unit then :next else place end,
                          by_unit = case when by_unit = :unit then :next else by_unit end,
                          seat = case when place = :unit and rule = 'OFFERED' then null else seat end
                        where (place = :unit or by_unit = :unit) and ended_at is null
                        """)
                .param("unit", unit)
                .param("next", next)
                .update();
        jdbc.sql("update duties.project set unit = ? where unit = ? and ended_on is null")
                .params(next, unit)
                .update();
        jdbc.sql("update duties.studio set unit = ? where unit = ? and closed_on is null")
                .params(next, unit)
                .update();
        jdbc.sql(
                        """
                        update duties.plan set by_unit = case when by_unit = :unit then :next else by_unit end,
                          given_up_at = case when spot = :unit then :now else given_up_at end
                        where (by_unit = :unit or spot = :unit) and completed_at is null and given_up_at is null
                        """)
                .param("unit", unit)
                .param("next", next)
                .param("now", now())
                .update();
    }

    private void end(String rule, Province province, UUID fact, boolean met) {
        jdbc.sql(
                        """
                        update duties.work set ended = 'FACT', ended_at = :now, stage = :stage
                        where province = :province and rule = :rule and fact = :fact and ended_at is null
                        """)
                .param("now", now())
                .param("stage", met ? "DONE" : "GONE")
                .param("province", province.number())
                .param("rule", rule)
                .param("fact", fact)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
