package niangjia.duties.tasks;

import java.time.LocalDate;
import java.util.UUID;
import niangjia.duties.DutyWords;
import niangjia.duties.model.Rule;
import niangjia.duties.model.Work;
import niangjia.keys.Keys;
import niangjia.messages.Messages;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A federation offers work (派单): to a place, to a place and all below it, or to one seat. */
@Component
public class OfferWork {

    /** The most characters of what is to be done, or of what came of it. */
    public static final int LONGEST = 500;

    /**
     * What is offered.
     *
     * @param below to all units below the place too
     * @param only to this seat of it alone
     */
    public record Offer(
            UnitId place,
            boolean below,
            @Nullable SeatId only,
            String words,
            @Nullable LocalDate dueOn) {}

    private final Works works;
    private final MayDo may;
    private final Network network;
    private final Messages messages;
    private final Keys keys;
    private final JdbcClient jdbc;

    OfferWork(
            Works works,
            MayDo may,
            Network network,
            Messages messages,
            Keys keys,
            JdbcClient jdbc) {
        this.works = works;
        this.may = may;
        this.network = network;
        this.messages = messages;
        this.keys = keys;
        this.jdbc = jdbc;
    }

    @Transactional
    public UUID by(SeatHeld me, Offer offer, Door door) {
        Place place = may.lead(me, offer.place());
        String words = said("words", offer.words());
        LocalDate due = offer.dueOn();
        if (due != null
                && (due.isBefore(works.today()) || due.isAfter(works.today().plusYears(2)))) {
            throw Refused.field("due", "duties.refused.due");
        }
        if (offer.only() != null
                && network.seat(offer.only())
                        .filter(seat -> seat.place().id().equals(place.id()))
                        .isEmpty()) {
            throw Refused.field("seat", "duties.refused.seat");
        }
        UUID id = works.next();
        var facts =
                new Work.Facts(
                        place.province(),
                        id,
                        Rule.OFFERED,
                        id,
                        place.id(),
                        offer.below() && offer.only() == null,
                        offer.only(),
                        me.place().id());
        works.insert(
                Work.fresh(facts),
                keys.close(DutyWords.WORK.in(place.province(), id), words),
                due,
                me);
        tell(facts, place);
        works.log(me, door, "duties.offered", place.province(), id);
        return id;
    }

    /**
     * A blind spot is asked of a federation above it; somebody there, or the spot itself, ends it.
     *
     * @param spot where nobody answers
     */
    @Transactional
    public UUID spot(SeatHeld me, UnitId spot, UnitId to) {
        Place blind = may.lead(me, spot);
        Place place = may.lead(me, to);
        if (!Spots.above(place, blind)) {
            throw Refused.field("to", "duties.refused.not-above");
        }
        String missing =
                jdbc.sql("select missing from network.gap where unit = ?")
                        .param(spot.value())
                        .query(String.class)
                        .optional()
                        .orElseThrow(() -> Refused.because("duties.refused.no-spot", blind.name()));
        UUID id = works.next();
        var facts =
                new Work.Facts(
                        blind.province(),
                        id,
                        missing.equals("AWAY") ? Rule.ON_DUTY : Rule.BLIND_SPOT,
                        spot.value(),
                        place.id(),
                        false,
                        null,
                        me.place().id());
        try {
            works.insert(Work.fresh(facts), null, null, me);
        } catch (DuplicateKeyException meanwhile) {
            throw Refused.because("duties.refused.offered-already", blind.name());
        }
        tell(facts, place);
        works.log(me, Door.PAGE, "duties.offered", blind.province(), id);
        return id;
    }

    /**
     * The seat that is asked, or those on duty in the place itself; those below see it on their
     * day.
     */
    private void tell(Work.Facts facts, Place place) {
        Province province = facts.province();
        if (facts.only() != null) {
            messages.tell(
                    province,
                    new Messages.To.Seat(facts.only()),
                    "duties.told.offered",
                    null,
                    false);
            return;
        }
        jdbc.sql(
                        """
                        select messages.tell(cast(? as smallint), uuidv7(), d.seat, 'duties.told.offered', null, false, ?)
                        from (select seat from network.duty where unit = ? order by seat limit 60) d
                        """)
                .params(province.number(), works.now(), place.id().value())
                .query()
                .listOfRows();
    }

    /** Words that somebody typed about work. */
    static String said(String field, String typed) {
        String text = typed.strip();
        if (text.isEmpty()) {
            throw Refused.field(field, "duties.refused.empty");
        }
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw Refused.field(field, "duties.refused.long", LONGEST);
        }
        return text;
    }

    /** A line of a public page. */
    static String line(String field, String typed, int most) {
        String text = typed.strip();
        if (text.isEmpty()) {
            throw Refused.field(field, "duties.refused.empty");
        }
        if (text.codePointCount(0, text.length()) > most) {
            throw Refused.field(field, "duties.refused.long", most);
        }
        return text;
    }
}
