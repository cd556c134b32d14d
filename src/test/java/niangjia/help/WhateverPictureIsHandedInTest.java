package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whatever calls itself a picture or a document: it is made anew or refused in her language with
 * the field named, nothing of a refused one is kept, and the program goes on.
 */
@OnTheRealNet
class WhateverPictureIsHandedInTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void isRefusedWithAReasonInBothLanguages() throws IOException {
        byte[] jpeg = Pictures.jpeg(300, 200);
        byte[] png = Pictures.png(300, 200);
        Map<byte[], String> bad = new LinkedHashMap<>();
        bad.put(new byte[0], "是空的|is empty");
        bad.put(Pictures.words("<html><script>alert(1)</script>"), "不是照片|neither a picture");
        bad.put(
                Pictures.words("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
                "不是照片|neither a picture");
        bad.put(Pictures.words("GIF89a........"), "不是照片|neither a picture");
        bad.put(Pictures.words("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"), "HEIC|HEIC");
        bad.put(zipBomb(), "不是照片|neither a picture");
        bad.put(Arrays.copyOf(jpeg, jpeg.length / 2), "读不完整|not complete");
        bad.put(Arrays.copyOf(png, png.length / 2), "读不完整|not complete");
        bad.put(Arrays.copyOf(jpeg, 4), "读不完整|not complete");
        bad.put(Pictures.words("RIFF0000WEBPVP8 nothing of it"), "读不完整|not complete");
        bad.put(Pictures.pngThatClaims(60_000, 60_000), "尺寸太大|too many pixels");
        bad.put(Pictures.jpegThatClaims(60_000, 60_000), "尺寸太大|too many pixels");
        bad.put(Pictures.pngThatClaims(5_000, 5_000), "读不完整|not complete");
        bad.put(Pictures.words("%PDF-1.7 and nothing more"), "打不开|cannot be opened");
        byte[] whole = Pictures.pdf(2);
        bad.put(torn(whole), "打不开|cannot be opened");
        bad.put(locked(), "设了密码|locked with a password");
        bad.put(Pictures.pdf(21), "页数太多|too many pages");
        bad.put(Pictures.joined(jpeg, new byte[10 << 20]), "太大了|too large");

        Phone chinese = new Phone(port);
        Phone english = new Phone(port);
        english.post("/language", Map.of("once", english.token("/"), "to", "en"));
        long kept = loose();
        bad.forEach((file, told) -> {
            String[] words = told.split("\\|");
            refused(chinese, file, words[0]);
            refused(english, file, words[1]);
        });
        assertThat(loose()).as("nothing of them is kept").isEqualTo(kept);
        assertThat(ask(chinese, pdfBomb()).statusCode())
                .as("what unfolds without end is drawn within its bounds or refused")
                .isIn(303, 422);
        System.out.println("hostile files handed in: " + bad.size());
        HttpResponse<String> good = ask(chinese, Pictures.jpeg(20, 20));
        assertThat(good.statusCode()).as("and the program goes on").isEqualTo(303);
    }

    @Test
    void aTornPictureIsNeverAnAccident() {
        var random = new Random(11);
        byte[] jpeg = Pictures.fromATelephone(Pictures.jpeg(120, 90), 6);
        byte[] png = Pictures.png(120, 90);
        for (int n = 0; n < 20; n++) {
            byte[] torn = (n % 2 == 0 ? jpeg : png).clone();
            for (int i = 0; i < 8; i++) {
                torn[3 + random.nextInt(torn.length - 3)] ^= (byte) (1 << random.nextInt(8));
            }
            Phone hers = new Phone(port);
            assertThat(ask(hers, torn).statusCode()).as("torn " + n).isIn(303, 422);
        }
    }

    @Test
    void aPictureOfTheWebIsTaken() {
        for (String one :
                new String[] {
                    "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
                    "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="
                }) {
            Phone hers = new Phone(port);
            assertThat(ask(hers, java.util.Base64.getDecoder().decode(one)).statusCode())
                    .isEqualTo(303);
            String file = Sendings.shown(hers.get("/mine").body()).getFirst();
            assertThat(hers.file(file).headers().firstValue("Content-Type")).hasValue("image/jpeg");
        }
    }

    private void refused(Phone phone, byte[] file, String words) {
        HttpResponse<String> answer = ask(phone, file);
        assertThat(answer.statusCode())
                .as(
                        words
                                + " of "
                                + file.length
                                + " bytes: "
                                + new String(
                                        file,
                                        0,
                                        Math.min(12, file.length),
                                        java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo(422);
        assertThat(answer.body())
                .contains(words, "href=\"#file\"", "手里的事七六零一")
                .doesNotContain("Exception", "alert(1)");
    }

    private HttpResponse<String> ask(Phone phone, byte[] file) {
        if (phone.cookies().contains("form=")) {
            // Each as from a device of its own: how often one may send is another story.
            phone.forget("form");
        }
        return Sendings.ask(
                phone,
                seats.place("210102").id().toString(),
                "手里的事七六零一",
                "work",
                new Upload.Part("照片.jpg", file));
    }

    private long loose() {
        return jdbc.sql("select count(*) from files.loose").query(Long.class).single();
    }

    private static byte[] zipBomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("picture.jpg"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                zip.write(zeros);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] torn(byte[] pdf) {
        byte[] torn = Arrays.copyOf(pdf, pdf.length / 3);
        Arrays.fill(torn, 20, torn.length, (byte) '(');
        return torn;
    }

    private static byte[] locked() throws IOException {
        try (PDDocument document = Loader.loadPDF(Pictures.pdf(1))) {
            document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
            return Pictures.saved(document);
        }
    }

    /** A few kilobytes that unfold to many megabytes. */
    private static byte[] pdfBomb() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var deflater = new java.util.zip.DeflaterOutputStream(packed)) {
            byte[] blanks = new byte[1 << 20];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < 700; i++) {
                deflater.write(blanks);
            }
        }
        var head =
                "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>endobj\n4 0 obj<</Length "
                        + packed.size()
                        + "/Filter/FlateDecode>>stream\n";
        return Pictures.joined(
                head.getBytes(StandardCharsets.US_ASCII),
                packed.toByteArray(),
                "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
                        .getBytes(StandardCharsets.US_ASCII));
    }
}
