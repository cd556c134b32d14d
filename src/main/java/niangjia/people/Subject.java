package niangjia.people;

import java.util.List;
import java.util.UUID;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import org.jspecify.annotations.Nullable;

/**
 * Of whom: the matter that her receipt opens, and the person, where a member wrote her name down.
 *
 * @param joined the private links of the federations that she joined, as far as she brought them
 * @param confirmed somebody on it has spoken with her in the safe way: what is sealed is meant too
 */
public record Subject(
        Province province,
        UUID matter,
        @Nullable PersonId person,
        List<String> joined,
        boolean confirmed) {}
