package niangjia.network;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import niangjia.network.tasks.TellWhoAnswers;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.SeatId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Opens a seat outside the committee: a cadre of a federation, on duty from now on. */
@Service
public class OpenSeat {

    private final JdbcClient jdbc;
    private final Sums sums;
    private final Signs signs;
    private final TellWhoAnswers answers;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OpenSeat(
            JdbcClient jdbc,
            Sums sums,
            Signs signs,
            TellWhoAnswers answers,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.sums = sums;
        this.signs = signs;
        this.answers = answers;
        this.events = events;
        this.clock = clock;
    }

    /** Within the caller's transaction. */
    public SeatId forCadre(Place place, PersonId holder, String knownAs) {
        SeatId seat = new SeatId(Ids.next(clock));
        jdbc.sql(
                        "insert into network.seat (id, province, unit, post, engagement, holder, known_as, on_duty,"
                                + " changed_at) values (?, ?, ?, 'CADRE', 'FULL_TIME', ?, ?, true, ?)")
                .param(seat.value())
                .param(place.province().number())
                .param(place.id().value())
                .param(holder.value())
                .param(knownAs)
                .param(Timestamp.from(clock.instant()))
                .update();
        jdbc.sql(
                        "insert into network.holding (seat, holder, known_as, by, during) values (?, ?, ?,"
                                + " 'APPOINTED', daterange(?, null))")
                .param(seat.value())
                .param(holder.value())
                .param(knownAs)
                .param(LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE))
                .update();
        sums.add(place.id(), "seat.filled", 1);
        sums.add(place.id(), "seat.on-duty", 1);
        signs.seen(place.id(), clock.instant());
        answers.in(place.id());
        events.publishEvent(new DeskOpened(place.id(), seat));
        return seat;
    }
}
