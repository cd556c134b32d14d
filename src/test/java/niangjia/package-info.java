/** Tests of the house as a whole: its borders, its absences, its texts. */
@org.jspecify.annotations.NullMarked
package niangjia;
