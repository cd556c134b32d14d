package niangjia.network;

import java.util.List;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;

/** What a module above can say about a unit on its public page, such as how fast it answered. */
public interface UnitFacts {

    List<Fact> of(Scope scope, Place place);

    /**
     * A line on the page.
     *
     * @param key a text of the module that says it
     * @param details what fills {@code {0}}, {@code {1}} and so on in it
     * @param href where it leads, if anywhere
     */
    record Fact(String key, Object[] details, @Nullable String href) {

        public Fact(String key, Object... details) {
            this(key, details, null);
        }

        /** A line that leads on. */
        public static Fact leading(String href, String key, Object... details) {
            return new Fact(key, details, href);
        }
    }
}
