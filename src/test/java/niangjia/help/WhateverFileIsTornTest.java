package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import niangjia.network.SeatHeld;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A good file of every kind that is taken anywhere, torn at random from a seed that is printed:
 * bits turned, parts cut out, doubled, or swapped for those of another kind. Each gets an answer in
 * plain words.
 */
@Tag("prove")
@OnTheRealNet
class WhateverFileIsTornTest {

    private static final int EACH = 150;

    /** Each is drawn by a program of its own. */
    private static final int DOCUMENTS = 30;

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Map<String, Integer> answers = new TreeMap<>();

    @Test
    void itIsTakenOrRefusedAndNeverAnAccident() throws IOException {
        System.out.println("seed " + seed);
        String place = seats.place("220102").id().toString();
        SeatHeld county = seats.onDuty("220102", "南关的她");
        Phone desk = Phone.of(port, seats, county);
        Story sealed = Story.asked(port, jdbc, "220102", "他打我", ",\"kind\":\"violence\"");
        desk.get("/cases/" + sealed.id());
        desk.post(
                "/cases/" + sealed.id(),
                Map.of("once", desk.token("/"), "act", "note", "words", "去过她家"));
        byte[] paper =
                desk.fileOf("/cases/" + sealed.id() + "/paper", Map.of("once", desk.token("/")))
                        .body();
        assertThat(paper).as("a paper for a court").hasSizeGreaterThan(10_000);
        Map<String, byte[]> whole =
                Map.of(
                        "jpeg", Pictures.fromATelephone(Pictures.jpeg(160, 120), 6),
                        "png", Pictures.png(160, 120),
                        "webp",
                                Base64.getDecoder()
                                        .decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="),
                        "pdf", Pictures.pdf(2));
        for (var kind : new TreeMap<>(whole).entrySet()) {
            int many = kind.getKey().equals("pdf") ? DOCUMENTS : EACH;
            for (int n = 0; n < many; n++) {
                byte[] torn = torn(kind.getValue(), whole);
                told(
                        "asked with a " + kind.getKey(),
                        Sendings.ask(
                                new Phone(port),
                                place,
                                "南关的事",
                                "work",
                                new Upload.Part("一张." + kind.getKey(), torn)));
            }
        }
        for (int n = 0; n < EACH; n++) {
            Phone stranger = new Phone(port);
            told(
                    "a paper to be checked",
                    new Upload(stranger)
                            .send(
                                    "/check-paper",
                                    "paper.pdf",
                                    torn(paper, whole),
                                    Map.of("once", stranger.token("/check-paper"))));
        }
        Phone operator = Phone.of(port, seats, seats.fill(seats.place("22"), "吉林操作员", false));
        byte[] list = "代码,名称\n220102001701,石桥社区\n".repeat(40).getBytes(StandardCharsets.UTF_8);
        byte[] book = workbook();
        for (int n = 0; n < EACH; n++) {
            boolean sheet = n % 2 == 0;
            String kind = sheet ? "村.xlsx" : "村.csv";
            var answer =
                    new Upload(operator)
                            .send(
                                    Upload.ADDRESS,
                                    kind,
                                    torn(sheet ? book : list, whole),
                                    Map.of("once", operator.token(Upload.ADDRESS)));
            told("villages as " + kind, answer);
            answer.headers()
                    .firstValue("Location")
                    .ifPresent(page ->
                            assertThat(new Upload(operator).whenDone(page))
                                    .as("seed " + seed)
                                    .doesNotContain("Exception", "\tat "));
        }
        System.out.println("torn files were answered with " + answers);
        HttpResponse<String> good =
                Sendings.ask(new Phone(port), place, "南关的事", "work", Sendings.photo());
        assertThat(good.statusCode()).as("and the program goes on").isEqualTo(303);
    }

    private void told(String what, HttpResponse<String> answer) {
        answers.merge(what + " " + answer.statusCode(), 1, Integer::sum);
        assertThat(answer.statusCode()).as(what + ", seed " + seed).isIn(200, 303, 413, 422);
        assertThat(answer.body()).as(what + ", seed " + seed).doesNotContain("Exception", "\tat ");
    }

    private byte[] torn(byte[] file, Map<String, byte[]> others) {
        byte[] torn = file.clone();
        int wounds = 1 + random.nextInt(4);
        for (int n = 0; n < wounds && torn.length > 8; n++) {
            int from = random.nextInt(torn.length - 4);
            int length = 1 + random.nextInt(Math.min(64, torn.length - from - 1));
            switch (random.nextInt(5)) {
                case 0 -> {
                    for (int i = 0; i < 8; i++) {
                        torn[random.nextInt(torn.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                }
                case 1 -> torn = Arrays.copyOf(torn, from + 1);
                case 2 ->
                        torn =
                                Pictures.joined(
                                        Arrays.copyOf(torn, from),
                                        Arrays.copyOfRange(torn, from + length, torn.length));
                case 3 ->
                        torn =
                                Pictures.joined(
                                        Arrays.copyOf(torn, from + length),
                                        Arrays.copyOfRange(torn, from, torn.length));
                default -> {
                    byte[] other =
                            others.values().stream().toList().get(random.nextInt(others.size()));
                    System.arraycopy(other, 0, torn, from, Math.min(length, other.length));
                }
            }
        }
        return torn;
    }

    private static byte[] workbook() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "test", "1.0")) {
            var sheet = book.newWorksheet("村");
            for (int row = 0; row < 60; row++) {
                sheet.value(row, 0, row == 0 ? "代码" : "220102001" + (700 + row));
                sheet.value(row, 1, row == 0 ? "名称" : "第" + row + "村");
            }
        }
        return bytes.toByteArray();
    }
}
