package niangjia.duties.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import niangjia.site.CalendarLines;

/** The days on which something is due, for a calendar program. */
final class DutyCalendar {

    /**
     * A day on which something is due.
     *
     * @param title never names a matter or a woman
     */
    record Due(UUID id, LocalDate day, String title) {}

    private DutyCalendar() {}

    /**
     * @param name what the calendar is called
     * @param address where all of it is read, by who signs in
     */
    static String of(String name, String address, List<Due> days, Instant at) {
        var lines =
                new CalendarLines("Duties")
                        .words("X-WR-CALNAME", name)
                        .line("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        for (Due due : days) {
            lines.event(due.id() + "-" + DateTimeFormatter.BASIC_ISO_DATE.format(due.day()), at)
                    .day("DTSTART", due.day())
                    .day("DTEND", due.day().plusDays(1))
                    .words("SUMMARY", due.title())
                    .line("URL:" + address)
                    .line("CLASS:PRIVATE")
                    .line("TRANSP:TRANSPARENT")
                    .endEvent();
        }
        return lines.toString();
    }
}
