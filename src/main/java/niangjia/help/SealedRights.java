package niangjia.help;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of her wish to take a sealed matter along, or to have it put right, let rest or
 * erased; implemented by who works on sealed matters. With her receipt she can wish and call back,
 * and nothing more: somebody on the matter speaks with her first.
 */
public interface SealedRights {

    /** What she can wish. */
    enum Wish {
        EXPORT,
        ERASE,
        /** Those on the matter put it right with her. */
        CORRECT,
        /** Those on the matter let it rest, as the rules for that are. */
        RESTRICT
    }

    /**
     * A wish that has not ended.
     *
     * @param due once it is confirmed: until when the copy can be taken, or when it is erased
     */
    record Wished(Wish what, Instant askedAt, @Nullable Instant due) {

        public boolean confirmed() {
            return due != null;
        }
    }

    /**
     * How things stand.
     *
     * @param open she may see and take along what is held
     * @param held the intake log is kept for a court
     * @param logStays all else is erased, the intake log is still there
     */
    record Standing(List<Wished> wishes, boolean open, boolean held, boolean logStays) {

        public @Nullable Wished of(Wish what) {
            return wishes.stream().filter(w -> w.what() == what).findFirst().orElse(null);
        }
    }

    Standing standing(RequestId matter);

    void wish(RequestId matter, Wish what);

    /** She no longer agrees to something: what stands on that ends. */
    void noLongerAgrees(RequestId matter, String purpose);

    /** Only she does, from her page, as long as it is not carried out. */
    void callBack(RequestId matter, Wish what);
}
