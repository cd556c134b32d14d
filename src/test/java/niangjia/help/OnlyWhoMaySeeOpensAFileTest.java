package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A file is given out to her whose matter it is and to the seats that may see that matter, and to
 * nobody else; of a sealed one she sees who opened it.
 */
@OnTheRealNet
class OnlyWhoMaySeeOpensAFileTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void sheAndTheSeatThatWorksOnItSeeEachOthersPictures() {
        SeatHeld seat = seats.onDuty("140105", "小店的她");
        Phone member = Phone.of(port, seats, seat);
        Phone hers = asked("140105", "小店的墙裂了七五零一", "work");
        UUID id = seats.asked("小店的墙裂了七五零一").getFirst();
        String address = "/requests/" + id;
        assertThat(Sendings.shown(hers.get("/mine").body())).hasSize(1);
        String page = member.get(address).body();
        assertThat(page).contains("alt=\"图片 1（", "small=yes");
        assertThat(Sendings.shown(page)).hasSize(1);
        assertThat(member.file(Sendings.shown(page).getFirst()).statusCode()).isEqualTo(200);

        member.post(address, Map.of("once", member.token("/"), "act", "claim", "words", "我来看"));
        assertThat(Sendings.act(member, address, "say", "", Sendings.photo()).statusCode())
                .as("a picture needs no words")
                .isEqualTo(303);
        assertThat(Sendings.say(hers, "还有一张", Sendings.photo()).statusCode()).isEqualTo(303);
        assertThat(Sendings.shown(member.get(address).body())).hasSize(3);
        List<String> all = Sendings.shown(hers.get("/mine").body());
        assertThat(all).hasSize(3);
        for (String file : all) {
            assertThat(hers.file(file).statusCode()).isEqualTo(200);
            assertThat(hers.file(file + "&small=yes").body().length)
                    .isLessThan(hers.file(file).body().length);
        }
    }

    @Test
    void aColleaguesNoteKeepsItsPictureFromHer() {
        SeatHeld seat = seats.onDuty("140106", "迎泽的她");
        Phone member = Phone.of(port, seats, seat);
        Phone hers = asked("140106", "迎泽的事七五零二", "work");
        UUID id = seats.asked("迎泽的事七五零二").getFirst();
        String address = "/requests/" + id;
        assertThat(Sendings.act(member, address, "note", "只给同事", Sendings.photo()).statusCode())
                .isEqualTo(303);
        List<String> seen = Sendings.shown(member.get(address).body());
        assertThat(seen).hasSize(2);
        String note =
                seen.stream()
                        .filter(file ->
                                !Sendings.shown(hers.get("/mine").body()).contains(ofHers(file)))
                        .findFirst()
                        .orElseThrow();
        assertThat(hers.file(ofHers(note)).statusCode()).isEqualTo(404);
        assertThat(hers.file(ofHers(note) + "&small=yes").statusCode()).isEqualTo(404);
        assertThat(hers.get("/mine/data").body())
                .as("it is told that it is there, and no way leads to it")
                .doesNotContain(note.substring(note.lastIndexOf('/')));
    }

    @Test
    void toAnotherSeatAnotherWomanAndAVisitorItIsNotThere() {
        seats.onDuty("140107", "杏花岭的她");
        Phone hers = asked("140107", "杏花岭的事七五零三", "work");
        UUID id = seats.asked("杏花岭的事七五零三").getFirst();
        String file = Sendings.shown(hers.get("/mine").body()).getFirst();
        String seatsWay =
                "/requests/"
                        + id
                        + "/files/"
                        + file.substring(file.lastIndexOf('/') + 1, file.indexOf('?'));
        Phone elsewhere = Phone.of(port, seats, seats.onDuty("140108", "尖草坪的她"));
        assertThat(elsewhere.file(seatsWay).statusCode()).isEqualTo(404);
        Phone other = asked("140108", "别人的事七五零四", "work");
        assertThat(other.file(file).statusCode()).isEqualTo(404);
        UUID others = seats.asked("别人的事七五零四").getFirst();
        assertThat(elsewhere.file(seatsWay.replace(id.toString(), others.toString())).statusCode())
                .as("her own matter is no way to another's file")
                .isEqualTo(404);
        assertThat(new Phone(port).file(file).statusCode()).isEqualTo(404);
        HttpResponse<byte[]> visitor = new Phone(port).file(seatsWay);
        assertThat(visitor.statusCode()).isEqualTo(303);
        assertThat(visitor.headers().firstValue("Location")).hasValue("/access");
    }

    @Test
    void itIsServedAsWhatWeMadeOfItAndKeptNowhere() {
        Phone hers = asked("140109", "万柏林的事七五零五", "work");
        String file = Sendings.shown(hers.get("/mine").body()).getFirst();
        HttpResponse<byte[]> answer = hers.file(file);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("image/jpeg");
        assertThat(answer.headers().allValues("Content-Disposition"))
                .containsExactly("inline; filename=\"picture.jpg\"");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .containsExactly("sandbox; default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void aSealedMattersFileIsOpenedByThoseOnItAndSheSeesEachOpening() {
        SeatHeld county = seats.onDuty("140110", "晋源的她");
        SeatHeld city = seats.onDuty("1401", "太原的她");
        SeatHeld beside = seats.onDuty("140121", "清徐的她");
        Story story = Story.asked(port, jdbc, "140110", "他打我七五零六", ",\"kind\":\"violence\"");
        String page = "/cases/" + story.id();
        Phone desk = Phone.of(port, seats, county);
        assertThat(Sendings.act(desk, page, "note", "脸上有伤", Sendings.photo()).statusCode())
                .isEqualTo(303);
        String seen = desk.get(page).body();
        assertThat(seen).contains("JPEG SHA-256 ").doesNotContain("small=yes");
        String file = Sendings.shown(seen).getFirst();
        long before = openings(story);
        assertThat(desk.file(file).statusCode()).isEqualTo(200);
        assertThat(desk.file(file).statusCode()).isEqualTo(200);
        assertThat(openings(story)).isEqualTo(before + 2);
        assertThat(story.page())
                .contains("晋源的她")
                .doesNotContain(file.substring(file.length() - 36));

        Phone above = Phone.of(port, seats, city);
        assertThat(above.file(file).statusCode()).as("no reason was given yet").isEqualTo(404);
        Phone neighbour = Phone.of(port, seats, beside);
        assertThat(neighbour.file(file).statusCode()).isEqualTo(404);
        String plainWay =
                "/requests/" + story.id() + "/files/" + file.substring(file.length() - 36);
        assertThat(desk.file(plainWay).statusCode()).as("not another module's way").isEqualTo(404);
        assertThat(
                        story.phone()
                                .file("/mine/files/" + file.substring(file.length() - 36))
                                .statusCode())
                .isEqualTo(404);
        assertThat(openings(story)).isEqualTo(before + 2);
    }

    @Test
    void aBadFileKeepsWhatSheTypedAndADoubleTapAsksOnce() {
        Phone hers = new Phone(port);
        HttpResponse<String> bad =
                Sendings.ask(
                        hers,
                        seats.place("140122").id().toString(),
                        "阳曲的事七五零七",
                        "work",
                        Sendings.photo(),
                        new Upload.Part("照片.jpg", Pictures.words("这不是照片")));
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body())
                .contains("阳曲的事七五零七", "第 2 个文件不是照片", "href=\"#file\"", "刚才选的照片或文件要再选一次");
        assertThat(seats.asked("阳曲的事七五零七")).isEmpty();

        Map<String, String> form =
                Map.of(
                        "once",
                        hers.token("/"),
                        "text",
                        "阳曲的事七五零七",
                        "place",
                        seats.place("140122").id().toString(),
                        "step",
                        "send");
        for (int tap = 0; tap < 2; tap++) {
            assertThat(new Upload(hers).send("/ask", form, Sendings.photo()).statusCode())
                    .isEqualTo(303);
        }
        assertThat(seats.asked("阳曲的事七五零七")).hasSize(1);
        assertThat(Sendings.shown(hers.get("/mine").body())).hasSize(1);
    }

    @Test
    void aMatterAndADeviceHaveTheirBounds() {
        Phone hers = asked("140123", "娄烦的事七五零八", "work");
        var seven = new ArrayList<Upload.Part>();
        for (int n = 0; n < 7; n++) {
            seven.add(new Upload.Part("小.png", Pictures.png(8, 8)));
        }
        assertThat(Sendings.say(hers, "七张", seven.toArray(Upload.Part[]::new)).body())
                .contains("一次最多 6 个文件", "七张");
        var six = seven.subList(0, 6).toArray(Upload.Part[]::new);
        for (int time = 0; time < 6; time++) {
            assertThat(Sendings.say(hers, "", six).statusCode()).isEqualTo(303);
        }
        assertThat(Sendings.say(hers, "", six).body()).contains("一件事最多 40 个文件");
        assertThat(Sendings.shown(hers.get("/mine").body())).hasSize(37);
        HttpResponse<String> answer = Sendings.say(hers, "不停地发", seven.getFirst());
        for (int time = 0; time < 25; time++) {
            answer = Sendings.say(hers, "不停地发", seven.getFirst());
        }
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("过一会儿再发", "不停地发");
    }

    @Test
    void aMemberWhoAsksForHerHandsInWhatSheShowedHer() {
        SeatHeld seat = seats.onDuty("140121", "清徐的另一位");
        Phone member = Phone.of(port, seats, seat);
        Map<String, String> form =
                new java.util.HashMap<>(
                        Map.of(
                                "place", seat.place().id().toString(),
                                "text", "屋顶漏了七五一七",
                                "name", "李婶",
                                "consent", "yes"));
        form.put("once", member.token("/requests/for-her"));
        Upload.Part nothing = new Upload.Part("x.jpg", new byte[] {1, 2, 3});
        HttpResponse<String> refused = new Upload(member).send("/requests/for-her", form, nothing);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("屋顶漏了七五一七", "李婶", "href=\"#file\"");
        assertThat(seats.asked("屋顶漏了七五一七")).isEmpty();

        form.put("once", member.token("/requests/for-her"));
        HttpResponse<String> sent =
                new Upload(member).send("/requests/for-her", form, Sendings.photo());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        UUID id = seats.asked("屋顶漏了七五一七").getFirst();
        String shown = Sendings.shown(member.get("/requests/" + id).body()).getFirst();
        assertThat(member.file(shown).statusCode()).isEqualTo(200);
    }

    @Test
    void filesAreTakenWhereAFormAsksForThemOnly() {
        Phone hers = new Phone(port);
        for (String elsewhere : List.of("/code", "/access", "/mine/data")) {
            assertThat(
                            new Upload(hers)
                                    .send(
                                            elsewhere,
                                            Map.of("once", hers.token("/")),
                                            Sendings.photo())
                                    .statusCode())
                    .as(elsewhere)
                    .isEqualTo(415);
        }
    }

    private Phone asked(String place, String words, String kind) {
        Phone hers = new Phone(port);
        HttpResponse<String> sent =
                Sendings.ask(
                        hers, seats.place(place).id().toString(), words, kind, Sendings.photo());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        return hers;
    }

    private static String ofHers(String file) {
        return "/mine/files/" + file.substring(file.lastIndexOf('/') + 1) + "?n=0";
    }

    private long openings(Story story) {
        return jdbc.sql("select count(*) from records.openings where matter = ?")
                .param(story.id())
                .query(Long.class)
                .single();
    }
}
