/**
 * Her own people (娘家人): who is paired with whom, relays, points of contact, visits. What is written
 * of a woman stands on her page, and ending it is hers. A need becomes a request of {@code help}
 * with her consent; nothing sealed is ever kept here.
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
            "help",
            "pocket"
        })
@NullMarked
package niangjia.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
