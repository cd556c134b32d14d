package niangjia.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.http.MediaType;

/** What a calendar program reads (RFC 5545), line by line. */
public final class CalendarLines {

    public static final MediaType TYPE = MediaType.parseMediaType("text/calendar;charset=UTF-8");

    /** A line is at most so many octets long, without its end. */
    private static final int OCTETS = 75;

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder(600);

    /**
     * @param part of the program whose calendar it is
     */
    public CalendarLines(String part) {
        line("BEGIN:VCALENDAR");
        line("VERSION:2.0");
        line("PRODID:-//Niangjia//" + part + "//ZH");
        line("CALSCALE:GREGORIAN");
        line("METHOD:PUBLISH");
    }

    /** A line that is ours to the last letter. Folded between characters, never within one. */
    public CalendarLines line(String line) {
        int octets = 0;
        for (int character : line.codePoints().toArray()) {
            String one = Character.toString(character);
            int more = one.getBytes(UTF_8).length;
            if (octets + more > OCTETS) {
                text.append("\r\n ");
                octets = 1;
            }
            text.append(one);
            octets += more;
        }
        text.append("\r\n");
        return this;
    }

    /** A line with words that somebody wrote. */
    public CalendarLines words(String name, String words) {
        return line(
                name
                        + ":"
                        + words.replace("\\", "\\\\")
                                .replace(";", "\\;")
                                .replace(",", "\\,")
                                .replace("\n", "\\n")
                                .replace("\r", ""));
    }

    public CalendarLines day(String name, LocalDate day) {
        return line(name + ";VALUE=DATE:" + DAY.format(day));
    }

    public CalendarLines moment(String name, Instant at) {
        return line(name + ":" + MOMENT.format(at));
    }

    /** Begins something that happens; {@link #endEvent} ends it. */
    public CalendarLines event(String id, Instant written) {
        return line("BEGIN:VEVENT").line("UID:" + id + "@niangjia").moment("DTSTAMP", written);
    }

    public CalendarLines endEvent() {
        return line("END:VEVENT");
    }

    @Override
    public String toString() {
        return text + "END:VCALENDAR\r\n";
    }
}
