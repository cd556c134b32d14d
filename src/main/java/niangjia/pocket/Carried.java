package niangjia.pocket;

import java.util.List;
import java.util.Map;
import niangjia.access.Actor;

/** What a promise lays into a member's pocket; implemented above. Never anything sealed. */
public interface Carried {

    /** The name of the list on the phone, the module's name first: {@code contact.households}. */
    String name();

    /** Her own lines of it, a bounded list; each a flat object with an {@code id}. */
    List<Map<String, Object>> of(Actor member);
}
