package niangjia.help;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import niangjia.cases.tasks.SigningKeys;
import niangjia.database.DataFolder;
import niangjia.network.SeatHeld;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The intake log as a signed paper, and the page that tells whether one was changed. */
@OnTheRealNet
class PapersForACourtTest {

    private static final String WORDS = "她说：“他拿凳子砸我”——左臂青紫…… 孩子在场😀";

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired SigningKeys keys;
    @Autowired DataFolder folder;

    @Test
    void itsTextIsAllThereAndCanBeCopiedOut() throws IOException {
        SeatHeld county = seats.onDuty("150102", "新城的她");
        Story story = sealed("150102");
        Phone desk = Phone.of(port, seats, county);
        note(desk, story, WORDS);
        for (int n = 1; n <= 12; n++) {
            note(desk, story, ("第" + n + "次走访：人身安全保护令的材料，法律援助。").repeat(12));
        }
        byte[] paper = paper(desk, story);
        assertThat(paper.length).as("fonts are cut to what is used").isLessThan(600_000);
        try (PDDocument document = Loader.loadPDF(paper)) {
            String text = new PDFTextStripper().getText(document);
            String joined = text.replaceAll("\\s", "");
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(2);
            assertThat(text).contains("1 / " + pages, pages + " / " + pages, "接访记录", "新城的她");
            assertThat(joined)
                    .contains(
                            "她说：“他拿凳子砸我”——左臂青紫……孩子在场[U+1F600]",
                            "第12次走访：人身安全保护令的材料，法律援助。",
                            "没有一条被动过",
                            newest(story));
            assertThat(document.getSignatureDictionaries()).hasSize(1);
        }
        assertThat(story.page()).contains("做成了一份文件");
        assertThat(desk.get("/cases/" + story.id()).body()).contains("做成了一份文件");
    }

    @Test
    void whoIsNotOnTheMatterOrHasNotProvedHerselfMakesNone() {
        SeatHeld county = seats.onDuty("150103", "回民区的她");
        SeatHeld city = seats.onDuty("1501", "呼和浩特的她");
        SeatHeld beside = seats.onDuty("150104", "玉泉的她");
        Story story = sealed("150103");
        assertThat(make(Phone.of(port, seats, beside), story).statusCode()).isEqualTo(404);
        assertThat(make(new Phone(port), story).statusCode()).isEqualTo(303);
        assertThat(make(Phone.of(port, seats, city), story).statusCode())
                .as("a reason comes first")
                .isEqualTo(422);
        Phone desk = Phone.of(port, seats, county);
        clock.turn(Duration.ofMinutes(16));
        assertThat(make(desk, story).statusCode()).isEqualTo(303);
        assertThat(story.page()).doesNotContain("做成了一份文件");
    }

    @Test
    void anUnchangedOneIsToldSoWithTheKeyAndTheChain() throws IOException {
        SeatHeld county = seats.onDuty("150105", "赛罕的她");
        Story story = sealed("150105");
        Phone desk = Phone.of(port, seats, county);
        note(desk, story, WORDS);
        byte[] paper = paper(desk, story);
        HttpResponse<String> told = check(paper);
        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.body())
                .contains("没有被改过：", "2 条记录的校验值全都对得上")
                .doesNotContain("赛罕", story.id().toString());
        String fingerprint =
                niangjia.cases.outside.PaperSeal.fingerprint(keys.certificates().getFirst());
        assertThat(told.body()).contains(fingerprint);
        try (PDDocument document = Loader.loadPDF(paper)) {
            assertThat(new PDFTextStripper().getText(document).replaceAll("\\s", ""))
                    .contains(fingerprint.replace(" ", ""));
        }
        keys.replace();
        assertThat(check(paper).body())
                .as("a replaced key still counts")
                .contains("没有被改过：", fingerprint);
        byte[] later = paper(desk, story);
        assertThat(check(later).body()).contains("没有被改过：");
        assertThat(kept()).as("nothing of what was handed in").isEmpty();
    }

    @Test
    void oneChangedByteIsToldWhereverItStands() throws IOException {
        SeatHeld county = seats.onDuty("150202", "东河的她");
        Story story = sealed("150202");
        byte[] paper = paper(Phone.of(port, seats, county), story);
        String text = new String(paper, ISO_8859_1);
        int contents = text.indexOf("/Contents <") + 11;
        int end = text.indexOf('>', contents);
        var random = new Random(1949);
        int[] places = new int[60];
        for (int n = 0; n < places.length; n++) {
            places[n] =
                    switch (n % 3) {
                        case 0 -> random.nextInt(paper.length);
                        case 1 -> contents + random.nextInt(4000);
                        default -> end - 1 - random.nextInt(2000);
                    };
        }
        int changed = 0;
        Phone phone = new Phone(port);
        for (int place : places) {
            byte[] other = paper.clone();
            other[place] = (byte) (other[place] == '0' ? '1' : '0');
            String told = check(phone, other).body();
            assertThat(told).as("byte " + place).doesNotContain("没有被改过：");
            assertThat(told).as("byte " + place).containsAnyOf("被改过：", "没有本平台的签名", "不是 PDF");
            changed += told.contains("被改过：") ? 1 : 0;
        }
        assertThat(changed).as("and nearly always known as one of ours").isGreaterThan(30);
        byte[] longer = java.util.Arrays.copyOf(paper, paper.length + 1);
        assertThat(check(longer).body()).contains("被改过：");
        byte[] lower =
                text.substring(0, contents)
                        .concat(text.substring(contents, end).toLowerCase(java.util.Locale.ROOT))
                        .concat(text.substring(end))
                        .getBytes(ISO_8859_1);
        assertThat(check(lower).body()).doesNotContain("没有被改过：");
    }

    @Test
    void whateverElseIsHandedInGetsAPlainWord() throws IOException {
        assertThat(check("不是文件".getBytes(UTF_8)).body()).contains("这不是 PDF");
        assertThat(check(new byte[0]).body()).contains("还没有选文件");
        assertThat(
                        check(new byte[(10 << 20) + 1]).headers().firstValue("Location").isPresent()
                                || check(new byte[(10 << 20) + 1]).body().contains("文件太大"))
                .isTrue();
        HttpResponse<String> huge = check(new byte[12 << 20]);
        assertThat(huge.headers().firstValue("Location")).hasValue("/check-paper?large=yes");
        assertThat(new Phone(port).get("/check-paper?large=yes").body()).contains("文件太大");
        assertThat(check(pdf(document -> {})).body()).contains("没有本平台的签名");
        assertThat(
                        check(
                                        pdf(document ->
                                                document.protect(
                                                        new StandardProtectionPolicy(
                                                                "主人",
                                                                "别人",
                                                                new AccessPermission()))))
                                .body())
                .contains("上了锁");
        assertThat(
                        check(
                                        pdf(document ->
                                                document.getDocumentCatalog()
                                                        .setOpenAction(
                                                                new PDActionJavaScript(
                                                                        "app.alert(1)"))))
                                .body())
                .contains("里有程序");
        assertThat(check("%PDF-1.7\n1 0 obj\n<</Length 99999999>>stream\n".getBytes(UTF_8)).body())
                .contains("没有本平台的签名");
        assertThat(new Phone(port).post("/check-paper", Map.of("once", "x")).statusCode())
                .isEqualTo(422);
    }

    private interface Change {
        void to(PDDocument document) throws IOException;
    }

    private static byte[] pdf(Change change) throws IOException {
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            change.to(document);
            var bytes = new ByteArrayOutputStream();
            document.save(
                    bytes, org.apache.pdfbox.pdfwriter.compress.CompressParameters.NO_COMPRESSION);
            return bytes.toByteArray();
        }
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder.path())) {
            return files.filter(file -> file.toString().endsWith(".pdf")).toList();
        }
    }

    private Story sealed(String place) {
        return Story.asked(port, jdbc, place, "他打我，我很害怕", ",\"kind\":\"violence\"");
    }

    private static void note(Phone phone, Story story, String words) {
        Map<String, String> form = new HashMap<>();
        form.put("once", phone.token("/"));
        form.put("act", "note");
        form.put("words", words);
        assertThat(phone.post("/cases/" + story.id(), form).statusCode()).isEqualTo(303);
    }

    private byte[] paper(Phone phone, Story story) {
        HttpResponse<byte[]> made = make(phone, story);
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(made.headers().firstValue("Content-Disposition").orElse(""))
                .contains("attachment");
        return made.body();
    }

    private static HttpResponse<byte[]> make(Phone phone, Story story) {
        return phone.fileOf("/cases/" + story.id() + "/paper", Map.of("once", phone.token("/")));
    }

    private HttpResponse<String> check(byte[] file) {
        return check(new Phone(port), file);
    }

    private static HttpResponse<String> check(Phone phone, byte[] file) {
        return new Upload(phone)
                .send(
                        "/check-paper",
                        "record.pdf",
                        file,
                        Map.of("once", phone.token("/check-paper")));
    }

    private String newest(Story story) {
        return jdbc.sql(
                        "select encode(hash, 'hex') from cases.entry where matter = ? and what = 'NOTE' order by number desc limit 1")
                .param(story.id())
                .query(String.class)
                .single();
    }
}
