/** Who did and who read what (留痕): append-only, ids and keys only, no name and no story. */
@ApplicationModule(allowedDependencies = {"shared", "site", "network", "people", "database"})
@NullMarked
package niangjia.records;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
