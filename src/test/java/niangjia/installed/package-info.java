/** The product as somebody installs it: a program of its own, beside real peers. */
@org.jspecify.annotations.NullMarked
package niangjia.installed;
