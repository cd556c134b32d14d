@org.jspecify.annotations.NullMarked
package niangjia.network.web;
