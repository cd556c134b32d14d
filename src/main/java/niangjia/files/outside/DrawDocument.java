package niangjia.files.outside;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import niangjia.files.model.Documents;
import niangjia.files.model.DrawPicture;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;

/**
 * A program of its own, for one document: reads a PDF from its input and writes another one in
 * which every page is a picture. Whatever the document makes of the memory and the time that this
 * program was given, nobody else's are touched; it ends itself if it takes too long.
 */
final class DrawDocument {

    static final int DRAWN = 0;
    static final int BROKEN = 2;
    static final int LOCKED = 3;
    static final int LONG = 4;

    /** No page takes longer to draw than a person would wait. */
    static final long SECONDS = 20;

    private static final int LONG_SIDE = 1600;

    /** A4, for a page that says nothing sensible of its size; in points of 1/72 inch. */
    private static final PDRectangle USUAL = PDRectangle.A4;

    private DrawDocument() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = System.out;
        // What a library prints is no part of the answer.
        System.setOut(System.err);
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        Thread.sleep(SECONDS * 1000);
                    } catch (InterruptedException never) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(BROKEN);
                });
        int ended = BROKEN;
        try {
            ended = draw(System.in.readAllBytes(), new DataOutputStream(out));
        } catch (InvalidPasswordException locked) {
            ended = LOCKED;
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError broken) {
            ended = BROKEN;
        }
        out.flush();
        Runtime.getRuntime().halt(ended);
    }

    private static int draw(byte[] pdf, DataOutputStream out) throws IOException {
        try (PDDocument given = Loader.loadPDF(pdf)) {
            if (given.isEncrypted()) {
                return LOCKED;
            }
            int pages = given.getNumberOfPages();
            if (pages > Documents.MOST_PAGES) {
                return LONG;
            }
            if (pages == 0) {
                return BROKEN;
            }
            var renderer = new PDFRenderer(given);
            renderer.setSubsamplingAllowed(true);
            BufferedImage first = null;
            var whole = new ByteArrayOutputStream();
            try (PDDocument made = new PDDocument()) {
                for (int n = 0; n < pages; n++) {
                    BufferedImage drawn = page(renderer, given.getPage(n), n);
                    first = first == null ? drawn : first;
                    add(made, drawn);
                }
                // Open to be read through, by machines too: nothing is hidden in packed objects.
                made.save(whole, CompressParameters.NO_COMPRESSION);
            }
            answer(out, pages, whole.toByteArray(), first);
            return DRAWN;
        }
    }

    private static BufferedImage page(PDFRenderer renderer, PDPage page, int n) throws IOException {
        PDRectangle box = page.getCropBox();
        float longest = Math.max(box.getWidth(), box.getHeight());
        if (!(longest >= 1 && longest <= 20_000)) {
            page.setCropBox(USUAL);
            page.setMediaBox(USUAL);
            longest = USUAL.getHeight();
        }
        return renderer.renderImage(n, LONG_SIDE / longest, ImageType.RGB);
    }

    private static void add(PDDocument made, BufferedImage drawn) throws IOException {
        boolean wide = drawn.getWidth() > drawn.getHeight();
        float longest = USUAL.getHeight();
        float width = wide ? longest : Math.max(1, longest * drawn.getWidth() / drawn.getHeight());
        float height = wide ? Math.max(1, longest * drawn.getHeight() / drawn.getWidth()) : longest;
        var page = new PDPage(new PDRectangle(width, height));
        made.addPage(page);
        var picture = JPEGFactory.createFromImage(made, drawn, 0.8f);
        try (var pen = new PDPageContentStream(made, page)) {
            pen.drawImage(picture, 0, 0, width, height);
        }
    }

    private static void answer(
            DataOutputStream out, int pages, byte[] whole, @Nullable BufferedImage first)
            throws IOException {
        if (first == null) {
            throw new IOException("no page");
        }
        byte[] small = DrawPicture.small(first);
        out.writeInt(pages);
        out.writeInt(first.getWidth());
        out.writeInt(first.getHeight());
        out.writeInt(small.length);
        out.write(small);
        out.writeInt(whole.length);
        out.write(whole);
        out.flush();
    }
}
