package niangjia.network;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Rows of text as a file for spreadsheets: CSV, or a workbook of one sheet (ECMA-376). */
public final class SheetFile {

    private SheetFile() {}

    public static void csv(Writer to, List<List<String>> rows) throws IOException {
        // The mark lets spreadsheets recognise UTF-8.
        to.write('\ufeff');
        CsvWriter csv = CsvWriter.builder().build(to);
        for (List<String> row : rows) {
            csv.writeRecord(row.stream().map(SheetFile::harmless).toList());
        }
        csv.flush();
    }

    public static void xlsx(OutputStream to, List<List<String>> rows) throws IOException {
        try (var zip = new ZipOutputStream(to);
                Writer text = new OutputStreamWriter(zip, StandardCharsets.UTF_8)) {
            part(
                    zip,
                    text,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                            + "<Override PartName=\"/book.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                            + "<Override PartName=\"/sheet.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
                            + "</Types>");
            part(
                    zip,
                    text,
                    "_rels/.rels",
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                            + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"book.xml\"/>"
                            + "</Relationships>");
            part(
                    zip,
                    text,
                    "book.xml",
                    "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
                            + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                            + "<sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
            part(
                    zip,
                    text,
                    "_rels/book.xml.rels",
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                            + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"sheet.xml\"/>"
                            + "</Relationships>");
            begin(zip, text, "sheet.xml");
            text.write(
                    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
            for (List<String> row : rows) {
                text.write("<row>");
                for (String cell : row) {
                    text.write("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
                    text.write(escaped(cell));
                    text.write("</t></is></c>");
                }
                text.write("</row>");
            }
            text.write("</sheetData></worksheet>");
            text.flush();
            zip.closeEntry();
        }
    }

    private static void part(ZipOutputStream zip, Writer text, String name, String content)
            throws IOException {
        begin(zip, text, name);
        text.write(content);
        text.flush();
        zip.closeEntry();
    }

    private static void begin(ZipOutputStream zip, Writer text, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        text.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    }

    private static String escaped(String cell) {
        return cell.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A cell that begins like a formula would be run by a spreadsheet. */
    private static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
