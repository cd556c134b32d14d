package niangjia.pocket;

import java.util.List;
import java.util.Map;
import java.util.Set;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What she made on her phones and what became of it.
 *
 * @param counted how many of hers stand there, by answer
 * @param next where the list goes on; none: it does not
 */
public record HandedInPage(
        List<HandedIn.Line> lines, Map<Told.Word, Long> counted, int from, @Nullable Integer next)
        implements PageModel {

    private static final Set<String> NAMED =
            Set.of(
                    "contact.visit",
                    "contact.need",
                    "contact.correct",
                    "duties.claim",
                    "duties.decline");

    @Override
    public String template() {
        return "pocket/handed-in";
    }

    public long stored() {
        return counted.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Where the list went on before. */
    public int before() {
        return Math.max(0, from - 50);
    }

    /** The text that names what the line is. */
    public String kind(HandedIn.Line line) {
        return named(line);
    }

    static String named(HandedIn.Line line) {
        return "pocket.kind." + (NAMED.contains(line.kind()) ? line.kind() : "other");
    }

    public String colour(HandedIn.Line line) {
        return switch (line.told().word()) {
            case ACCEPTED, MERGED -> "bamboo";
            case IN_CONFLICT, REFUSED -> "red";
            case WAITS, LATER -> "wheat";
        };
    }
}
