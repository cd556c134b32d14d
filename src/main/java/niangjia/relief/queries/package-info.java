/** What is read of relief. */
@NullMarked
package niangjia.relief.queries;

import org.jspecify.annotations.NullMarked;
