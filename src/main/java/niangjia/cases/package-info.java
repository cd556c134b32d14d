/**
 * Sealed matters (密件): what is done once violence at home or harm to a child has come in. An intake
 * log that nobody can change, options with their clocks, a plan to be safe; open to who holds the
 * matter, to the seat above and to those named on it, and to nobody who is related.
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
            "files",
            "help"
        })
@NullMarked
package niangjia.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
