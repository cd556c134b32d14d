/**
 * Keys (钥匙): personal fields are stored closed, with keys by province and purpose that a master key
 * outside the database closes in turn. Knows nothing of what it closes.
 */
@ApplicationModule(allowedDependencies = {"shared", "database"})
@NullMarked
package niangjia.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
