package niangjia.help;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;

/** Who works on sealed matters, heard within the same transaction; implemented above. */
public interface OnSealing {

    /** A sealed request has come, or a request was sealed. */
    void sealed(RequestId matter);

    /** Where those on the matter work on it. */
    String page(UUID matter);

    /**
     * The way and time to reach her that was agreed last; none: what she gave when she asked holds.
     */
    @Nullable String reach(RequestId matter);

    /** Who was named on it besides those who hold it, as they are known. */
    List<String> named(RequestId matter);

    /** Those of these matters that she is on, or that are offered to her. */
    Set<UUID> openTo(Scope.Branch who, Set<UUID> matters);

    /** She holds it, or has said why she opens it, and that still holds. */
    boolean hasReason(Scope.Branch who, RequestId matter);
}
