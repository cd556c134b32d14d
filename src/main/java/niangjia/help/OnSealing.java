package niangjia.help;

import java.time.Instant;
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

    /** What can be done, as it is told to her: of no matter, since somebody else may read it. */
    List<Choice> choices();

    /** What those on the matter need beside her words; nothing for anybody else. */
    Beside beside(Scope.Branch who, RequestId matter);

    /**
     * What stands in the matter.
     *
     * @param reach the way and time to reach her that was agreed last; none: what she gave when she
     *     asked holds
     * @param choices what can be done, and how far each has come
     */
    record Beside(@Nullable String reach, List<Choice> choices) {

        public static final Beside NOTHING = new Beside(null, List.of());
    }

    /**
     * Something that can be done.
     *
     * @param what the key of what it is called, {@code words} of what it is, for her
     * @param state the key of how far it has come; none: not spoken of yet
     * @param due by when the court decides
     */
    record Choice(String what, String words, @Nullable String state, @Nullable Instant due) {}

    /** Who was named on it besides those who hold it, as they are known. */
    List<String> named(RequestId matter);

    /** Those of these matters that she is on, or that are offered to her. */
    Set<UUID> openTo(Scope.Branch who, Set<UUID> matters);

    /** She says that she is related, before she opens it or after: it goes on at once. */
    void stepAside(Scope.Branch who, UUID matter);

    /** She holds it, or has said why she opens it, and that still holds. */
    boolean hasReason(Scope.Branch who, RequestId matter);
}
