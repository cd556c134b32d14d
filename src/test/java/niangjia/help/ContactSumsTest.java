package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import niangjia.contact.model.Found;
import niangjia.contact.model.HerPage;
import niangjia.contact.tasks.ContactPoints;
import niangjia.contact.tasks.EndPairing;
import niangjia.contact.tasks.HandOver;
import niangjia.contact.tasks.HerPages;
import niangjia.contact.tasks.HerSide;
import niangjia.contact.tasks.Pair;
import niangjia.contact.tasks.Visits;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.Sums;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.CloseUnit;
import niangjia.network.tasks.FoldSums;
import niangjia.network.tasks.MoveUnit;
import niangjia.records.Entry.Door;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is in contact with how many is kept, and it is what a recount says. */
@OnTheRealNet
class ContactSumsTest {

    private static final String DIFFERENCES =
            """
            with counted as (
              select s.unit, 'contact.pairing' as what, 1 as amount from contact.pairing p join network.seat s on s.id = p.seat
              union all
              select s.unit, 'contact.woman', 1 from contact.pairing p join network.seat s on s.id = p.seat where p.counts
              union all
              select c.unit, 'contact.point', 1 from contact.point c where c.closed_on is null
              union all
              select s.unit, case when v.found = 'NOBODY' then 'contact.nobody.' else 'contact.visit.' end
                || extract(year from v.at at time zone 'Asia/Shanghai'), 1
              from contact.visit v join network.seat s on s.id = v.seat),
            recounted as (
              select a.id as unit, o.what, sum(o.amount) as amount from counted o join network.unit u on u.id = o.unit
              join network.unit a on a.position = any (network.upwards(u.position)) and (u.province <> 99 or a.depth > 0)
              group by a.id, o.what),
            kept as (select unit, what, amount from network.sum where what like 'contact.%' and amount <> 0)
            select coalesce(r.unit, k.unit) || ' ' || coalesce(r.what, k.what) || ': recounted ' || coalesce(r.amount, 0)
              || ', kept ' || coalesce(k.amount, 0)
            from recounted r full join kept k on k.unit = r.unit and k.what = r.what
            where r.amount is distinct from k.amount limit 20
            """;

    /** Each woman with a pairing is counted by exactly one of them. */
    private static final String COUNTED_TWICE =
            """
            select woman || ' ' || count(*) filter (where counts) from contact.pairing
            group by woman having count(*) filter (where counts) <> 1 limit 20
            """;

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired Pair pair;
    @Autowired Visits visits;
    @Autowired EndPairing endPairing;
    @Autowired HandOver handOver;
    @Autowired HerPages pages;
    @Autowired HerSide herSide;
    @Autowired ContactPoints points;
    @Autowired CloseUnit closeUnit;
    @Autowired MoveUnit moveUnit;
    @Autowired FoldSums fold;
    @Autowired Sums sums;

    @Test
    void afterManyThingsOfAllKinds() {
        var random = new Random(310);
        SeatHeld city = seats.fill(seats.place("4308"), "市里的她", true);
        SeatHeld county = seats.fill(seats.place("430802"), "县里的她", true);
        Place one = seats.village("430802001", 201, "算数一村");
        Place two = seats.village("430802001", 202, "算数二村");
        Place three = seats.village("430802001", 203, "算数三村");
        List<SeatHeld> members = new ArrayList<>();
        for (Place place : List.of(one, two, three)) {
            for (int i = 0; i < 3; i++) {
                members.add(seats.fill(place, place.name() + "的她" + i, true));
            }
        }
        members.add(county);
        List<Pair.Begun> all = new ArrayList<>();
        List<UUID> open = new ArrayList<>();
        int done = 0;
        for (int n = 0; n < 400; n++) {
            SeatHeld member = members.get(random.nextInt(members.size()));
            try {
                switch (random.nextInt(12)) {
                    case 0, 1, 2 ->
                            all.add(
                                    pair.aloud(
                                            member.branch(),
                                            new Pair.Wanted("户" + n, false, member.place().id())));
                    case 3 -> {
                        HerPage page = any(all, random);
                        all.add(pair.also(county.branch(), page));
                    }
                    case 4 -> {
                        HerPage page = any(all, random);
                        all.add(pair.also(member.branch(), page));
                    }
                    case 5 -> {
                        Pair.Begun begun = all.get(random.nextInt(all.size()));
                        endPairing.hers(begun.page(), Objects.requireNonNull(begun.pairing()));
                    }
                    case 6 ->
                            handOver.all(
                                    county,
                                    member.seat(),
                                    List.of(
                                            members.get(random.nextInt(members.size())).seat(),
                                            members.get(random.nextInt(members.size())).seat()));
                    case 7 -> {
                        if (random.nextInt(5) == 0) {
                            herSide.erase(any(all, random));
                        }
                    }
                    case 8 -> {
                        if (open.size() < 5) {
                            open.add(
                                    points.open(
                                            county,
                                            member.place().id(),
                                            new ContactPoints.Told(
                                                    "CONTACT_POINT",
                                                    "点" + n,
                                                    "村口",
                                                    "白天",
                                                    "坐坐",
                                                    null)));
                        } else {
                            points.close(county, open.removeFirst());
                        }
                    }
                    default -> {
                        Pair.Begun begun = all.get(random.nextInt(all.size()));
                        Instant at = clock.instant().minus(Duration.ofDays(random.nextInt(300)));
                        visits.made(
                                holder(begun, member),
                                new Visits.Made(
                                        UUID.randomUUID(),
                                        Objects.requireNonNull(begun.pairing()),
                                        at,
                                        Found.values()[random.nextInt(3)],
                                        "",
                                        null,
                                        false,
                                        null),
                                Door.PAGE);
                    }
                }
                done++;
            } catch (Refused | IllegalArgumentException no) {
                assertThat(no).isNotNull();
            }
            if (random.nextInt(20) == 0) {
                fold.all();
            }
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
        closeUnit.with(county.branch(), three.id(), one.id(), today);
        fold.all();
        moveUnit.under(
                city.branch(), seats.place("430802001").id(), seats.place("430811").id(), today);
        fold.all();
        System.out.println("pairings begun: " + all.size() + ", things done: " + done);
        assertThat(done).isGreaterThan(150);
        assertThat(jdbc.sql(COUNTED_TWICE).query(String.class).list()).isEmpty();
        assertThat(jdbc.sql(DIFFERENCES).query(String.class).list()).isEmpty();
        assertThat(sums.of(seats.place("430811").id()).getOrDefault("contact.pairing", 0L))
                .isPositive();
        Phone phone = Phone.of(port, seats, city);
        assertThat(phone.get("/numbers").statusCode()).isEqualTo(303);
        assertThat(phone.get("/numbers/" + city.place().id()).body()).contains("联系着的姐妹和家庭", "今年走访");
    }

    private SeatHeld holder(Pair.Begun begun, SeatHeld otherwise) {
        return jdbc.sql("select seat from contact.pairing where id = ?")
                .param(begun.pairing())
                .query(UUID.class)
                .optional()
                .map(seat -> seats.held(new SeatId(seat)))
                .orElse(otherwise);
    }

    private static HerPage any(List<Pair.Begun> all, Random random) {
        return all.get(random.nextInt(all.size())).page();
    }
}
