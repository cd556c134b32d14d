package niangjia.site;

import java.time.Instant;
import java.util.UUID;
import niangjia.shared.Refused;

/**
 * What came back in the hidden field {@code once} of a form; a controller takes it as a parameter.
 * Keep the id of a good one with what it did, so that a second tap finds it done.
 */
public sealed interface FormToken {

    /** The field's name. */
    String FIELD = "once";

    /** The header's name, for pages whose script sends no form. */
    String HEADER = "X-Once";

    /** Ours, for this browser, and fresh. */
    record Good(UUID once, Instant at) implements FormToken {}

    /** Ours, but shown more than a day ago: show the form again with what was typed. */
    record Stale() implements FormToken {}

    /** Missing, changed, or shown to another browser. */
    record Forged() implements FormToken {}

    /** The id of a good token; otherwise a refusal that asks to send the form once more. */
    default UUID orRefuse() {
        return switch (this) {
            case Good good -> good.once();
            case Stale() -> throw Refused.because("site.form.stale");
            case Forged() -> throw Refused.because("site.form.forged");
        };
    }
}
