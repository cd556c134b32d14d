package niangjia.duties.tasks;

import java.util.UUID;
import niangjia.help.NotHere;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Studios that members keep (执委工作室): what stands of them is public. */
@Component
public class Studios {

    /** What the public reads of it. */
    public record Told(String name, String does, String hours) {}

    private final Works works;
    private final MayDo may;
    private final Hands hands;
    private final JdbcClient jdbc;

    Studios(Works works, MayDo may, Hands hands, JdbcClient jdbc) {
        this.works = works;
        this.may = may;
        this.hands = hands;
        this.jdbc = jdbc;
    }

    /**
     * Opened by who leads the unit, for one of its seats.
     *
     * @param keeper the seat that keeps it
     */
    @Transactional
    public UUID open(SeatHeld me, UnitId unit, SeatId keeper, Told told) {
        Place place = may.lead(me, unit);
        Told checked = checked(told);
        if (works.holder(keeper).filter(held -> held.place().id().equals(unit)).isEmpty()) {
            throw Refused.field("seat", "duties.refused.seat");
        }
        UUID id = works.next();
        jdbc.sql(
                        "insert into duties.studio (province, id, unit, name, does, hours, opened_on) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        place.province().number(),
                        id,
                        unit.value(),
                        checked.name,
                        checked.does,
                        checked.hours,
                        works.today())
                .update();
        hands.begin(new Hands.In(place.province(), id, unit), keeper, true);
        works.log(me, Door.PAGE, "duties.studio-opened", place.province(), id);
        return id;
    }

    @Transactional
    public void tell(SeatHeld me, UUID studio, Told told) {
        Hands.In in = kept(me, studio);
        Told checked = checked(told);
        jdbc.sql(
                        "update duties.studio set name = ?, does = ?, hours = ? where province = ? and id = ?")
                .params(checked.name, checked.does, checked.hours, in.province().number(), studio)
                .update();
        works.log(me, Door.PAGE, "duties.studio-changed", in.province(), studio);
    }

    @Transactional
    public void add(SeatHeld me, UUID studio, SeatId seat) {
        Hands.In in = kept(me, studio);
        hands.add(in, seat);
        works.log(me, Door.PAGE, "duties.studio-changed", in.province(), studio);
    }

    @Transactional
    public void leave(SeatHeld me, UUID studio) {
        Hands.In in = kept(me, studio);
        hands.leave(in, me.seat());
        works.log(me, Door.PAGE, "duties.studio-changed", in.province(), studio);
    }

    @Transactional
    public void close(SeatHeld me, UUID studio) {
        Hands.In in = kept(me, studio);
        may.lead(me, in.unit());
        jdbc.sql("update duties.studio set closed_on = ? where province = ? and id = ?")
                .params(works.today(), in.province().number(), studio)
                .update();
        works.log(me, Door.PAGE, "duties.studio-closed", in.province(), studio);
    }

    private Hands.In kept(SeatHeld me, UUID studio) {
        record Row(short province, UUID unit, boolean closed) {}
        Row row =
                jdbc.sql(
                                "select province, unit, closed_on is not null as closed from duties.studio where id = ? for update")
                        .param(studio)
                        .query(Row.class)
                        .optional()
                        .orElseThrow(NotHere::new);
        may.see(me, new UnitId(row.unit));
        var in = new Hands.In(new Province(row.province), studio, new UnitId(row.unit));
        hands.mayChange(me, in);
        if (row.closed) {
            throw Refused.because("duties.refused.over");
        }
        return in;
    }

    private static Told checked(Told told) {
        return new Told(
                OfferWork.line("name", told.name, 60),
                OfferWork.said("does", told.does),
                OfferWork.line("hours", told.hours, 120));
    }
}
