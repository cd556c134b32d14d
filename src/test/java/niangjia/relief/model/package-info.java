@org.jspecify.annotations.NullMarked
package niangjia.relief.model;
