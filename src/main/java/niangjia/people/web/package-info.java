@org.jspecify.annotations.NullMarked
package niangjia.people.web;
