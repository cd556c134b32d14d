/**
 * One net (一张网): the places of the country and the federations in them, who holds which seat, what
 * is missing. Units keep their identity while name, code and parent change by day. Knows nobody
 * above.
 */
@ApplicationModule(allowedDependencies = {"shared", "site", "database", "keys"})
@NullMarked
package niangjia.network;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
