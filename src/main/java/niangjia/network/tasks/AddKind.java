package niangjia.network.tasks;

import java.time.LocalDate;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A province adds a kind of federation beside the territory that only it has, from a day on, and
 * ends it again. What was founded as such keeps its kind.
 */
@Component
public class AddKind {

    private static final int NAME_ZH = 20;
    private static final int NAME_EN = 40;

    private final Guard guard;
    private final Units units;
    private final JdbcClient jdbc;

    AddKind(Guard guard, Units units, JdbcClient jdbc) {
        this.guard = guard;
        this.units = units;
        this.jdbc = jdbc;
    }

    @Transactional
    public void to(
            Scope.Branch who, UnitId province, String nameZh, String nameEn, LocalDate from) {
        Place place = province(guard.open(who, province));
        String zh = Seats.line("zh", nameZh, NAME_ZH);
        String en = Seats.line("en", nameEn, NAME_EN);
        LocalDate since = units.happened(from);
        takeTurns(province);
        boolean taken =
                jdbc.sql(
                                """
                                select exists (select from network.kind where (added_by is null or added_by = :province)
                                  and (until is null or until > :since) and (name_zh = :zh or lower(name_en) = lower(:en)))
                                """)
                        .param("province", province.value())
                        .param("since", since)
                        .param("zh", zh)
                        .param("en", en)
                        .query(Boolean.class)
                        .single();
        if (taken) {
            throw Refused.field("zh", "network.kind.taken");
        }
        jdbc.sql(
                        """
                        insert into network.kind (code, name_zh, name_en, added_by, since)
                        select 'own-' || :number || '-' || 1 + count(*), :zh, :en, :province, :since
                        from network.kind where added_by = :province
                        """)
                .param("number", place.province().number())
                .param("zh", zh)
                .param("en", en)
                .param("province", province.value())
                .param("since", since)
                .update();
        units.changed(place, "network.act.kind-added", who);
    }

    /** From that day on nothing is founded as such. */
    @Transactional
    public void end(Scope.Branch who, UnitId province, String code, LocalDate day) {
        Place place = province(guard.open(who, province));
        LocalDate until = units.happened(day);
        takeTurns(province);
        LocalDate since =
                jdbc.sql(
                                "select since from network.kind where code = ? and added_by = ? and until is null")
                        .params(code, province.value())
                        .query(LocalDate.class)
                        .optional()
                        .orElseThrow(NoSuchUnit::new);
        if (until.isBefore(since)) {
            throw Refused.field("day", "network.refused.day-before", since.toString());
        }
        jdbc.sql("update network.kind set until = ? where code = ?").params(until, code).update();
        units.changed(place, "network.act.kind-ended", who);
    }

    private static Place province(Place place) {
        if (!place.kind().equals("province")) {
            throw new NoSuchUnit();
        }
        return place;
    }

    private void takeTurns(UnitId province) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 9))")
                .param(province.toString())
                .query()
                .listOfRows();
    }
}
