/**
 * Made visible (看得见): numbers at every level of the tree, from work done; each leads to the places
 * behind it. Hears everyone, tells nobody.
 */
@ApplicationModule(allowedDependencies = {"shared", "site", "network", "access", "help"})
@NullMarked
package niangjia.insights;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
