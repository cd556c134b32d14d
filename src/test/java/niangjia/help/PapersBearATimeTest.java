package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import niangjia.cases.outside.TimeServer;
import niangjia.network.SeatHeld;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Where an operator names an authority, papers for courts bear its time; without it they say so.
 */
@Tag("prove")
@OnTheRealNet
class PapersBearATimeTest {

    @TempDir static Path home;
    private static final TimeServer SERVER = new TimeServer();

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @DynamicPropertySource
    static void named(DynamicPropertyRegistry settings) throws IOException {
        Path root = SERVER.certificates(home.resolve("root.crt"));
        settings.add("niangjia.papers.authority", SERVER::address);
        settings.add("niangjia.papers.authority-certificates", root::toString);
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void ofThatAuthorityAndSayWhenTheyBearNone() throws IOException {
        SeatHeld county = seats.onDuty("150105", "赛罕的她");
        Story story = Story.asked(port, jdbc, "150105", "他打我，我很害怕", ",\"kind\":\"violence\"");
        Phone desk = Phone.of(port, seats, county);

        byte[] timed = paper(desk, story);
        assertThat(text(timed)).contains("127.0.0.1给本文件的签名加盖了可信时间戳");
        String told = check(timed);
        assertThat(told).contains("没有被改过：", TimeServer.NAME, "9:02");

        SERVER.close();
        byte[] without = paper(desk, story);
        assertThat(text(without)).contains("第三方时间：没有");
        assertThat(check(without))
                .contains("没有被改过：", "没有：时间只出自本平台自己")
                .doesNotContain(TimeServer.NAME);
        assertThat(check(timed)).as("what it said stays").contains(TimeServer.NAME);
    }

    private static byte[] paper(Phone desk, Story story) {
        var made = desk.fileOf("/cases/" + story.id() + "/paper", Map.of("once", desk.token("/")));
        assertThat(made.statusCode()).isEqualTo(200);
        return made.body();
    }

    private static String text(byte[] paper) throws IOException {
        try (PDDocument document = Loader.loadPDF(paper)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s", "");
        }
    }

    private String check(byte[] paper) {
        Phone anybody = new Phone(port);
        return new Upload(anybody)
                .send(
                        "/check-paper",
                        "record.pdf",
                        paper,
                        Map.of("once", anybody.token("/check-paper")))
                .body();
    }
}
