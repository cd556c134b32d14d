package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.GpsDirectory;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Against sham help: no field twice at once, no old picture unseen, and somebody is heard. */
@OnTheRealNet
class AFieldIsOfferedOnceTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;

    private record Desk(SeatHeld member, Phone phone) {}

    private Desk desk(String county) {
        SeatHeld member = seats.onDuty(county, "看地的干部");
        return new Desk(member, Phone.of(port, seats, member));
    }

    private UUID inHand(Desk desk, String county) {
        Story story = Story.asked(port, jdbc, county, "苹果卖不出去", "");
        story.act(desk.phone(), "claim", "就来");
        return story.id();
    }

    private Map<String, String> draft(Desk desk, UUID request, String yard) {
        Map<String, String> form = new HashMap<>();
        form.put("once", desk.phone().token("/relief/draft?request=" + request));
        form.put("request", request.toString());
        form.put("need", "PRODUCE");
        form.put("item", "冰雹打过的苹果");
        form.put("story", "有疤，甜。");
        form.put("measure", "BOX");
        form.put("cap", "100");
        form.put("price", "30");
        form.put("useful", today().plusDays(9).toString());
        form.put("seller", "周桂英");
        form.put("yard", yard);
        form.put("reach", "找村委会");
        form.put("agreed", "yes");
        return form;
    }

    private UUID drafted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return UUID.fromString(answer.headers().firstValue("Location").orElseThrow().split("/")[2]);
    }

    private HttpResponse<String> works(Desk desk, UUID id, String act, String... more) {
        Map<String, String> form = new HashMap<>();
        form.put("once", desk.phone().token("/access"));
        form.put("act", act);
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return desk.phone().post("/relief/" + id + "/work", form);
    }

    private HttpResponse<String> opens(Desk desk, UUID id, String... more) {
        works(
                desk,
                id,
                "window",
                "where",
                "集市东口",
                "day",
                today().plusDays(3).toString(),
                "time",
                "08:30",
                "hours",
                "2.5");
        var form = new java.util.ArrayList<String>();
        for (String fact : new String[] {"field", "quantity", "price"}) {
            form.add(fact);
            form.add("yes");
        }
        form.add("seen");
        form.add(today().toString());
        form.addAll(java.util.List.of(more));
        return works(desk, id, "seen", form.toArray(String[]::new));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    @Test
    void theSameFieldTwiceAtOnceHoweverItIsSpelled() {
        Desk desk = desk("371502");
        UUID first =
                drafted(
                        desk.phone()
                                .post(
                                        "/relief/draft",
                                        draft(desk, inHand(desk, "371502"), "小李庄东头，3 号地")));
        assertThat(opens(desk, first).statusCode()).isEqualTo(303);
        UUID second =
                drafted(
                        desk.phone()
                                .post(
                                        "/relief/draft",
                                        draft(desk, inHand(desk, "371502"), "小李庄东头３号地")));
        var refused = opens(desk, second);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("不能同时发两次");
        works(desk, first, "stop", "how", "SOLD_ELSEWHERE", "words", "果贩子都拉走了");
        assertThat(new Phone(port).get("/relief/" + first).body()).contains("别处卖了", "果贩子都拉走了");
        assertThat(opens(desk, second).statusCode()).isEqualTo(303);
    }

    @Test
    void anEarlierPictureHasToBeLookedAtAndNoneTellsWhereItWasTaken()
            throws IOException, ImageProcessingException {
        Desk desk = desk("371503");
        byte[] photo = Pictures.fromATelephone(Pictures.written(field(7), "jpeg"), 1);
        UUID first =
                drafted(
                        new Upload(desk.phone())
                                .send(
                                        "/relief/draft",
                                        draft(desk, inHand(desk, "371503"), "南岗果园"),
                                        new Upload.Part("地里.jpg", photo)));
        assertThat(opens(desk, first).statusCode()).isEqualTo(303);
        Phone anybody = new Phone(port);
        String page = anybody.get("/relief/" + first).body();
        String picture =
                page.replaceFirst("(?s).*(/relief/[0-9a-f-]+/pictures/[0-9a-f-]+)\".*", "$1");
        byte[] shown = anybody.file(picture).body();
        assertThat(Pictures.read(shown)).isNotNull();
        assertThat(
                        ImageMetadataReader.readMetadata(new ByteArrayInputStream(shown))
                                .getDirectoriesOfType(GpsDirectory.class))
                .isEmpty();

        UUID second =
                drafted(
                        new Upload(desk.phone())
                                .send(
                                        "/relief/draft",
                                        draft(desk, inHand(desk, "371503"), "北坡果园"),
                                        new Upload.Part(
                                                "又一张.png", Pictures.written(field(7), "png"))));
        var refused = opens(desk, second);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("和以前的很像", "先看看像的那几张");
        assertThat(opens(desk, second, "pictures", "yes").statusCode()).isEqualTo(303);

        UUID third =
                drafted(
                        new Upload(desk.phone())
                                .send(
                                        "/relief/draft",
                                        draft(desk, inHand(desk, "371503"), "西沟果园"),
                                        new Upload.Part(
                                                "别的.jpg", Pictures.written(field(8), "jpeg"))));
        assertThat(opens(desk, third).statusCode()).isEqualTo(303);
    }

    @Test
    void whoSaysThatSomethingIsWrongIsHeardByWhoVouchedAndAbove() {
        Desk desk = desk("371521");
        SeatHeld above = seats.sits(seats.place("3715"), "市里的主席", "CHAIR", "FULL_TIME");
        UUID id =
                drafted(
                        desk.phone()
                                .post(
                                        "/relief/draft",
                                        draft(desk, inHand(desk, "371521"), "高庄果园")));
        opens(desk, id);
        Phone anybody = new Phone(port);
        String alarm = "/relief/" + id + "/alarm";
        assertThat(
                        anybody.post(alarm, Map.of("once", anybody.token(alarm), "words", "假的"))
                                .statusCode())
                .isEqualTo(422);
        assertThat(
                        anybody.post(
                                        alarm,
                                        Map.of("once", anybody.token(alarm), "words", "这块地去年就没种苹果"))
                                .statusCode())
                .isEqualTo(303);
        assertThat(Phone.of(port, seats, above).get("/workbench").body()).contains("有人说一件认购不对劲");
        assertThat(desk.phone().get("/relief/" + id + "/work").body()).contains("这块地去年就没种苹果");
        assertThat(anybody.get("/relief/" + id).body()).doesNotContain("这块地去年就没种苹果");
        UUID told =
                jdbc.sql("select id from relief.alarm where campaign = ?")
                        .param(id)
                        .query(UUID.class)
                        .single();
        assertThat(
                        works(desk, id, "answer", "alarm", told.toString(), "words", "去看了，是今年新栽的")
                                .statusCode())
                .isEqualTo(303);
    }

    /** A field as a camera sees it: spots, the same for the same number. */
    private static BufferedImage field(int seed) {
        var random = new Random(seed);
        var picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 8; x++) {
                int light = random.nextInt(256);
                pen.setColor(new Color(light, light / 2 + 64, light / 3));
                pen.fillRect(x * 80, y * 80, 80, 80);
            }
        }
        pen.dispose();
        return picture;
    }
}
