package niangjia.network;

import java.io.Closeable;

/**
 * Rows of a file, one after the other, whatever its format. Everything in it is text that somebody
 * else wrote: a file that is broken, or larger than any list of villages, ends in a {@link
 * niangjia.shared.Refused}.
 */
public interface Sheet extends Closeable {

    /** SHA-256 of the file. */
    String digest();

    /** About how many rows there are; 0 where that shows only at the end. */
    long rows();

    /** Goes to the next row that is not empty; false at the end. */
    boolean next();

    /** Where the row begins in the file, counted from 1 as editors and spreadsheets do. */
    int line();

    int columns();

    /** The text of a cell without spaces around it; empty beyond the last. */
    String cell(int column);
}
