@org.jspecify.annotations.NullMarked
package niangjia.pocket;
