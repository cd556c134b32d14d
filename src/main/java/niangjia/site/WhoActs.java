package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Tells from which seat a request is made; implemented by the module that lets people in. */
public interface WhoActs {

    /** Null where nobody has signed in. */
    @Nullable Acting acting(HttpServletRequest request);
}
