package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarBuilder;
import niangjia.duties.tasks.OfferWork;
import niangjia.duties.tasks.WorkOn;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.FoldSums;
import niangjia.records.Entry.Door;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Projects, studios, the report of a seat, a federation's year and the calendar, over HTTP. */
@OnTheRealNet
class TheYearTellsWhatWasDoneTest {

    /** Recounted from the work itself against what is kept, at every unit of the country. */
    private static final String DIFFERENCES =
            """
            with counted as (
              select w.place as unit, duties.measure(w.stage, w.ended_at) as what, 1 as amount from duties.work w
              where duties.measure(w.stage, w.ended_at) is not null
              union all
              select p.unit, 'duties.projects.' || extract(year from p.ended_on), 1 from duties.project p
              where p.ended_on is not null),
            recounted as (
              select a.id as unit, o.what, sum(o.amount) as amount from counted o join network.unit u on u.id = o.unit
              join network.unit a on a.position = any (network.upwards(u.position)) and (u.province <> 99 or a.depth > 0)
              group by a.id, o.what),
            kept as (select unit, what, amount from network.sum where what like 'duties.%' and amount <> 0)
            select coalesce(r.unit, k.unit) || ' ' || coalesce(r.what, k.what) || ': recounted ' || coalesce(r.amount, 0)
              || ', kept ' || coalesce(k.amount, 0)
            from recounted r full join kept k on k.unit = r.unit and k.what = r.what
            where r.amount is distinct from k.amount limit 20
            """;

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired OfferWork offerWork;
    @Autowired WorkOn workOn;
    @Autowired FoldSums fold;

    @Test
    void aProjectIsLedByStepsAndEndsInTheReportAndTheYear() {
        SeatHeld chair = seats.sits(seats.place("530402"), "红塔的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = member("530402", "领办的执委");
        SeatHeld other = member("530402", "一起的执委");
        Phone hers = Phone.of(port, seats, member);
        String list = "/duties/projects/of/" + member.place().id();
        HttpResponse<String> nameless =
                post(hers, list, Map.of("act", "project", "title", "", "aim", "教三十位姐妹做刺绣"));
        assertThat(nameless.statusCode()).isEqualTo(422);
        assertThat(nameless.body()).contains("教三十位姐妹做刺绣");
        String project =
                goes(
                        post(
                                hers,
                                list,
                                Map.of("act", "project", "title", "刺绣班", "aim", "教三十位姐妹做刺绣")));
        goes(post(hers, project, Map.of("act", "step", "what", "找一间屋子")));
        goes(post(hers, project, Map.of("act", "add", "seat", other.seat().toString())));
        String step = found(hers.get(project).body(), "name=\"step\" value=\"([0-9a-f-]{36})\"");
        assertThat(
                        post(hers, project, Map.of("act", "done", "step", step, "result", ""))
                                .statusCode())
                .as("a tick is no result")
                .isEqualTo(422);
        Phone others = Phone.of(port, seats, other);
        goes(post(others, project, Map.of("act", "done", "step", step, "result", "村委会二楼，周三晚上")));
        Phone outsider = Phone.of(port, seats, member("530403", "江川的执委"));
        assertThat(outsider.get(project).statusCode()).isEqualTo(404);
        assertThat(post(outsider, project, Map.of("act", "end", "outcome", "x")).statusCode())
                .isEqualTo(404);
        goes(post(hers, project, Map.of("act", "end", "outcome", "二十八位学会了，九位接了单")));

        assertThat(hers.get("/duties/report").body()).contains("刺绣班", "二十八位学会了");
        assertThat(others.get("/duties/report").body()).contains("刺绣班");
        fold.all();
        Phone chairs = Phone.of(port, seats, chair);
        assertThat(chairs.get("/duties/year/" + chair.place().id()).body()).contains("刺绣班");
        assertThat(chairs.get("/duties/report/" + member.seat()).body()).contains("刺绣班");
        assertThat(others.get("/duties/report/" + member.seat()).statusCode())
                .as("a colleague's report is not hers to read")
                .isEqualTo(404);
        assertThat(outsider.get("/duties/year/" + chair.place().id()).statusCode()).isEqualTo(404);
        assertThat(new Phone(port).get("/duties/report").statusCode()).isEqualTo(303);
    }

    @Test
    void aStudioIsPublicAndTellsWhoWhenAndWhatCameOfIt() {
        SeatHeld chair = seats.sits(seats.place("530423"), "通海的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = member("530423", "有手艺的执委");
        Phone chairs = Phone.of(port, seats, chair);
        String list = "/duties/projects/of/" + chair.place().id();
        Map<String, String> studio =
                Map.of(
                        "act", "studio",
                        "seat", member.seat().toString(),
                        "name", "巧手工作室",
                        "does", "教做银饰，帮着找买家",
                        "hours", "每周六下午");
        assertThat(post(Phone.of(port, seats, member), list, studio).statusCode()).isEqualTo(422);
        String opened = goes(post(chairs, list, studio));
        Phone visitor = new Phone(port);
        assertThat(visitor.get(opened).body())
                .contains("巧手工作室", "每周六下午", "有手艺的执委")
                .doesNotContain(member.holder().toString());
        goes(post(chairs, opened + "/change", Map.of("act", "close")));
        assertThat(visitor.get("/duties/projects").statusCode()).isEqualTo(303);
    }

    @Test
    void herCalendarOpensByItsAddressAloneUntilSheEndsIt() throws Exception {
        SeatHeld chair = seats.sits(seats.place("530424"), "华宁的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = member("530424", "看日历的执委");
        LocalDate due = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE).plusDays(5);
        UUID id =
                offerWork.by(
                        chair,
                        new OfferWork.Offer(chair.place().id(), false, null, "给李桂英家送化肥", due),
                        Door.PAGE);
        workOn.claim(member, id, false, Door.PAGE);
        Phone hers = Phone.of(port, seats, member);
        goes(post(hers, "/duties/calendar", Map.of("act", "begin")));
        String address =
                found(hers.get("/duties/calendar").body(), "(/duties/feed/[A-Za-z0-9_-]+\\.ics)");
        Phone program = new Phone(port);
        HttpResponse<String> feed = program.get(address);
        assertThat(feed.statusCode()).isEqualTo(200);
        assertThat(feed.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/calendar");
        var calendar = new CalendarBuilder().build(new StringReader(feed.body()));
        assertThat(calendar.getComponents("VEVENT")).hasSize(1);
        assertThat(feed.body())
                .contains(due.toString().replace("-", ""))
                .as("a passer-by who sees the phone learns nobody's name")
                .doesNotContain("李桂英");
        String forged =
                address.replaceFirst(
                        "feed/(.)", "feed/" + (address.contains("feed/A") ? "B" : "A"));
        assertThat(program.get(forged).statusCode()).isEqualTo(404);
        goes(post(hers, "/duties/calendar", Map.of("act", "end")));
        assertThat(program.get(address).statusCode()).isEqualTo(404);
        goes(post(hers, "/duties/calendar", Map.of("act", "begin")));
        assertThat(program.get(address).statusCode()).as("a new address").isEqualTo(404);
        String next =
                found(hers.get("/duties/calendar").body(), "(/duties/feed/[A-Za-z0-9_-]+\\.ics)");
        assertThat(program.get(next).statusCode()).isEqualTo(200);
        jdbc.sql("update network.seat set holder = ? where id = ?")
                .params(UUID.randomUUID(), member.seat().value())
                .update();
        assertThat(program.get(next).statusCode()).as("it was hers, not her seat's").isEqualTo(404);
    }

    @Test
    void whatIsKeptIsWhatARecountSays() {
        SeatHeld chair = seats.sits(seats.place("530425"), "易门的主席", "CHAIR", "FULL_TIME");
        SeatHeld member = member("530425", "做事的执委");
        for (int n = 0; n < 5; n++) {
            UUID id =
                    offerWork.by(
                            chair,
                            new OfferWork.Offer(
                                    chair.place().id(), false, null, "第 " + n + " 件", null),
                            Door.PAGE);
            if (n > 0) {
                workOn.claim(member, id, n == 2, Door.PAGE);
            }
            if (n > 2) {
                workOn.tellResult(member, id, "做好了");
            }
            if (n == 3) {
                workOn.confirm(chair, id);
            }
        }
        fold.all();
        assertThat(jdbc.sql(DIFFERENCES).query(String.class).list()).isEmpty();
        assertThat(
                        jdbc.sql(
                                        "select what from network.sum where unit = ? and what like 'duties.%'")
                                .param(chair.place().id().value())
                                .query(String.class)
                                .list())
                .contains("duties.open", "duties.in-hand");
    }

    private SeatHeld member(String place, String name) {
        return seats.sits(seats.place(place), name, "EXECUTIVE_MEMBER", "PART_TIME");
    }

    private static HttpResponse<String> post(Phone phone, String path, Map<String, String> typed) {
        Map<String, String> form = new HashMap<>(typed);
        form.put("once", phone.token("/my-seat"));
        return phone.post(path, form);
    }

    private static String goes(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String found(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        return matcher.group(1);
    }
}
