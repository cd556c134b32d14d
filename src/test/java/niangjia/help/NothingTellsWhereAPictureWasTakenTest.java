package niangjia.help;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.GpsDirectory;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A photograph must not tell where she is, nor a document bring anything along that nobody saw. */
@OnTheRealNet
class NothingTellsWhereAPictureWasTakenTest {

    @LocalServerPort int port;
    @Autowired Seats seats;

    @Test
    void neitherPlaceNorTimeNorTelephoneComesAlong() throws Exception {
        byte[] taken = Pictures.fromATelephone(Pictures.jpeg(640, 480), 1);
        Metadata before = metadata(taken);
        assertThat(before.getFirstDirectoryOfType(GpsDirectory.class).getGeoLocation())
                .as("the test's own picture tells it")
                .isNotNull();
        assertThat(tags(before)).contains("Telefon", "2026:05:20", "her house is the third");

        byte[] shown = shown("370102", taken);
        Metadata after = metadata(shown);
        assertThat(after.getDirectoriesOfType(GpsDirectory.class)).isEmpty();
        assertThat(StreamSupport.stream(after.getDirectories().spliterator(), false))
                .extracting(Directory::getName)
                .isSubsetOf("JPEG", "JFIF", "Huffman", "File Type");
        assertThat(text(shown)).doesNotContain("Telefon", "Exif", "adobe", "third", "2026");
    }

    @Test
    void itStandsUprightAndIsNoLongerThanAScreen() {
        byte[] taken = Pictures.fromATelephone(Pictures.jpeg(3000, 1500), 6);
        BufferedImage shown = Pictures.read(shown("370103", taken));
        assertThat(shown.getWidth()).isEqualTo(1024);
        assertThat(shown.getHeight()).isEqualTo(2048);
        // Held on its side: what was left is above.
        assertThat(colour(shown, 512, 300)).isEqualTo(Color.RED);
        assertThat(colour(shown, 512, 1700)).isEqualTo(Color.GREEN);
    }

    @Test
    void aPictureOfAScreenStaysSharpAndLosesItsWords() {
        byte[] sent = Pictures.pngThatSays(Pictures.png(300, 200), "taken at 27.72 N");
        byte[] shown = shown("370104", sent);
        assertThat(text(shown)).startsWith("\u0089PNG").doesNotContain("tEXt", "27.72");
        assertThat(colour(Pictures.read(shown), 10, 10)).isEqualTo(Color.RED);
    }

    @Test
    void whatHangsBehindAPictureStaysBehind() {
        for (String behind :
                new String[] {
                    "<html><script>alert(1)</script></html>", "PK\u0003\u0004 a zip", "%PDF-1.7"
                }) {
            byte[] sent = Pictures.joined(Pictures.jpeg(64, 64), Pictures.words(behind));
            assertThat(text(shown("370105", sent))).doesNotContain(behind);
        }
    }

    @Test
    void aDocumentBringsNoScriptFormActionOrEnclosure() throws Exception {
        byte[] sent;
        try (PDDocument document = Loader.loadPDF(Pictures.pdf(2))) {
            var catalog = document.getDocumentCatalog();
            catalog.setOpenAction(new PDActionJavaScript("app.alert('hers')"));
            var form = new PDAcroForm(document);
            form.setNeedAppearances(true);
            catalog.setAcroForm(form);
            var inside = new PDComplexFileSpecification();
            inside.setFile("inside.exe");
            inside.setEmbeddedFile(
                    new PDEmbeddedFile(
                            document, new ByteArrayInputStream(Pictures.words("enclosed"))));
            var tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(Map.of("inside", inside));
            var names = new PDDocumentNameDictionary(catalog);
            names.setEmbeddedFiles(tree);
            catalog.setNames(names);
            var link = new PDAnnotationLink();
            var out = new PDActionURI();
            out.setURI("http://where.example/she");
            link.setAction(out);
            link.setRectangle(document.getPage(0).getMediaBox());
            document.getPage(0).getAnnotations().add(link);
            var told = new PDDocumentInformation();
            told.setAuthor("Ouyang Chunxiao");
            document.setDocumentInformation(told);
            sent = Pictures.saved(document);
        }
        HttpResponse<byte[]> answer = answer("370112", sent);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"document.pdf\"");
        assertThat(text(answer.body()))
                .doesNotContain(
                        "JavaScript",
                        "OpenAction",
                        "AcroForm",
                        "EmbeddedFile",
                        "/URI",
                        "/Annots",
                        "Ouyang",
                        "where.example",
                        "/Metadata",
                        "Exif");
        try (PDDocument made = Loader.loadPDF(answer.body())) {
            assertThat(made.getNumberOfPages()).isEqualTo(2);
            assertThat(made.getDocumentInformation().getMetadataKeys()).isEmpty();
            assertThat(made.getPage(0).getAnnotations()).isEmpty();
            assertThat(made.getDocumentCatalog().getCOSObject().keySet())
                    .isSubsetOf(COSName.TYPE, COSName.PAGES, COSName.VERSION);
        }
    }

    private byte[] shown(String place, byte[] sent) {
        return answer(place, sent).body();
    }

    /** Asked with one file; how she gets it back. */
    private HttpResponse<byte[]> answer(String place, byte[] sent) {
        Phone hers = new Phone(port);
        var asked =
                Sendings.ask(
                        hers,
                        seats.place(place).id().toString(),
                        "照片里的事",
                        "work",
                        new Upload.Part("她家.jpg", sent));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
        String address = Sendings.shown(hers.get("/mine").body()).getFirst();
        HttpResponse<byte[]> answer = hers.file(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer;
    }

    private static Color colour(BufferedImage picture, int x, int y) {
        Color found = new Color(picture.getRGB(x, y));
        return found.getRed() > 200 && found.getGreen() < 60
                ? Color.RED
                : found.getGreen() > 200 && found.getRed() < 60 ? Color.GREEN : found;
    }

    private static Metadata metadata(byte[] picture) throws ImageProcessingException, IOException {
        return ImageMetadataReader.readMetadata(new ByteArrayInputStream(picture));
    }

    private static String tags(Metadata of) {
        var all = new StringBuilder();
        of.getDirectories().forEach(d -> d.getTags().forEach(tag -> all.append(tag).append('\n')));
        return all.toString();
    }

    private static String text(byte[] file) {
        return new String(file, ISO_8859_1);
    }
}
