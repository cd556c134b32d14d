package niangjia.relief.web;

import java.time.Instant;
import java.util.UUID;
import niangjia.site.CalendarLines;

/** When and where something is fetched, for a calendar program. */
final class PickUpCalendar {

    private PickUpCalendar() {}

    /** With an alarm an hour before; it names what and where, and nobody. */
    static String of(
            UUID id,
            Instant begins,
            Instant ends,
            String what,
            String where,
            String address,
            Instant at) {
        return new CalendarLines("Relief")
                .event(id.toString(), at)
                .moment("DTSTART", begins)
                .moment("DTEND", ends)
                .words("SUMMARY", what)
                .words("LOCATION", where)
                .line("URL:" + address)
                .line("BEGIN:VALARM")
                .line("ACTION:DISPLAY")
                .words("DESCRIPTION", what)
                .line("TRIGGER:-PT1H")
                .line("END:VALARM")
                .endEvent()
                .toString();
    }
}
