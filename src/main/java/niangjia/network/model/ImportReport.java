package niangjia.network.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an import is and what came of it.
 *
 * @param read rows read so far; {@code checked} and {@code laid} likewise
 * @param added villages that the net does not have yet
 * @param present villages that stand there as the file says
 * @param renamed villages that have another name in the file
 * @param bad lines that cannot be laid in
 * @param headings those of a file whose columns were not recognised
 * @param touchedAt when it last got on
 */
public record ImportReport(
        ImportId id,
        String file,
        String digest,
        State state,
        Instant begunAt,
        Instant touchedAt,
        long read,
        long checked,
        long laid,
        long added,
        long present,
        long renamed,
        long bad,
        List<String> headings,
        @Nullable Refusal refusal) {

    /** Where it stands. */
    public enum State {
        READING,
        CHECKED,
        LAYING,
        LAID,
        REFUSED;

        public boolean isUnderWay() {
            return this == READING || this == LAYING;
        }
    }

    /** Why nothing was changed: the key of a text and its details. */
    public record Refusal(String key, List<String> details) {}

    public Optional<Refusal> refused() {
        return Optional.ofNullable(refusal);
    }

    /** Whether the net would differ afterwards. */
    public boolean changesSomething() {
        return added + renamed > 0;
    }
}
