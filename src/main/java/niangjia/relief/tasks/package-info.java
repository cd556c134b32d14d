/** What is done in relief; each verb is one transaction. */
@NullMarked
package niangjia.relief.tasks;

import org.jspecify.annotations.NullMarked;
