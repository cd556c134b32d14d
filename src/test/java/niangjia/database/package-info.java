@org.jspecify.annotations.NullMarked
package niangjia.database;
