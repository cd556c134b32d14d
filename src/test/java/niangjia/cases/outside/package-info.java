@org.jspecify.annotations.NullMarked
package niangjia.cases.outside;
