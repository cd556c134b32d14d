package niangjia.people;

import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a table that are kept for one purpose, equally long.
 *
 * @param text the key of its texts: {@code .what} it is, {@code .why} it is kept, {@code .until}
 *     when, where {@code {0}} is the length of time
 */
public record Kept(String table, List<String> columns, String text, Ground ground, Until until) {

    /** By what right it is kept (个人信息保护法 13). */
    public enum Ground {
        /** To do what she asked for. */
        HER_WISH,
        CONSENT,
        LEGAL_DUTY,
        /** Who holds an office is known to those whom she serves. */
        PUBLIC_OFFICE,
        /** So that nobody else comes in. */
        SAFETY
    }

    /** How long. */
    public sealed interface Until {

        /**
         * So long after it ended, or after it was written where nothing ends.
         *
         * @param setting the agreed setting that may say otherwise
         */
        record After(Period time, @Nullable String setting) implements Until {}

        /** As long as its purpose lasts. */
        record Done() implements Until {}

        /** Not erased at her wish either: the text tells why. */
        record Stays() implements Until {}
    }
}
