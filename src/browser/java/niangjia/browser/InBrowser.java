package niangjia.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test in a real browser, beside a {@code @SpringBootTest} on a random port. Its methods take a
 * {@link Phone} or a {@link Desk}, each a browser of its own with empty cookies.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Browsers.class)
public @interface InBrowser {

    /** In the oldest Chromium that we promise anything for; {@code ./dev prove} fetches it. */
    boolean oldest() default false;
}
