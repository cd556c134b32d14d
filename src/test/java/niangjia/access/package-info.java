@org.jspecify.annotations.NullMarked
package niangjia.access;
