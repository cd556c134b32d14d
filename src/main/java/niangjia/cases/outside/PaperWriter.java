package niangjia.cases.outside;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import niangjia.cases.model.Paper;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.springframework.stereotype.Component;

/**
 * Sets an intake log on A4 pages. Its fonts are embedded, only with the signs that are used, so
 * that the text can be read and copied out on any machine.
 */
@Component
public class PaperWriter {

    /** The file inside that has the chain. */
    public static final String CHAIN = "chain.txt";

    private static final float EDGE = 56;
    private static final float TITLE = 18;
    private static final float TEXT = 10.5f;
    private static final float SMALL = 7.5f;
    private static final float LEADING = 1.55f;

    private final byte[] han = resource("/fonts/DroidSansFallbackFull.ttf");
    private final byte[] latin =
            resource("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf");

    private record Face(PDFont font, CmapLookup signs) {
        boolean has(int sign) {
            return signs.getGlyphId(sign) > 0;
        }
    }

    /** A line as it is set. */
    private record Row(String words, float size, float indent) {}

    public byte[] write(Paper paper) throws IOException {
        try (PDDocument document = new PDDocument();
                TrueTypeFont first = font(latin);
                TrueTypeFont second = font(han)) {
            List<Face> faces = List.of(face(document, first), face(document, second));
            List<List<Row>> pages = pages(paper, faces);
            for (int i = 0; i < pages.size(); i++) {
                page(document, pages.get(i), foot(paper, i + 1, pages.size()), faces);
            }
            attach(document, paper.chain().write());
            var bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static Face face(PDDocument document, TrueTypeFont font) throws IOException {
        return new Face(
                PDType0Font.load(document, font, true),
                Objects.requireNonNull(font.getUnicodeCmapLookup()));
    }

    private static TrueTypeFont font(byte[] bytes) throws IOException {
        return new TTFParser().parse(new RandomAccessReadBuffer(bytes));
    }

    private static String foot(Paper paper, int page, int pages) {
        return paper.page().replace("##", String.valueOf(pages)).replace("#", String.valueOf(page));
    }

    private static List<List<Row>> pages(Paper paper, List<Face> faces) throws IOException {
        var pages = new ArrayList<List<Row>>();
        var page = new ArrayList<Row>();
        pages.add(page);
        float room = PDRectangle.A4.getHeight() - 3 * EDGE;
        float left = room;
        for (List<Row> block : blocks(paper, faces)) {
            float height = height(block);
            // An entry that fits on a page stays together.
            if (height > left && height <= room && !page.isEmpty()) {
                page = new ArrayList<>();
                pages.add(page);
                left = room;
            }
            for (Row line : block) {
                if (line.size * LEADING > left) {
                    page = new ArrayList<>();
                    pages.add(page);
                    left = room;
                }
                page.add(line);
                left -= line.size * LEADING;
            }
        }
        return pages;
    }

    private static List<List<Row>> blocks(Paper paper, List<Face> faces) throws IOException {
        var blocks = new ArrayList<List<Row>>();
        var top = new ArrayList<>(set(paper.title(), TITLE, 0, faces));
        for (String fact : paper.facts()) {
            top.addAll(set(fact, TEXT, 0, faces));
        }
        blocks.add(top);
        for (Paper.Line line : paper.lines()) {
            var block = new ArrayList<Row>();
            block.add(new Row("", SMALL, 0));
            block.addAll(set(line.heading(), TEXT, 0, faces));
            for (String words : line.words().lines().toList()) {
                block.addAll(set(words, TEXT, 14, faces));
            }
            for (String hash : line.hashes()) {
                block.addAll(set(hash, SMALL, 14, faces));
            }
            blocks.add(block);
        }
        return blocks;
    }

    private static float height(List<Row> lines) {
        float height = 0;
        for (Row line : lines) {
            height += line.size * LEADING;
        }
        return height;
    }

    /** Broken wherever a line is full: Chinese may be, and a hash has no other place. */
    private static List<Row> set(String words, float size, float indent, List<Face> faces)
            throws IOException {
        var lines = new ArrayList<Row>();
        float room = PDRectangle.A4.getWidth() - 2 * EDGE - indent;
        var line = new StringBuilder();
        float width = 0;
        for (int sign : printable(words, faces).codePoints().toArray()) {
            String one = Character.toString(sign);
            float wide = face(sign, faces).font.getStringWidth(one) / 1000 * size;
            if (width + wide > room && !line.isEmpty()) {
                lines.add(new Row(line.toString(), size, indent));
                line.setLength(0);
                width = 0;
            }
            line.append(one);
            width += wide;
        }
        lines.add(new Row(line.toString(), size, indent));
        return lines;
    }

    /** A sign that no font has is told by its number: nothing of what was written is left out. */
    private static String printable(String words, List<Face> faces) {
        var text = new StringBuilder();
        words.codePoints()
                .forEach(sign -> {
                    if (sign == '\t' || sign == 0xa0) {
                        text.append(' ');
                    } else if (faces.stream().anyMatch(face -> face.has(sign))) {
                        text.appendCodePoint(sign);
                    } else {
                        text.append("[U+%04X]".formatted(sign));
                    }
                });
        return text.toString();
    }

    private static Face face(int sign, List<Face> faces) {
        return faces.stream().filter(face -> face.has(sign)).findFirst().orElse(faces.getFirst());
    }

    private static void page(PDDocument document, List<Row> lines, String foot, List<Face> faces)
            throws IOException {
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (var content = new PDPageContentStream(document, page)) {
            float y = PDRectangle.A4.getHeight() - EDGE;
            for (Row line : lines) {
                y -= line.size * LEADING;
                show(content, line.words, line.size, EDGE + line.indent, y, faces);
            }
            float at = EDGE - 14;
            for (Row line : set(foot, SMALL, 0, faces)) {
                show(content, line.words, SMALL, EDGE, at, faces);
                at -= SMALL * LEADING;
            }
        }
    }

    private static void show(
            PDPageContentStream content,
            String words,
            float size,
            float x,
            float y,
            List<Face> faces)
            throws IOException {
        if (words.isEmpty()) {
            return;
        }
        content.beginText();
        content.newLineAtOffset(x, y);
        int[] signs = words.codePoints().toArray();
        int from = 0;
        while (from < signs.length) {
            Face face = face(signs[from], faces);
            int to = from + 1;
            while (to < signs.length && face(signs[to], faces).equals(face)) {
                to++;
            }
            content.setFont(face.font, size);
            content.showText(new String(signs, from, to - from));
            from = to;
        }
        content.endText();
    }

    private static void attach(PDDocument document, byte[] chain) throws IOException {
        var file = new PDEmbeddedFile(document, new ByteArrayInputStream(chain));
        file.setSubtype("text/plain");
        file.setSize(chain.length);
        var told = new PDComplexFileSpecification();
        told.setFile(CHAIN);
        told.setFileUnicode(CHAIN);
        told.setEmbeddedFile(file);
        var tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(Map.of(CHAIN, told));
        var names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(tree);
        document.getDocumentCatalog().setNames(names);
    }

    private static byte[] resource(String name) {
        try (InputStream in = PaperWriter.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
