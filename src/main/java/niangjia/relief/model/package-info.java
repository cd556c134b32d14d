/** Nouns and rules of relief. */
@NullMarked
package niangjia.relief.model;

import org.jspecify.annotations.NullMarked;
