/**
 * Relief (认捐认购): a need that others can meet at a stated price and quantity, vouched for by a
 * federation that has seen it, until it is delivered and told. A pledge is an intent that binds
 * nobody; who buys pays who sells, elsewhere. No money is held or counted here, and nobody is told
 * how much to take.
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
package niangjia.relief;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
