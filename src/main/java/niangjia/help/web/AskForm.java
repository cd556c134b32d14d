package niangjia.help.web;

import org.jspecify.annotations.Nullable;

/**
 * Everything that she may have typed or tapped on the way to asking; it comes back whatever
 * happens.
 */
public record AskForm(
        @Nullable String text,
        @Nullable String kind,
        @Nullable String place,
        @Nullable String walk,
        @Nullable String q,
        @Nullable String contact,
        @Nullable String safe,
        @Nullable String skip,
        @Nullable String near,
        @Nullable String notBy,
        @Nullable String step) {

    public String words() {
        return text == null ? "" : text;
    }

    public String typed(@Nullable String value) {
        return value == null ? "" : value;
    }

    public boolean skips() {
        return skip != null;
    }

    public boolean staysNear() {
        return near != null;
    }
}
