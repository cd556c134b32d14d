@org.jspecify.annotations.NullMarked
package niangjia.contact.outside;
