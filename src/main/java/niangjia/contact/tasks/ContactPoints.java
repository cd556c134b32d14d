package niangjia.contact.tasks;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.Sums;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Points of contact (基层联系点): a grass-roots unit joined to a federation above it, which keeps it.
 * The Women's Home is one. What is said of one is public.
 */
@Component
public class ContactPoints {

    public static final List<String> KINDS = List.of("CONTACT_POINT", "WOMENS_HOME", "MICRO_HOME");

    private static final int NAME = 60;
    private static final int LONGEST = 200;

    /**
     * What is told of it.
     *
     * @param keeper who is met there; none: whoever comes
     */
    public record Told(
            String kind,
            String name,
            String whereabouts,
            String hours,
            String offers,
            @Nullable SeatId keeper) {}

    private record There(Province province, UnitId unit, UnitId above) {}

    private final JdbcClient jdbc;
    private final Network network;
    private final Agreed agreed;
    private final Sums sums;
    private final Records records;
    private final Clock clock;

    ContactPoints(
            JdbcClient jdbc,
            Network network,
            Agreed agreed,
            Sums sums,
            Records records,
            Clock clock) {
        this.jdbc = jdbc;
        this.network = network;
        this.agreed = agreed;
        this.sums = sums;
        this.records = records;
        this.clock = clock;
    }

    /** The federation of the seat keeps it, in a unit of its own place or below. */
    @Transactional
    public UUID open(SeatHeld member, UnitId unit, Told told) {
        leads(member);
        Place place =
                network.place(unit)
                        .filter(p -> member.branch().covers(p.position()) && !p.closed())
                        .orElseThrow(() -> Refused.field("place", "contact.point.place"));
        Told fit = fit(member, told);
        UUID id = Ids.next(clock);
        jdbc.sql(
                        """
                        insert into contact.point (province, id, unit, above, kind, name, whereabouts, hours, offers, keeper, opened_on)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(place.province().number())
                .param(id)
                .param(unit.value())
                .param(member.place().id().value())
                .param(fit.kind)
                .param(fit.name)
                .param(fit.whereabouts)
                .param(fit.hours)
                .param(fit.offers)
                .param(fit.keeper == null ? null : fit.keeper.value())
                .param(agreed.today())
                .update();
        sums.add(unit, Counted.POINT, 1);
        enter(member, place.province(), unit, "contact.point-opened");
        return id;
    }

    @Transactional
    public void change(SeatHeld member, UUID point, Told told) {
        There there = there(member, point);
        Told fit = fit(member, told);
        jdbc.sql(
                        """
                        update contact.point set kind = ?, name = ?, whereabouts = ?, hours = ?, offers = ?, keeper = ?,
                          version = version + 1 where province = ? and id = ?
                        """)
                .param(fit.kind)
                .param(fit.name)
                .param(fit.whereabouts)
                .param(fit.hours)
                .param(fit.offers)
                .param(fit.keeper == null ? null : fit.keeper.value())
                .param(there.province.number())
                .param(point)
                .update();
        enter(member, there.province, there.unit, "contact.point-changed");
    }

    @Transactional
    public void close(SeatHeld member, UUID point) {
        There there = there(member, point);
        jdbc.sql(
                        "update contact.point set closed_on = ?, version = version + 1 where province = ? and id = ?")
                .params(agreed.today(), there.province.number(), point)
                .update();
        sums.add(there.unit, Counted.POINT, -1);
        enter(member, there.province, there.unit, "contact.point-closed");
    }

    private There there(SeatHeld member, UUID point) {
        leads(member);
        return jdbc.sql(
                        """
                        select c.province, c.unit, c.above from contact.point c join network.place u on u.id = c.unit
                        where c.id = ? and c.closed_on is null and u.position between ? and ?
                        for update of c
                        """)
                .params(point, member.branch().first(), member.branch().last())
                .query((row, n) ->
                        new There(
                                new Province(row.getShort("province")),
                                new UnitId(row.getObject("unit", UUID.class)),
                                new UnitId(row.getObject("above", UUID.class))))
                .optional()
                .orElseThrow(() -> Refused.because("contact.refused.not-there"));
    }

    private static void leads(SeatHeld member) {
        if (!HandOver.leads(member)) {
            throw Refused.because("contact.point.not-yours");
        }
    }

    private Told fit(SeatHeld member, Told told) {
        if (!KINDS.contains(told.kind)) {
            throw Refused.field("kind", "contact.need.kind");
        }
        SeatId keeper = told.keeper;
        if (keeper != null
                && network.seat(keeper)
                        .filter(s -> member.branch().covers(s.place().position()))
                        .isEmpty()) {
            throw Refused.field("keeper", "contact.point.keeper");
        }
        return new Told(
                told.kind,
                line("name", told.name, NAME),
                line("whereabouts", told.whereabouts, LONGEST),
                line("hours", told.hours, LONGEST),
                line("offers", told.offers, LONGEST),
                keeper);
    }

    private static String line(String field, String typed, int longest) {
        String line = typed.strip().replace('\n', ' ');
        if (line.isEmpty() || line.length() > longest) {
            throw Refused.field(field, "contact.point.line", longest);
        }
        return line;
    }

    private void enter(SeatHeld member, Province province, UnitId unit, String act) {
        records.enter(
                new Entry(
                        province,
                        clock.instant(),
                        act,
                        Door.PAGE,
                        member.seat(),
                        member.holder(),
                        unit,
                        null,
                        false,
                        null));
    }
}
