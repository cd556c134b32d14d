/**
 * What stands around every page: the layout in two kinds (open pages and the workbench), who is
 * looking and in which language and size, texts, one-time tokens of forms, error pages, the safe
 * headers, and the quick exit. It knows no module above; they contribute menu entries, tabs,
 * banners and who is signed in as beans.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package niangjia.site;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
