/**
 * Help requests (求助): a woman says what is wrong, the net finds who answers, and only she can say
 * that it is done. Violence at home and harm to a child are sealed from the first moment: seen by
 * the seat that holds them and the one above, and by nobody else.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "site",
            "database",
            "keys",
            "network",
            "people",
            "access",
            "records",
            "messages",
            "files"
        })
@NullMarked
package niangjia.help;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
