package niangjia.help;

import java.util.UUID;

/** Who works on sealed matters, heard within the same transaction; implemented above. */
public interface OnSealing {

    /** A sealed request has come, or a request was sealed. */
    void sealed(RequestId matter);

    /** Where those on the matter work on it. */
    String page(UUID matter);
}
