/**
 * Niangjia 娘家: a module a promise; each package below is one and tells in its own first page what
 * it promises.
 */
@org.jspecify.annotations.NullMarked
package niangjia;
