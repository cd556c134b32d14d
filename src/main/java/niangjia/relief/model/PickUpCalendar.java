package niangjia.relief.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** When and where something is fetched, as a calendar program reads it (RFC 5545). */
public final class PickUpCalendar {

    private static final int OCTETS = 75;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private PickUpCalendar() {}

    /** With an alarm an hour before; it names what and where, and nobody. */
    public static String of(
            UUID id,
            Instant begins,
            Instant ends,
            String what,
            String where,
            String address,
            Instant at) {
        var text = new StringBuilder(600);
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Niangjia//Relief//ZH");
        line(text, "METHOD:PUBLISH");
        line(text, "BEGIN:VEVENT");
        line(text, "UID:" + id + "@niangjia");
        line(text, "DTSTAMP:" + MOMENT.format(at));
        line(text, "DTSTART:" + MOMENT.format(begins));
        line(text, "DTEND:" + MOMENT.format(ends));
        line(text, "SUMMARY:" + escaped(what));
        line(text, "LOCATION:" + escaped(where));
        line(text, "URL:" + address);
        line(text, "BEGIN:VALARM");
        line(text, "ACTION:DISPLAY");
        line(text, "DESCRIPTION:" + escaped(what));
        line(text, "TRIGGER:-PT1H");
        line(text, "END:VALARM");
        line(text, "END:VEVENT");
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

    private static void line(StringBuilder text, String line) {
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
    }
}
