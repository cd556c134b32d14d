package niangjia.contact.tasks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import niangjia.contact.model.Found;
import niangjia.database.DemonstrationPart;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.records.Entry.Door;
import niangjia.shared.Ids;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Households, visits, a relay and points of contact of the fictional province. */
@Component
class DemonstrationContact implements DemonstrationPart {

    private static final long SEED = 19490324;
    private static final int SEATS = 24;

    private static final List<String> NAMES =
            List.of("李婶", "王奶奶家", "小周", "陈姐", "刘家", "赵大娘", "孙家", "吴嫂", "小郑", "冯婆婆家");

    private static final List<String> SAID =
            List.of(
                    "地里的菜长得好，就是路远。",
                    "孩子期中考了第八，挺高兴。",
                    "想学点手艺，家里走不开。",
                    "奶奶说天暖和了，腿也轻了些。",
                    "厂里这个月活多，忙得过来。",
                    "外头打工的回来过一趟，都好。",
                    "想在家门口找个活。",
                    "广场舞队缺个音箱。");

    private final JdbcClient jdbc;
    private final Network network;
    private final Pair pair;
    private final Visits visits;
    private final Relays relays;
    private final ContactPoints points;
    private final Clock clock;
    private final Random random = new Random(SEED);

    DemonstrationContact(
            JdbcClient jdbc,
            Network network,
            Pair pair,
            Visits visits,
            Relays relays,
            ContactPoints points,
            Clock clock) {
        this.jdbc = jdbc;
        this.network = network;
        this.pair = pair;
        this.visits = visits;
        this.relays = relays;
        this.points = points;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public void lay() {
        List<SeatHeld> members =
                network.seats(
                        jdbc.sql(
                                        """
                                        select d.seat from network.desk d join network.place p on p.id = d.unit
                                        where p.province = ? and p.depth >= 3 order by p.position, d.seat limit ?
                                        """)
                                .params(Network.FICTIONAL.number(), SEATS)
                                .query((row, n) -> new SeatId(row.getObject(1, UUID.class)))
                                .list());
        for (SeatHeld member : members) {
            int first = random.nextInt(NAMES.size());
            for (int i = 0; i < 4; i++) {
                household(member, NAMES.get((first + i) % NAMES.size()), i == 0);
            }
        }
        members.stream().filter(HandOver::leads).findFirst().ifPresent(this::homes);
        members.stream()
                .limit(1)
                .forEach(member ->
                        pair.propose(
                                member.branch(),
                                new Pair.Wanted("还没答应的小何", false, member.place().id())));
    }

    /** In villages below her, which they join to her federation. */
    private void homes(SeatHeld member) {
        jdbc.sql(
                        """
                        select id, name from network.place where province = ? and depth = 5 and closed_on is null
                          and position between ? and ? order by position limit 2
                        """)
                .params(Network.FICTIONAL.number(), member.branch().first(), member.branch().last())
                .query((row, n) ->
                        Map.entry(
                                new UnitId(row.getObject("id", UUID.class)), row.getString("name")))
                .list()
                .forEach(village ->
                        points.open(
                                member,
                                village.getKey(),
                                new ContactPoints.Told(
                                        "WOMENS_HOME",
                                        village.getValue() + "妇女之家",
                                        "村委会一楼，进门左手",
                                        "每周二、周四上午",
                                        "坐坐、说说话、孩子写作业",
                                        member.seat())));
    }

    private void household(SeatHeld member, String name, boolean relay) {
        Pair.Begun begun =
                pair.aloud(
                        member.branch(),
                        new Pair.Wanted(name, name.endsWith("家"), member.place().id()));
        UUID pairing = Objects.requireNonNull(begun.pairing());
        Instant first = clock.instant().minus(Duration.ofDays(40 + random.nextInt(40)));
        jdbc.sql("update contact.pairing set since = ? where province = ? and id = ?")
                .params(
                        LocalDate.ofInstant(first, WorkingTime.ZONE),
                        begun.page().province().number(),
                        pairing)
                .update();
        visit(member, pairing, first, Found.SAW);
        visit(
                member,
                pairing,
                first.plus(Duration.ofDays(10 + random.nextInt(25))),
                Found.values()[random.nextInt(3)]);
        if (relay) {
            relays.begin(member, pairing, "WORK", "想在家门口找个活，能顾着孩子。");
        }
    }

    private void visit(SeatHeld member, UUID pairing, Instant at, Found found) {
        visits.made(
                member,
                new Visits.Made(
                        Ids.next(clock),
                        pairing,
                        at,
                        found,
                        found.contact() ? SAID.get(random.nextInt(SAID.size())) : "",
                        null,
                        false,
                        null),
                Door.DEMONSTRATION);
    }
}
