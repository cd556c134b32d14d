/**
 * Passing word on (传话): tell a seat, or the woman of a matter, a text by its key with ids, urgent
 * or not. An inbox shows it; what is urgent also waits in the outbox for an outer channel. One-time
 * codes go to telephones by a courier.
 */
@ApplicationModule(
        allowedDependencies = {"shared", "site", "database", "keys", "network", "people"})
@NullMarked
package niangjia.messages;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
