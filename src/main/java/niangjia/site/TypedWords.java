package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import niangjia.site.ErrorPage.Again;
import niangjia.site.ErrorPage.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Keeps what was typed when a form could not be taken through no fault in it, so that it can be
 * sent once more.
 */
public final class TypedWords {

    private static final int MOST = 64 * 1024;
    private static final Set<String> OLD_TOKENS = Set.of("site.form.stale", "site.form.forged");

    private TypedWords() {}

    static @Nullable Again of(Accident accident, HttpServletRequest request, Look look) {
        boolean token = OLD_TOKENS.contains(accident.reason());
        if (!token && accident.status() != 503) {
            return null;
        }
        List<Field> fields = new ArrayList<>(sent(request));
        String words =
                fields.stream()
                        .map(Field::value)
                        .max(Comparator.comparingInt(String::length))
                        .orElse("");
        if (words.isBlank()) {
            return null;
        }
        // After an accident of ours the same token goes along: if the first sending did arrive, it
        // counts once.
        String same = request.getParameter(FormToken.FIELD);
        fields.add(new Field(FormToken.FIELD, token || same == null ? look.formToken() : same));
        return new Again(Accident.path(request), fields, words);
    }

    /**
     * What an ordinary form held but its token; nothing of one with a password, or beyond 64 KB.
     */
    public static List<Field> sent(HttpServletRequest request) {
        if (!isOrdinaryForm(request)) {
            return List.of();
        }
        List<Field> fields = new ArrayList<>();
        int size = 0;
        for (Map.Entry<String, String[]> input : request.getParameterMap().entrySet()) {
            if (input.getKey().toLowerCase(Locale.ROOT).contains("password")) {
                return List.of();
            }
            if (input.getKey().equals(FormToken.FIELD)) {
                continue;
            }
            for (String value : input.getValue()) {
                size += value.length();
                fields.add(new Field(input.getKey(), value));
            }
        }
        return size > MOST ? List.of() : fields;
    }

    private static boolean isOrdinaryForm(HttpServletRequest request) {
        String type = request.getContentType();
        return request.getMethod().equals("POST")
                && type != null
                && (type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                        // Its words; the files are chosen again.
                        || type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE));
    }
}
