@org.jspecify.annotations.NullMarked
package niangjia.records.tasks;
