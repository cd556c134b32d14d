package niangjia.network.outside;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.IntFunction;
import niangjia.network.queries.ReadImports.Finding;

/** Writes all bad lines as CSV, read from the database a thousand at a time. */
public final class BadLinesFile {

    /** Finds the text of a key in the language of the reader. */
    @FunctionalInterface
    public interface Words {
        String of(String key, Object... details);
    }

    private BadLinesFile() {}

    /**
     * @param after gives the lines after a line's number
     */
    public static void write(Writer to, IntFunction<List<Finding>> after, Words words)
            throws IOException {
        // The mark lets spreadsheets recognise UTF-8.
        to.write('\ufeff');
        CsvWriter csv = CsvWriter.builder().build(to);
        csv.writeRecord(
                words.of("network.import.column.line"),
                words.of("network.import.column.code"),
                words.of("network.import.column.name"),
                words.of("network.import.column.reason"));
        int last = 0;
        List<Finding> some = after.apply(last);
        while (!some.isEmpty()) {
            for (Finding bad : some) {
                csv.writeRecord(
                        String.valueOf(bad.line()),
                        harmless(bad.code()),
                        harmless(bad.name()),
                        words.of("network.import.wrong." + bad.reason(), bad.detail()));
            }
            last = some.getLast().line();
            some = after.apply(last);
        }
        csv.flush();
    }

    /** A cell that begins like a formula would be run by a spreadsheet. */
    private static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
