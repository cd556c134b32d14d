/**
 * The door (进门): signing in, the seat that somebody acts from, a woman's account if she wants one,
 * tries that are counted, writes that happen once.
 */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "site",
            "database",
            "keys",
            "network",
            "people",
            "records",
            "messages"
        })
@NullMarked
package niangjia.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
