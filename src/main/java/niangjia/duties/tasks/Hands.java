package niangjia.duties.tasks;

import java.util.UUID;
import niangjia.help.NotHere;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which seats have a hand in a project or a studio, and who may change it therefore. */
@Component
class Hands {

    /** A project or studio, and the unit that it belongs to. */
    record In(Province province, UUID id, UnitId unit) {}

    private final Works works;
    private final MayDo may;
    private final JdbcClient jdbc;

    Hands(Works works, MayDo may, JdbcClient jdbc) {
        this.works = works;
        this.may = may;
        this.jdbc = jdbc;
    }

    /** Who has a hand in it may change it, and who leads its place. */
    void mayChange(SeatHeld me, In in) {
        if (has(me.seat(), in)) {
            return;
        }
        Place place = may.see(me, in.unit);
        if (!may.leadsAt(me, place)) {
            throw Refused.because("duties.refused.no-hand");
        }
    }

    void begin(In in, SeatId seat, boolean leads) {
        jdbc.sql(
                        """
                        insert into duties.hand (province, id, at, seat, leads, since) values (?, ?, ?, ?, ?, ?)
                        on conflict (province, at, seat) where until is null do nothing
                        """)
                .params(
                        in.province.number(),
                        works.next(),
                        in.id,
                        seat.value(),
                        leads,
                        works.today())
                .update();
    }

    /** A colleague of the same unit comes in. */
    void add(In in, SeatId seat) {
        if (works.holder(seat).filter(held -> held.place().id().equals(in.unit)).isEmpty()) {
            throw Refused.field("seat", "duties.refused.seat");
        }
        begin(in, seat, false);
    }

    /** The last one stays: what nobody has a hand in is ended, not left. */
    void leave(In in, SeatId seat) {
        int others =
                jdbc.sql(
                                "select count(*) from duties.hand where province = ? and at = ? and seat <> ? and until is null")
                        .params(in.province.number(), in.id, seat.value())
                        .query(Integer.class)
                        .single();
        if (others == 0) {
            throw Refused.because("duties.refused.last-hand");
        }
        int left =
                jdbc.sql(
                                "update duties.hand set until = ? where province = ? and at = ? and seat = ? and until is null")
                        .params(works.today(), in.province.number(), in.id, seat.value())
                        .update();
        if (left == 0) {
            throw new NotHere();
        }
    }

    private boolean has(SeatId seat, In in) {
        return jdbc.sql(
                        "select exists (select from duties.hand where province = ? and at = ? and seat = ? and until is null)")
                .params(in.province.number(), in.id, seat.value())
                .query(Boolean.class)
                .single();
    }
}
