package niangjia.pocket;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.shared.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * What a phone hands in at once.
 *
 * @param device the secret that the phone keeps
 * @param clock what the phone took for the time when it sent this
 */
record Sent(@Nullable String device, @Nullable Instant clock, @Nullable List<Line> entries) {

    /** How many lines at once. */
    static final int MOST = 50;

    /** The largest body that is read, in bytes. */
    static final int LARGEST = 1 << 20;

    private static final int FIELDS = 16;
    private static final int LONGEST = 4_000;

    /** Before this no phone can have made a line. */
    private static final Duration OLDEST = Duration.ofDays(366);

    /**
     * A line as it comes.
     *
     * @param seat from which it was made
     */
    record Line(
            @Nullable UUID id,
            @Nullable String kind,
            @Nullable Instant madeAt,
            @Nullable UUID seat,
            @Nullable Map<String, String> words) {}

    /** A line that can be read. */
    record Read(UUID seat, Entry entry) {}

    /**
     * By how much the phone's clock is off is told by what it said when it sent: that much its
     * lines are moved. Nothing was made in the future.
     *
     * @throws ResponseStatusException 400 for what no page of ours sends
     */
    List<Read> lines(Instant now) {
        List<Line> lines = entries == null ? List.of() : entries;
        if (lines.size() > MOST || clock == null) {
            throw unreadable();
        }
        Duration off = Duration.between(clock, now);
        return lines.stream().map(line -> read(line, off, now)).toList();
    }

    private static Read read(@Nullable Line line, Duration off, Instant now) {
        if (line == null
                || line.id == null
                || line.kind == null
                || line.madeAt == null
                || line.seat == null
                || !line.kind.matches("[a-z]{1,20}\\.[a-z-]{1,30}")) {
            throw unreadable();
        }
        Instant made = corrected(line.madeAt, off, now);
        return new Read(line.seat, new Entry(line.id, line.kind, made, words(line.words)));
    }

    private static Instant corrected(Instant madeAt, Duration off, Instant now) {
        Instant earliest = now.minus(OLDEST);
        try {
            Instant made = madeAt.plus(off);
            return made.isAfter(now) ? now : made.isBefore(earliest) ? earliest : made;
        } catch (java.time.DateTimeException | ArithmeticException nonsense) {
            return now;
        }
    }

    private static Map<String, String> words(@Nullable Map<String, String> typed) {
        if (typed == null) {
            return Map.of();
        }
        if (typed.size() > FIELDS) {
            throw unreadable();
        }
        Map<String, String> words = new HashMap<>();
        typed.forEach((field, word) -> {
            if (!field.matches("[a-zA-Z-]{1,30}") || word != null && word.length() > LONGEST) {
                throw unreadable();
            }
            if (word != null) {
                words.put(field, Words.clean(word));
            }
        });
        return Map.copyOf(words);
    }

    static ResponseStatusException unreadable() {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
}
