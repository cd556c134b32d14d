@org.jspecify.annotations.NullMarked
package niangjia.duties.tasks;
