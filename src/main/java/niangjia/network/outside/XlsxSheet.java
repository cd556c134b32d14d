package niangjia.network.outside;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.stream.Stream;
import niangjia.network.Sheet;
import niangjia.shared.Refused;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** The first sheet of an XLSX workbook, read as a stream after its parts have been weighed. */
final class XlsxSheet implements Sheet {

    private final String digest;
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private @Nullable Row row;
    private long read;

    private XlsxSheet(String digest, ReadableWorkbook workbook) throws IOException {
        this.digest = digest;
        this.workbook = workbook;
        this.stream = workbook.getFirstSheet().openStream();
        this.rows = stream.iterator();
    }

    static XlsxSheet open(Path file) throws IOException {
        String digest = digest(file);
        XlsxWeighed.orRefuse(file);
        ReadableWorkbook workbook = null;
        try {
            // A cell that is no number or date as it claims spoils its own line, not the file.
            workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(false, true));
            return new XlsxSheet(digest, workbook);
        } catch (IOException | RuntimeException broken) {
            if (workbook != null) {
                workbook.close();
            }
            throw broken();
        }
    }

    private static Refused broken() {
        return Refused.field("file", "network.import.refused.xlsx");
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = CsvSheet.sha256();
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] buffer = new byte[1 << 16];
            while (bytes.read(buffer) >= 0) {
                continue;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public long rows() {
        return 0;
    }

    @Override
    public boolean next() {
        try {
            while (rows.hasNext()) {
                row = rows.next();
                if (++read > SheetFiles.MOST_ROWS) {
                    throw Refused.field(
                            "file", "network.import.refused.rows", SheetFiles.MOST_ROWS);
                }
                if (!isEmpty(row)) {
                    return true;
                }
            }
            return false;
        } catch (Refused refused) {
            throw refused;
        } catch (RuntimeException broken) {
            // The library tells of broken parts in many ways; the reader of the message needs one.
            throw broken();
        }
    }

    private static boolean isEmpty(Row row) {
        for (int i = 0; i < row.getCellCount(); i++) {
            if (!text(row, i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int line() {
        return row == null ? 0 : row.getRowNum();
    }

    @Override
    public int columns() {
        return row == null ? 0 : row.getCellCount();
    }

    @Override
    public String cell(int column) {
        return row == null || column < 0 || column >= row.getCellCount() ? "" : text(row, column);
    }

    private static String text(Row row, int column) {
        Cell cell = row.getCell(column);
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return "";
        }
        if (cell.getType() == CellType.NUMBER) {
            return whole(String.valueOf(cell.getRawValue()));
        }
        Object value = cell.getValue();
        return value == null ? "" : Cells.stripped(String.valueOf(value));
    }

    /** A code that was typed as a number stands in the file as 110101001001 or 1.10101001001E11. */
    private static String whole(String raw) {
        try {
            BigDecimal number = new BigDecimal(raw.strip());
            return number.scale() > 20 || number.scale() < -20 || number.precision() > 20
                    ? raw
                    : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException none) {
            return Cells.stripped(raw);
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
