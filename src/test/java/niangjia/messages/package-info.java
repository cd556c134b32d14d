@org.jspecify.annotations.NullMarked
package niangjia.messages;
