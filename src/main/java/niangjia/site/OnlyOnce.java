package niangjia.site;

import java.util.UUID;
import java.util.function.Supplier;

/** Does a write once, however often a form is sent; implemented by the module that remembers. */
public interface OnlyOnce {

    /** The outcome of the write, made now or the first time. */
    String run(UUID token, Supplier<String> write);
}
