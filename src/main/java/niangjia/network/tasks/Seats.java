package niangjia.network.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import niangjia.network.DeskLeft;
import niangjia.network.DeskOpened;
import niangjia.network.NetChanged;
import niangjia.network.NoSuchUnit;
import niangjia.network.Place;
import niangjia.network.Signs;
import niangjia.network.Sums;
import niangjia.network.WorkingTime;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What every change of a seat keeps right: the sums, the history, the signs of life, who is told.
 */
@Component
class Seats {

    /** A seat, locked for the rest of the transaction. */
    record Seat(
            UUID id,
            UUID unit,
            short province,
            String post,
            @Nullable UUID holder,
            boolean onDuty,
            long position) {

        UnitId place() {
            return new UnitId(unit);
        }

        SeatId seat() {
            return new SeatId(id);
        }
    }

    private final JdbcClient jdbc;
    private final Sums sums;
    private final Signs signs;
    private final TellWhoAnswers answers;
    private final Guard guard;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Seats(
            JdbcClient jdbc,
            Sums sums,
            Signs signs,
            TellWhoAnswers answers,
            Guard guard,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.sums = sums;
        this.signs = signs;
        this.answers = answers;
        this.guard = guard;
        this.events = events;
        this.clock = clock;
    }

    /** A seat of an open unit in her branch, or in what was handed to her. */
    Seat locked(Scope.Branch who, SeatId seat) {
        return jdbc.sql(
                        """
                        select s.id, s.unit, s.province, s.post, s.holder, s.on_duty, u.position
                        from network.seat s join network.unit u on u.id = s.unit
                        left join network.term t on t.id = s.term
                        where s.id = ? and u.closed_on is null and (t.id is null or t.ends is null)
                        for no key update of s
                        """)
                .param(seat.value())
                .query(Seat.class)
                .optional()
                .filter(s -> guard.reaches(who, s.position()))
                .orElseThrow(NoSuchUnit::new);
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    /**
     * A day on which something happened: not in the future, and not before there were federations.
     */
    LocalDate happened(LocalDate day) {
        if (day.isAfter(today()) || day.getYear() < 1949) {
            throw Refused.field("day", "network.refused.day");
        }
        return day;
    }

    /** One more seat of a unit, still empty. */
    Seat opened(Place place, String post, String engagement, @Nullable UUID term) {
        UUID seat = Ids.next(clock);
        jdbc.sql(
                        "insert into network.seat (id, province, unit, term, post, engagement, changed_at) values (?, ?, ?, ?, ?, ?, ?)")
                .param(seat)
                .param(place.province().number())
                .param(place.id().value())
                .param(term)
                .param(post)
                .param(engagement)
                .param(now())
                .update();
        sums.add(place.id(), "seat.empty", 1);
        return new Seat(
                seat,
                place.id().value(),
                place.province().number(),
                post,
                null,
                false,
                place.position());
    }

    /** Somebody sits down: from now on she holds it. */
    void filled(
            Seat seat, PersonId holder, String knownAs, String by, LocalDate day, boolean onDuty) {
        jdbc.sql(
                        "update network.seat set holder = ?, known_as = ?, on_duty = ?, away_until = null, changed_at = ? where id = ?")
                .params(holder.value(), knownAs, onDuty, now(), seat.id())
                .update();
        jdbc.sql(
                        """
                        insert into network.holding (seat, holder, known_as, by, during)
                        select :seat, :holder, :name, :by, daterange(greatest(cast(:day as date), (
                          select max(upper(during)) from network.holding where seat = :seat)), null)
                        """)
                .param("seat", seat.id())
                .param("holder", holder.value())
                .param("name", knownAs)
                .param("by", by)
                .param("day", day)
                .update();
        sums.add(seat.place(), "seat.empty", -1);
        sums.add(seat.place(), "seat.filled", 1);
        if (onDuty) {
            sums.add(seat.place(), "seat.on-duty", 1);
            events.publishEvent(new DeskOpened(seat.place(), seat.seat()));
        }
    }

    /** Nobody sits there any more; the seat stays. */
    void vacated(Seat seat, LocalDate day) {
        jdbc.sql(
                        "update network.seat set holder = null, known_as = null, on_duty = false, away_until = null, changed_at = ? where id = ?")
                .params(now(), seat.id())
                .update();
        jdbc.sql(
                        """
                        update network.holding set during = daterange(lower(during), greatest(cast(? as date), lower(during) + 1))
                        where seat = ? and upper(during) is null
                        """)
                .params(day, seat.id())
                .update();
        sums.add(seat.place(), "seat.filled", -1);
        sums.add(seat.place(), "seat.empty", 1);
        if (seat.onDuty()) {
            sums.add(seat.place(), "seat.on-duty", -1);
        }
        events.publishEvent(new DeskLeft(seat.place(), seat.seat()));
    }

    void duty(Seat seat, boolean onDuty, @Nullable LocalDate awayUntil) {
        jdbc.sql("update network.seat set on_duty = ?, away_until = ?, changed_at = ? where id = ?")
                .param(onDuty)
                .param(awayUntil)
                .param(now())
                .param(seat.id())
                .update();
        if (onDuty != seat.onDuty()) {
            sums.add(seat.place(), "seat.on-duty", onDuty ? 1 : -1);
            events.publishEvent(
                    onDuty
                            ? new DeskOpened(seat.place(), seat.seat())
                            : new DeskLeft(seat.place(), seat.seat()));
        }
    }

    /** A sign of life that no seat gave. */
    void heardOf(Place place) {
        signs.seen(place.id(), clock.instant());
        answers.in(place.id());
    }

    /** Said once at the end of each verb. */
    void changed(short province, UnitId unit, String act, Scope.@Nullable Branch by) {
        if (by != null) {
            signs.seen(unit, clock.instant());
        }
        answers.in(unit);
        events.publishEvent(
                new NetChanged(
                        new Province(province),
                        unit,
                        act,
                        by == null ? null : by.seat(),
                        by == null ? null : by.person()));
    }

    Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    /** A line that somebody typed about a person or a place. */
    static String line(String field, String typed, int most) {
        String text = typed.strip();
        if (text.isEmpty()) {
            throw Refused.field(field, "network.refused.empty");
        }
        return optional(field, text, most);
    }

    static String optional(String field, String typed, int most) {
        String text = typed.strip();
        if (text.codePointCount(0, text.length()) > most) {
            throw Refused.field(field, "network.refused.long", most);
        }
        if (text.codePoints().anyMatch(Seats::isHidden)) {
            throw Refused.field(field, "network.refused.characters");
        }
        return text;
    }

    /** Control characters, and those that turn the direction of what follows. */
    private static boolean isHidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
    }
}
