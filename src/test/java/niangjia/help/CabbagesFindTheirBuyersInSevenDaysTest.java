package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.contact.model.Found;
import niangjia.contact.tasks.Pair;
import niangjia.contact.tasks.Visits;
import niangjia.network.QuietHours;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.FoldSums;
import niangjia.records.Entry.Door;
import niangjia.relief.tasks.RunReliefClocks;
import niangjia.shared.Ids;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A storm cracks nearly 400 mu of cabbages; the member linked with the farmer stands in the field
 * the same afternoon; within seven days canteens, shops and neighbours have taken them all. Hour by
 * hour, with the clock in hand.
 */
@OnTheRealNet
class CabbagesFindTheirBuyersInSevenDaysTest {

    private static final String PLACE = "371402";

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired Pair pair;
    @Autowired Visits visits;
    @Autowired RunReliefClocks clocks;
    @Autowired FoldSums fold;

    private UUID campaign = new UUID(0, 0);

    @Test
    void fromTheStormToHerWord() {
        // Whatever time other stories have left.
        clock.turnTo(
                LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE)
                        .plusDays(1)
                        .atTime(14, 0)
                        .atZone(WorkingTime.ZONE)
                        .toInstant());
        SeatHeld member = seats.sits(seats.place(PLACE), "王执委", "EXECUTIVE_MEMBER", "PART_TIME");
        SeatHeld chair = seats.sits(seats.place(PLACE), "李主席", "CHAIR", "PART_TIME");
        SeatHeld second = seats.sits(seats.place(PLACE), "赵副主席", "VICE_CHAIR", "PART_TIME");
        Phone desk = Phone.of(port, seats, member);
        Phone leader = Phone.of(port, seats, chair);
        Phone other = Phone.of(port, seats, second);

        // Day one, 14:00. The storm is over; the member linked with her stands in the field.
        Pair.Begun begun =
                pair.aloud(member.branch(), new Pair.Wanted("秀兰嫂", false, member.place().id()));
        UUID visit = Ids.next(clock);
        visits.made(
                member,
                new Visits.Made(
                        visit,
                        java.util.Objects.requireNonNull(begun.pairing()),
                        clock.instant(),
                        Found.SAW,
                        "近 400 亩包菜裂了，收购的不来了，卖不出去",
                        null,
                        false,
                        null),
                Door.PAGE);
        AskForHer.Asked asked =
                visits.becomesRequest(member, visit, "produce", true, AskForHer.Safely.UNSAID);
        UUID request = asked.id().value();
        assertThat(
                        desk.post(
                                        "/requests/" + request,
                                        Map.of(
                                                "once",
                                                desk.token("/requests/" + request),
                                                "act",
                                                "claim",
                                                "words",
                                                "大姐，我下午就到地头"))
                                .statusCode())
                .isEqualTo(303);
        assertThat(desk.get("/requests/" + request).body()).contains("/relief/draft?request=");

        // 15:00. A draft in one sitting; without her consent there is none.
        clock.turn(Duration.ofHours(1));
        Map<String, String> draft = draft(request);
        draft.put("once", desk.token("/relief/draft?request=" + request));
        draft.remove("agreed");
        var refused = desk.post("/relief/draft", draft);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("href=\"#agreed\"", "绿叶包菜");
        draft.put("agreed", "yes");
        draft.put("once", Phone.tokenIn(refused.body()));
        var drafted = desk.post("/relief/draft", draft);
        assertThat(drafted.statusCode()).isEqualTo(303);
        campaign =
                UUID.fromString(
                        drafted.headers().firstValue("Location").orElseThrow().split("/")[2]);
        assertThat(new Phone(port).get(page()).statusCode())
                .as("a draft is nobody's")
                .isEqualTo(404);
        assertThat(
                        works(
                                desk, "window", "where", "镇文化站门口", "day", day(5), "time", "09:00",
                                "hours", "3"))
                .isEqualTo(303);

        // 17:00. The chair has seen it; it is worth more than one opens alone.
        clock.turn(Duration.ofHours(2));
        assertThat(
                        works(
                                desk,
                                "seen",
                                "seen",
                                day(0),
                                "field",
                                "yes",
                                "quantity",
                                "yes",
                                "price",
                                "yes"))
                .as("a member without office opens nothing")
                .isEqualTo(404);
        assertThat(works(leader, "seen", "seen", day(0), "field", "yes", "quantity", "yes"))
                .isEqualTo(422);
        assertThat(
                        works(
                                leader,
                                "seen",
                                "seen",
                                day(0),
                                "field",
                                "yes",
                                "quantity",
                                "yes",
                                "price",
                                "yes"))
                .isEqualTo(303);
        assertThat(works(leader, "second")).as("nobody is two persons").isEqualTo(422);
        assertThat(new Phone(port).get(page()).statusCode()).isEqualTo(404);
        assertThat(works(other, "second")).isEqualTo(303);
        String open = new Phone(port).get(page()).body();
        assertThat(open)
                .contains("绿叶包菜", "去看过地里", "李主席", "赵副主席", "schema.org/Offer")
                .doesNotContain("王秀兰", "东头坡地", "13800000000");
        assertThat(new Phone(port).get("/relief").body()).contains("绿叶包菜");
        assertHolds();

        // Day two: canteens and neighbours. Day three: more than there is.
        clock.turn(Duration.ofHours(20));
        List<Phone> buyers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            buyers.add(pledges("CANTEEN", "第" + i + "中学食堂", "30", "1370000000" + i));
        }
        for (int i = 0; i < 20; i++) {
            buyers.add(pledges("PERSON", "", "0.5", "136000000" + (10 + i)));
        }
        assertHolds();
        clock.turn(Duration.ofDays(1));
        buyers.add(pledges("SHOP", "永辉商店", "40", "13500000001"));
        assertThat(
                        List.of(
                                desk.get("/workbench"),
                                leader.get("/requests"),
                                leader.get("/requests/now")))
                .allSatisfy(board ->
                        assertThat(board.body())
                                .contains(
                                        "<progress max=\"150.0\" value=\"140.0\"", "140 / 150 吨"));
        Phone waits = pledges("PERSON", "", "20", "13500000002");
        Phone small = pledges("PERSON", "", "10", "13500000003");
        assertThat(waits.get("/my-pledges").body()).contains("在排队");
        assertThat(small.get("/my-pledges").body()).contains("认下了");
        assertHolds();

        // Day four: a canteen does not need its part any more, and who waited moves up.
        clock.turn(Duration.ofDays(1));
        Phone leaves = buyers.removeFirst();
        assertThat(mine(leaves, "withdraw")).isEqualTo(303);
        assertThat(waits.get("/my-pledges").body()).contains("排到您了", "东头坡地");
        buyers.add(waits);
        buyers.add(small);
        assertHolds();

        // Day five, in the field again: less than was taken; who came first is served first.
        clock.turn(Duration.ofHours(18));
        assertThat(works(desk, "yields", "amount", "135", "words", "又烂了一些")).isEqualTo(303);
        assertThat(small.get("/my-pledges").body()).contains("地里不够");
        assertHolds();
        assertThat(new Phone(port).get(page()).body()).contains("又烂了一些", "135 吨");

        // The day before the window everybody who comes is reminded, and not at night.
        agreed(QuietHours.UNTIL, "PT11H", member);
        clock.turnTo(instant(3, 10));
        clocks.runDue();
        assertThat(waits.get("/my-pledges").body())
                .as("here the forenoon is quiet too")
                .doesNotContain("明天取货");
        clock.turnTo(instant(3, 11));
        clocks.runDue();
        assertThat(waits.get("/my-pledges").body()).contains("明天取货");

        // Day six at nine: fetched, paid to her, and both sides say so. One does not come.
        clock.turnTo(instant(2, 10));
        Phone missing = buyers.removeLast();
        UUID missed = lastLine();
        assertThat(works(desk, "missed", "pledge", missed.toString())).isEqualTo(303);
        assertThat(missing.get("/my-pledges").body()).contains("没来取");
        assertHolds();
        for (var line :
                jdbc.sql(
                                "select id, trim_scale(allotted)::text as share from relief.pledge where campaign = ? and stage = 'TAKEN'")
                        .param(campaign)
                        .query((row, n) -> Map.entry(row.getString("id"), row.getString("share")))
                        .list()) {
            assertThat(
                            works(
                                    desk,
                                    "handed",
                                    "pledge",
                                    line.getKey(),
                                    "amount",
                                    line.getValue(),
                                    "paid",
                                    "yes"))
                    .isEqualTo(303);
            assertHolds();
        }
        String sheet = desk.get(page() + "/pick-up").body();
        assertThat(sheet).contains("镇文化站门口", "永辉商店");
        assertThat(desk.get(page() + "/lines.csv").body()).contains("永辉商店", "13500000001");
        for (Phone buyer : buyers) {
            String share =
                    buyer.get("/my-pledges")
                            .body()
                            .replaceFirst("(?s).*name=\"fetched\"[^>]*value=\"([^\"]+)\".*", "$1");
            assertThat(mine(buyer, "fetched", "fetched", share, "paid", "yes")).isEqualTo(303);
            assertHolds();
        }

        // Day seven: the clock closes it, and the report writes itself.
        clock.turn(Duration.ofDays(3));
        clocks.runDue();
        String report = new Phone(port).get(page()).body();
        assertThat(report).contains("结束报告", "交完了", "…食堂");
        assertThat(read("stage")).isEqualTo("ENDED");
        assertThat(read("delivered")).isEqualTo(read("paid")).isEqualTo(read("taken"));
        assertHolds();
        assertThat(works(desk, "thanks", "words", "一棵也没烂在地里")).isEqualTo(303);
        assertThat(new Phone(port).get(page()).body()).contains("一棵也没烂在地里");

        // Her request has its result, and only she says that it is done.
        assertThat(stage(request)).isEqualTo("HER_WORD");
        Phone her = new Phone(port);
        her.post("/code", Map.of("once", her.token("/code"), "code", asked.code()));
        assertThat(her.get("/mine").body()).contains("发起的帮扶", "绿叶包菜", "两边都说了");
        her.post(
                "/mine",
                Map.of("once", her.token("/mine"), "word", "done", "words", "都拉走了", "how", "YES"));
        assertThat(stage(request)).isEqualTo("DONE");
        fold.all();
        assertThat(her.get("/network/" + member.place().id()).body()).contains("结束了 1 件认购");
    }

    private Map<String, String> draft(UUID request) {
        Map<String, String> form = new HashMap<>();
        form.put("request", request.toString());
        form.put("need", "PRODUCE");
        form.put("item", "绿叶包菜，暴雨开裂");
        form.put("story", "裂口不影响吃，阴凉处能放一星期。");
        form.put("measure", "TONNE");
        form.put("cap", "150");
        form.put("price", "600");
        form.put("smallest", "0.5");
        form.put("most", "40");
        form.put("useful", day(9));
        form.put("rule", "IN_TURN");
        form.put("seller", "王秀兰");
        form.put("shown", "");
        form.put("yard", "柳湾村东头坡地");
        form.put("reach", "王秀兰 13800000000");
        form.put("agreed", "yes");
        return form;
    }

    private String page() {
        return "/relief/" + campaign;
    }

    private String day(int later) {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE).plusDays(later).toString();
    }

    /** An hour of the day, so many days before the last useful one. */
    private java.time.Instant instant(int before, int hour) {
        LocalDate useful =
                jdbc.sql("select begins from relief.pick_up where campaign = ?")
                        .param(campaign)
                        .query((row, n) ->
                                LocalDate.ofInstant(
                                        row.getTimestamp(1).toInstant(), WorkingTime.ZONE))
                        .single();
        return useful.minusDays(before - 2L).atTime(hour, 0).atZone(WorkingTime.ZONE).toInstant();
    }

    private Phone pledges(String buyer, String organisation, String amount, String contact) {
        Phone phone = new Phone(port);
        Map<String, String> form = new HashMap<>();
        form.put("once", phone.token(page() + "/pledge"));
        form.put("buyer", buyer);
        form.put("organisation", organisation);
        form.put("name", "买菜的人");
        form.put("contact", contact);
        form.put("amount", amount);
        form.put(
                "window",
                jdbc.sql("select id::text from relief.pick_up where campaign = ?")
                        .param(campaign)
                        .query(String.class)
                        .single());
        HttpResponse<String> answer = phone.post(page() + "/pledge", form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return phone;
    }

    private UUID lastLine() {
        return jdbc.sql(
                        "select id from relief.pledge where campaign = ? and stage = 'TAKEN' order by at desc, id desc limit 1")
                .param(campaign)
                .query(UUID.class)
                .single();
    }

    private int works(Phone phone, String act, String... more) {
        return sent(phone, page() + "/work", act, more);
    }

    private int mine(Phone phone, String act, String... more) {
        return sent(phone, "/my-pledges", act, more);
    }

    private static int sent(Phone phone, String path, String act, String... more) {
        Map<String, String> form = new HashMap<>();
        form.put("once", phone.token(path.equals("/my-pledges") ? path : "/access"));
        form.put("act", act);
        for (int i = 0; i < more.length; i += 2) {
            form.put(more[i], more[i + 1]);
        }
        return phone.post(path, form).statusCode();
    }

    private void agreed(String name, String value, SeatHeld where) {
        jdbc.sql(
                        "insert into network.setting (name, unit, value, during) values (?, ?, ?, daterange('2020-01-01', null))")
                .params(name, where.place().id().value(), value)
                .update();
    }

    private String read(String column) {
        return jdbc.sql("select " + column + "::text from relief.campaign where id = ?")
                .param(campaign)
                .query(String.class)
                .single();
    }

    private String stage(UUID request) {
        return jdbc.sql("select stage from help.request where id = ?")
                .param(request)
                .query(String.class)
                .single();
    }

    private void assertHolds() {
        assertThat(
                        jdbc.sql(
                                        """
                                        select c.taken <= c.cap and c.allotted <= least(c.taken, c.available) and c.delivered <= c.allotted
                                          and c.paid <= c.delivered and c.paid >= 0
                                          and c.taken = coalesce(sum(p.amount) filter (where p.stage = 'TAKEN'), 0)
                                          and c.allotted = coalesce(sum(p.allotted), 0) and c.delivered = coalesce(sum(p.delivered), 0)
                                          and c.paid = coalesce(sum(p.paid), 0)
                                          and c.buyers = count(*) filter (where p.stage = 'TAKEN')
                                        from relief.campaign c left join relief.pledge p on p.campaign = c.id where c.id = ? group by c.province, c.id
                                        """)
                                .param(campaign)
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }
}
