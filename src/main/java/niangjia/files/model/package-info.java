@org.jspecify.annotations.NullMarked
package niangjia.files.model;
