package niangjia.duties.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** Whole days as a calendar program reads them (RFC 5545). */
public final class CalendarText {

    /** A line of it is at most so many octets long, without its end. */
    private static final int OCTETS = 75;

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /**
     * A day on which something is due.
     *
     * @param title never names a matter or a woman
     */
    public record Due(UUID id, LocalDate day, String title) {}

    private CalendarText() {}

    /**
     * @param name what the calendar is called
     * @param address where all of it is read, by who signs in
     */
    public static String of(String name, String address, List<Due> days, Instant at) {
        var text = new StringBuilder(400 + days.size() * 200);
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Niangjia//Duties//ZH");
        line(text, "CALSCALE:GREGORIAN");
        line(text, "METHOD:PUBLISH");
        line(text, "X-WR-CALNAME:" + escaped(name));
        line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        for (Due due : days) {
            line(text, "BEGIN:VEVENT");
            line(text, "UID:" + due.id() + "-" + DAY.format(due.day()) + "@niangjia");
            line(text, "DTSTAMP:" + MOMENT.format(at));
            line(text, "DTSTART;VALUE=DATE:" + DAY.format(due.day()));
            line(text, "DTEND;VALUE=DATE:" + DAY.format(due.day().plusDays(1)));
            line(text, "SUMMARY:" + escaped(due.title()));
            line(text, "URL:" + address);
            line(text, "CLASS:PRIVATE");
            line(text, "TRANSP:TRANSPARENT");
            line(text, "END:VEVENT");
        }
        line(text, "END:VCALENDAR");
        return text.toString();
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n")
                .replace("\r", "");
    }

    /** Folded between characters, never within one. */
    private static void line(StringBuilder text, String line) {
        int octets = 0;
        for (int i = 0; i < line.length(); ) {
            String character = Character.toString(line.codePointAt(i));
            int more = character.getBytes(UTF_8).length;
            if (octets + more > OCTETS) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(character);
            octets += more;
            i += character.length();
        }
        text.append("\r\n");
    }
}
