package niangjia.pocket;

import java.util.Set;
import niangjia.access.Actor;

/** A promise whose work can be done on the way; implemented above, once for every module. */
public interface TakesEntries {

    /**
     * The kinds of lines that it takes; each begins with the module's name: {@code contact.visit}.
     */
    Set<String> kinds();

    /**
     * Does what the line says, within the caller's transaction; called once for an id. A {@link
     * niangjia.shared.Refused} thrown is an answer like any other.
     */
    Answer take(Actor member, Entry entry);
}
