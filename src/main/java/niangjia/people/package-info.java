/** People (人): a person, the least that is known of her, and what she agreed to. */
@ApplicationModule(allowedDependencies = {"shared", "site", "database", "keys", "network"})
@NullMarked
package niangjia.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
