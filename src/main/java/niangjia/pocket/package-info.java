/**
 * The workbench in a pocket (随身): what a member needs on the way stands closed on her phone, what
 * she did there is handed in as an append-only list, and every line of it gets an answer. Knows
 * nothing of what is carried: the promises contribute it.
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
            "records"
        })
@NullMarked
package niangjia.pocket;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
