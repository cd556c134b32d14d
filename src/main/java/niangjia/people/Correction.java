package niangjia.people;

import org.jspecify.annotations.Nullable;

/**
 * What she says is right; nothing stands for nothing: it is taken away.
 *
 * @param knownAs what she is called; only where a name was written down
 */
public record Correction(
        @Nullable String knownAs, @Nullable String contact, @Nullable String safeTime) {}
