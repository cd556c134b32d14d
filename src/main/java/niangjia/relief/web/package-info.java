/** Pages of relief. */
@NullMarked
package niangjia.relief.web;

import org.jspecify.annotations.NullMarked;
