/**
 * Attachments (附件): pictures and documents of a matter. What is handed in is recognised by its
 * content and made anew, so that nothing comes along that was not seen; it lies closed in a store,
 * and is given out to the module that owns the matter, once that one has looked who asks. Knows
 * nothing of what it belongs to.
 */
@ApplicationModule(allowedDependencies = {"shared", "site", "database", "keys", "people"})
@NullMarked
package niangjia.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
