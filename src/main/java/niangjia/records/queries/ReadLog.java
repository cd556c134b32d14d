package niangjia.records.queries;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.records.model.Witness;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The log of a branch, the latest first: by day, by seat, the openings alone. */
@Component
public class ReadLog {

    private static final UUID LAST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    /**
     * What is looked for.
     *
     * @param day in China; none: all
     * @param seat whose doing; none: everybody's
     * @param openings only what was read
     * @param after the cursor of what was shown already
     */
    public record Asked(
            @Nullable LocalDate day, @Nullable UUID seat, boolean openings, @Nullable UUID after) {

        private UUID earliest() {
            return day == null ? new UUID(0, 0) : first(day.atStartOfDay(Witness.ZONE).toInstant());
        }

        private UUID before() {
            UUID end =
                    day == null
                            ? LAST
                            : first(day.plusDays(1).atStartOfDay(Witness.ZONE).toInstant());
            return after != null && after.toString().compareTo(end.toString()) < 0 ? after : end;
        }
    }

    /**
     * What somebody did.
     *
     * @param act of a sealed matter whether it was read or worked on, and nothing more
     * @param reason only for who answers for the branch
     */
    public record Line(
            UUID id,
            Instant at,
            String act,
            String door,
            @Nullable UUID seat,
            @Nullable String who,
            @Nullable String unit,
            @Nullable String reason,
            boolean sealed) {}

    /** Who held the seat then: the entry's person, or by the day where it names none. */
    private static final String WHO =
            """
            left join lateral (select h.known_as, h.unit from network.held h where h.seat = e.seat
              and (h.holder = e.person or e.person is null and h.during @> cast(e.at at time zone :zone as date))
              order by h.during desc limit 1) h on true
            left join network.place w on w.id = h.unit
            """;

    private final JdbcClient jdbc;

    ReadLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * For who answers for a branch: nothing of sealed matters. Who only sits in it reads what was
     * done from her own seat.
     */
    public List<Line> answering(Scope.Branch who, Asked asked, int limit) {
        return read(
                who,
                asked,
                limit,
                """
                select e.id, e.at, e.act, e.door, e.seat, h.known_as as who, w.name as unit, r.words as reason,
                  false as sealed
                from (select m.province from network.place m where m.id = :mine
                  union select p.province from network.place p
                  where p.depth <= 1 and p.position between :first and :last) p
                cross join lateral (select e.* from records.entry e
                  join network.place u on u.id = e.unit and u.position between :first and :last
                  where e.province = p.province and not e.sealed and e.id < :before and e.id >= :earliest
                    and (cast(:seat as uuid) is null or e.seat = :seat) and (not :openings or e.act like '%.opened')
                    and (e.seat = :me or (select d.post in ('CHAIR', 'VICE_CHAIR', 'CADRE') from network.desk d where d.seat = :me))
                  order by e.id desc limit :limit) e
                """
                        + WHO
                        + """
                        left join records.reason r on r.province = e.province and r.entry = e.id and not r.anchor
                        order by e.id desc limit :limit
                        """);
    }

    /**
     * For who audits a branch: who did, who read, when and through which door, without a word of
     * what. Of sealed matters what seats did, and not which; what she did herself is not told.
     */
    public List<Line> auditing(Scope.Branch who, Asked asked, int limit) {
        return read(
                who,
                asked,
                limit,
                """
                select e.id, e.at, case when not e.sealed then e.act when e.act like '%.opened' then 'sealed-read'
                    else 'sealed-worked' end as act,
                  e.door, e.seat, h.known_as as who, w.name as unit, null as reason, e.sealed
                from records.entry e
                join network.place mine on mine.id = :mine
                join network.place u on u.id = e.unit and u.position between :first and :last
                """
                        + WHO
                        + """
                        where (mine.depth = 0 or e.province = mine.province) and (not e.sealed or e.seat is not null)
                          and e.id < :before and e.id >= :earliest
                          and (cast(:seat as uuid) is null or e.seat = :seat)
                          and (not :openings or e.act like '%.opened')
                        order by e.id desc limit :limit
                        """);
    }

    private List<Line> read(Scope.Branch who, Asked asked, int limit, String sql) {
        return jdbc.sql(sql)
                .param("zone", Witness.ZONE.getId())
                .param("mine", who.unit().value())
                .param("me", who.seat().value())
                .param("first", who.first())
                .param("last", who.last())
                .param("before", asked.before())
                .param("earliest", asked.earliest())
                .param("seat", asked.seat)
                .param("openings", asked.openings)
                .param("limit", limit)
                .query(Line.class)
                .list();
    }

    /** The smallest id of a moment: an id carries its millisecond. */
    private static UUID first(Instant moment) {
        return new UUID(moment.toEpochMilli() << 16, 0);
    }
}
