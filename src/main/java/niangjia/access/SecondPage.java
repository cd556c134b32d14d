package niangjia.access;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import niangjia.site.ErrorPage.Field;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Proves a second time who somebody is.
 *
 * @param to where she goes on to; empty: her workbench
 * @param sent a form that she was about to send to there
 * @param provider what the organisation's own sign-in is called, which proves her, too
 * @param again she did so before, but too long ago for what she wants to open
 */
public record SecondPage(
        String to,
        List<Field> sent,
        boolean again,
        boolean app,
        boolean passkey,
        @Nullable String provider,
        String host,
        @Nullable String mistake)
        implements PageModel {

    /** How a field of the form that waits is named on this page, apart from its own fields. */
    private static final String WAITING = "sent.";

    static List<Field> sentIn(Map<String, String[]> typed) {
        return typed.entrySet().stream()
                .filter(field -> field.getKey().startsWith(WAITING))
                .flatMap(field ->
                        Arrays.stream(field.getValue())
                                .map(value ->
                                        new Field(
                                                field.getKey().substring(WAITING.length()), value)))
                .toList();
    }

    /** What waits, as it is named here. */
    public List<Field> waiting() {
        return sent.stream()
                .map(field -> new Field(WAITING + field.name(), field.value()))
                .toList();
    }

    @Override
    public String template() {
        return "access/second";
    }
}
