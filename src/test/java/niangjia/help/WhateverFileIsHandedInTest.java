package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whatever an operator hands in over HTTP is told plainly on a page; what cannot be read changes
 * nothing, and the program goes on.
 */
@OnTheRealNet
class WhateverFileIsHandedInTest {

    private static final byte[] PICTURE =
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    private Phone operator = new Phone(0);
    private long before;

    @BeforeEach
    void sitDown() {
        operator = Phone.of(port, seats, seats.fill(seats.place("23"), "黑龙江操作员", false));
        before = villages();
    }

    @AfterEach
    void nothingCameInAndTheProgramLives() {
        assertThat(villages()).isEqualTo(before);
        assertThat(operator.get("/").statusCode()).isEqualTo(200);
        assertThat(
                        new Upload(operator)
                                .whenDone(looked("村.csv", gbk("代码,名称\n230102001701,石桥社区\n"))))
                .contains("黑龙江省", "铺入以后");
    }

    @Test
    void aBrokenXlsx() throws IOException {
        byte[] whole = workbook();
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThat(told("村.xlsx", half)).contains("这个 XLSX 文件已经损坏");
        byte[] torn = whole.clone();
        new Random(7).ints(300, 30, torn.length - 100).forEach(at -> torn[at] ^= 0x55);
        assertThat(told("村.xlsx", torn)).contains("这个 XLSX 文件已经损坏");
    }

    @Test
    void aZipBomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        assertThat(bytes.size()).isLessThan(1 << 20);
        assertThat(told("村.xlsx", bytes.toByteArray())).contains("展开后过大");
    }

    @Test
    void aListInGbk() {
        assertThat(told("村.csv", gbk("代码,名称\n230102001702,滨江社区\n230102001703,长空村\n")))
                .contains("黑龙江省", "铺入以后");
    }

    @Test
    void aPictureThatCallsItselfAList() {
        assertThat(told("村.csv", PICTURE)).contains("既不是 UTF-8 也不是 GBK");
    }

    @Test
    void anEmptyFile() {
        HttpResponse<String> answer = handIn("村.csv", new byte[0]);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("文件是空的", "id=\"file\"", "href=\"#file\"")
                .doesNotContain("Exception");
        assertThat(told("村.csv", "\n\n".getBytes(StandardCharsets.UTF_8))).contains("文件是空的");
    }

    @Test
    void halfOfWhatWasToBeSent() throws IOException {
        byte[] body = body("村.csv", gbk("代码,名称\n230102001704,半截村\n"));
        String answer = overAThinLine(body.length, Arrays.copyOf(body, body.length - 40));
        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("tel:110")
                .doesNotContain("Exception");
        // The edge between the parts never came, though all that was announced did.
        byte[] cut = Arrays.copyOf(body, body.length - 40);
        HttpResponse<String> whole = new Upload(operator).send(Upload.ADDRESS, cut);
        assertThat(whole.statusCode()).isEqualTo(400);
        assertThat(whole.body()).contains("tel:110").doesNotContain("Exception");
    }

    @Test
    void aFileThatIsTooLarge() throws IOException {
        byte[] begun = body("村.csv", new byte[1000]);
        String answer = overAThinLine(300L << 20, begun);
        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .contains("内容太大了", "tel:110")
                .doesNotContain("Exception");
    }

    private HttpResponse<String> handIn(String name, byte[] file) {
        return new Upload(operator).send(Upload.ADDRESS, body(name, file));
    }

    private byte[] body(String name, byte[] file) {
        return Upload.whole(name, file, Map.of("once", operator.token(Upload.ADDRESS)));
    }

    private String looked(String name, byte[] file) {
        HttpResponse<String> answer = handIn(name, file);
        assertThat(answer.statusCode()).as(name).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private String told(String name, byte[] file) {
        String page = new Upload(operator).whenDone(looked(name, file));
        assertThat(page).doesNotContain("Exception", "\tat ");
        return page;
    }

    /** Says how much is to come, sends what there is, and then no more. */
    private String overAThinLine(long announced, byte[] body) throws IOException {
        try (var line = new Socket("localhost", port)) {
            line.setSoTimeout(20_000);
            var head =
                    "POST %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\nCookie: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(
                                    Upload.ADDRESS,
                                    port,
                                    operator.cookies(),
                                    Upload.TYPE,
                                    announced);
            line.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            line.getOutputStream().write(body);
            line.shutdownOutput();
            return new String(line.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] workbook() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "test", "1.0")) {
            var sheet = book.newWorksheet("村");
            for (int row = 0; row < 200; row++) {
                sheet.value(row, 0, row == 0 ? "代码" : "230102001" + (700 + row));
                sheet.value(row, 1, row == 0 ? "名称" : "第" + row + "村");
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gbk(String lines) {
        return lines.getBytes(Charset.forName("GBK"));
    }

    private long villages() {
        return jdbc.sql(
                        "select count(*) from network.unit where province = 23 and kind = 'village'")
                .query(Long.class)
                .single();
    }
}
