package niangjia.site;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.NoSuchMessageException;
import org.springframework.context.support.AbstractMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Every text for people, from {@code texts/<module>.properties} (Chinese) and {@code
 * texts/<module>_en.properties} of all modules. The language of the machine plays no part.
 */
final class Texts extends AbstractMessageSource {

    static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    static final Locale ENGLISH = Locale.ENGLISH;

    private final Map<String, String> chinese = new HashMap<>();
    private final Map<String, String> english = new HashMap<>();
    private final Map<String, MessageFormat> chineseFormats = new ConcurrentHashMap<>();
    private final Map<String, MessageFormat> englishFormats = new ConcurrentHashMap<>();
    private final boolean strict;

    /**
     * @param strict a missing text is an error (in tests) and not shown as its key
     */
    Texts(boolean strict) {
        this.strict = strict;
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:texts/*.properties")) {
                String name = String.valueOf(file.getFilename());
                Properties texts = new Properties();
                try (var reader =
                        new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
                    texts.load(reader);
                }
                Map<String, String> into = name.endsWith("_en.properties") ? english : chinese;
                texts.stringPropertyNames().forEach(key -> into.put(key, texts.getProperty(key)));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String of(Locale locale, String key, Object... details) {
        String text = getMessage(key, details, null, locale);
        if (text == null) {
            if (strict) {
                throw new NoSuchMessageException(key, locale);
            }
            return key;
        }
        return text;
    }

    boolean has(String key) {
        return chinese.containsKey(key);
    }

    private static boolean isEnglish(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    @Override
    protected @Nullable String resolveCodeWithoutArguments(String code, Locale locale) {
        String text = isEnglish(locale) ? english.get(code) : null;
        return text == null ? chinese.get(code) : text;
    }

    @Override
    protected @Nullable MessageFormat resolveCode(String code, Locale locale) {
        String text = resolveCodeWithoutArguments(code, locale);
        if (text == null) {
            return null;
        }
        return isEnglish(locale)
                ? englishFormats.computeIfAbsent(code, key -> new MessageFormat(text, ENGLISH))
                : chineseFormats.computeIfAbsent(code, key -> new MessageFormat(text, CHINESE));
    }
}
