/**
 * Work that is offered and claimed (办事): found by rules over facts, or offered by a federation
 * (派单); members claim it (接单), and the fact closes it, never a tick. Led projects, member studios,
 * founding plans for blind spots, and the yearly reports that are derived from all of it. Knows no
 * woman: what it points at is opened where it lives.
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
            "help",
            "contact",
            "pocket"
        })
@NullMarked
package niangjia.duties;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
