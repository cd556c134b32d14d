@NullMarked
package niangjia.keys;

import org.jspecify.annotations.NullMarked;
