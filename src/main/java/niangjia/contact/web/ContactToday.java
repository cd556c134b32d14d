package niangjia.contact.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.OnToday;
import niangjia.contact.queries.Households;
import niangjia.contact.queries.ReadRelays;
import niangjia.network.WorkingTime;
import niangjia.site.Look;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whom a member goes to see today, what she is to choose, what is handed to her. */
@Component
class ContactToday implements OnToday {

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
    public @Nullable Part of(Actor member, Look look) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        List<Line> lines = new ArrayList<>();
        for (UUID waiting : households.waiting(member.scope())) {
            lines.add(
                    new Line(
                            "/contact/choices/" + waiting,
                            look.t("contact.today.choose"),
                            null,
                            false));
        }
        relays.mine(member.scope()).stream()
                .filter(ReadRelays.Line::offered)
                .forEach(relay ->
                        lines.add(
                                new Line(
                                        "/contact/relays/" + relay.id(),
                                        look.t("contact.today.relay"),
                                        null,
                                        false)));
        for (Households.Line due : households.due(member.scope(), DAYS, LINES)) {
            lines.add(
                    new Line(
                            "/contact/" + due.pairing(),
                            due.name().isEmpty() ? look.t("contact.nameless") : due.name(),
                            look.day(due.next()),
                            due.next().isBefore(today)));
        }
        return lines.isEmpty() ? null : new Part(look.t("contact.today.title"), "/contact", lines);
    }
}
