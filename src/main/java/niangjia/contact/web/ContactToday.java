package niangjia.contact.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.DueToday;
import niangjia.contact.queries.Households;
import niangjia.contact.queries.ReadRelays;
import niangjia.network.WorkingTime;
import org.springframework.stereotype.Component;

/** Whom a member goes to see today, what she is to choose, what is handed to her. */
@Component
class ContactToday implements DueToday {

    private static final int DAYS = 3;
    private static final int LINES = 6;

    private final Households households;
    private final ReadRelays relays;
    private final Clock clock;

    ContactToday(Households households, ReadRelays relays, Clock clock) {
        this.households = households;
        this.relays = relays;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Optional<Part> of(Actor member) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        List<Line> lines = new ArrayList<>();
        for (UUID waiting : households.waiting(member.scope())) {
            lines.add(
                    new Line(
                            "/contact/choices/" + waiting,
                            "",
                            "contact.today.choose",
                            null,
                            false));
        }
        relays.mine(member.scope()).stream()
                .filter(ReadRelays.Line::offered)
                .forEach(relay ->
                        lines.add(
                                new Line(
                                        "/contact/relays/" + relay.id(),
                                        "",
                                        "contact.today.relay",
                                        null,
                                        false)));
        for (Households.Line due : households.due(member.scope(), DAYS, LINES)) {
            lines.add(
                    new Line(
                            "/contact/" + due.pairing(),
                            due.name(),
                            "contact.today.visit",
                            due.next(),
                            due.next().isBefore(today)));
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Part("contact.today.title", "/contact", "contact.today.all", lines));
    }
}
