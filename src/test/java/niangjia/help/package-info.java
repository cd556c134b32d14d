@org.jspecify.annotations.NullMarked
package niangjia.help;
