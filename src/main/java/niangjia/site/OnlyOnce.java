package niangjia.site;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does a write once, however often a form is sent; implemented by the module that remembers. */
public interface OnlyOnce {

    /** The outcome of the write, made now or the first time. */
    default String run(UUID token, Supplier<String> write) {
        return run(token, () -> "", nothing -> write.get());
    }

    /**
     * The same for a write that something comes before: a count of how often somebody sends, files
     * that are drawn anew.
     *
     * @param before done only for what was not done yet, and outside of the write's transaction, so
     *     that no lock is held for its sake
     */
    <T> String run(UUID token, Supplier<T> before, Function<T, String> write);
}
