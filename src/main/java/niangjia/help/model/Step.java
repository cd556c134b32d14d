package niangjia.help.model;

import niangjia.shared.SeatId;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened after she asked.
 *
 * @param words what was said with it
 * @param forHer false: colleagues only
 */
public record Step(What what, @Nullable SeatId seat, @Nullable String words, boolean forHer) {

    /** What can happen; the text key is {@code help.step.} and the word. */
    public enum What {
        CLAIMED,
        SAID,
        SHE_SAID,
        REACHED,
        NOTED,
        CLIMBED,
        LATE,
        OFFERED,
        ACCEPTED,
        DECLINED,
        PROPOSED,
        NOT_YET,
        DONE,
        HEARD_DONE,
        HEARD_NOT_YET,
        ASKED_AGAIN,
        SILENT,
        FOUND_A_DESK,
        MOVED,
        TAKEN_OVER,
        TAKEN_BACK;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
