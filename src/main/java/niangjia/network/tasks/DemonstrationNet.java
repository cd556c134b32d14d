package niangjia.network.tasks;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import niangjia.database.DemonstrationPart;
import niangjia.keys.Keys;
import niangjia.network.Network;
import niangjia.network.Sums;
import niangjia.network.WorkingTime;
import niangjia.network.model.Named;
import niangjia.network.model.Spelling;
import niangjia.shared.Ids;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The demonstration's fictional province: a code that GB/T 2260 does not use, one county with six
 * townships and some 150 villages, five federations beside the territory, 300 seats. Drawn from a
 * fixed seed.
 */
@Component
class DemonstrationNet implements DemonstrationPart {

    private static final long SEED = 20180308;
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高";
    private static final List<String> GIVEN =
            List.of(
                    "秀英", "桂兰", "玉珍", "淑芬", "春梅", "丽华", "红霞", "爱萍", "小燕", "海棠", "冬梅", "雪琴", "月娥",
                    "巧云", "金凤", "彩霞", "素珍", "晓红", "建芳", "雅琴", "慧敏", "文静", "秋菊", "翠萍", "凤英", "美玲",
                    "莉娟", "腊梅");
    private static final List<String> SKILLS =
            List.of(
                    "种植能手", "律师", "心理咨询", "小学老师", "村医", "家政带头人", "养殖大户", "会计", "裁缝", "退休教师", "电商",
                    "人民调解员", "");
    private static final String LANDSCAPE = "柳石桥坪宁槐枣梨桃杏竹松柏泉溪塘堰岗洼园禾谷麦莲荷枫榆桑菊兰";
    private static final List<String> ENDINGS = List.of("湾", "沟", "庄", "营", "坪", "岭", "坡", "塘");

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final Sums sums;
    private final Keys keys;
    private final Clock clock;
    private final Random random = new Random(SEED);
    private final List<Object[]> seats = new ArrayList<>();
    private final List<Object[]> terms = new ArrayList<>();
    private final List<Object[]> holdings = new ArrayList<>();
    private final List<Object[]> acts = new ArrayList<>();
    private final Set<String> used = new HashSet<>();
    private int approval = 11;

    DemonstrationNet(JdbcClient jdbc, JdbcTemplate batch, Sums sums, Keys keys, Clock clock) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.sums = sums;
        this.keys = keys;
        this.clock = clock;
    }

    private record Unit(UUID id, long position, int depth) {}

    @Override
    public int order() {
        return 10;
    }

    @Override
    public void lay() {
        jdbc.sql(
                        "insert into network.source (id, name, licence, digest, rows_laid_in, laid_in_at) values (?,"
                                + " '示例（虚构）', 'Apache-2.0', 'seed 20180308', 0, ?)")
                .param(Ids.next(clock))
                .param(now())
                .update();
        Unit nation =
                jdbc.sql("select id, position, depth from network.unit where depth = 0")
                        .query(Unit.class)
                        .single();
        Unit province = unit(nation, 98, "99", "示例省", "province", "FOUNDED");
        Unit city = unit(province, 1, "9901", "示例市", "city", "FOUNDED");
        Unit county = unit(city, 1, "990101", "石桥县", "county", "FOUNDED");
        committee(province, 1, 1, 0, 1);
        committee(city, 1, 1, 0, 1);
        committee(county, 1, 2, 7, 2);
        List<String> townships = List.of("柳湾镇", "石桥镇", "青坪镇", "河口镇", "云岭乡", "白杨街道");
        Unit market = null;
        Unit migrants = null;
        for (int t = 0; t < townships.size(); t++) {
            String code = "990101" + (t == 5 ? "001" : String.valueOf(100 + t));
            Unit township = unit(county, t + 1, code, townships.get(t), "township", "FOUNDED");
            committee(township, 1, 2, 8, 0);
            int villages = t == 0 ? 54 : 19;
            for (int v = 0; v < villages; v++) {
                village(township, v, code, t == 5, t == 0 && v == 0 ? "柳湾" : null);
            }
            if (t == 0) {
                Unit cooperative = unit(township, 900, null, "绿野蔬菜专业合作社", "cooperative", "FOUNDED");
                committee(cooperative, 1, 0, 2, 0);
            }
            if (t == 5) {
                market = unit(township, 900, null, "新华建材市场", "market", "LISTED");
                Unit building = unit(township, 901, null, "拓展大厦", "building", "FOUNDED");
                committee(building, 1, 0, 1, 0);
                migrants = unit(township, 902, null, "外来务工姐妹之家", "migrants", "FOUNDED");
                committee(migrants, 1, 0, 1, 0);
            }
        }
        Unit online = unit(county, 900, null, "护工网上妇联", "online", "FOUNDED");
        committee(online, 1, 1, 2, 0);
        covers(market, county);
        covers(migrants, city);
        covers(migrants, county);
        members(migrants, 9);
        members(online, 14);
        ownKind(province);
        keep();
    }

    private void village(Unit township, int v, String code, boolean town, @Nullable String named) {
        String name = named != null ? named + "村" : villageName(town);
        boolean blind = v % 19 == 11;
        Unit village =
                unit(
                        township,
                        v + 1,
                        code + "%03d".formatted(200 + v),
                        name,
                        "village",
                        blind ? "UNKNOWN" : "FOUNDED");
        if (blind) {
            return;
        }
        if (v % 17 == 5) {
            emptySeat(village);
        } else {
            committee(village, 1, 0, v % 5 == 0 || v % 7 == 3 ? 1 : 0, 0);
        }
    }

    private String villageName(boolean town) {
        while (true) {
            char first =
                    random.nextInt(3) == 0
                            ? SURNAMES.charAt(random.nextInt(SURNAMES.length()))
                            : LANDSCAPE.charAt(random.nextInt(LANDSCAPE.length()));
            String ending = ENDINGS.get(random.nextInt(ENDINGS.size()));
            String name =
                    first
                            + (SURNAMES.indexOf(first) >= 0 ? "家" : "")
                            + ending
                            + (town ? "社区" : "村");
            if (used.add(name)) {
                return name;
            }
        }
    }

    private Unit unit(
            Unit parent, int k, @Nullable String code, String name, String kind, String standing) {
        UUID id = Ids.next(clock);
        int depth = parent.depth + 1;
        LocalDate founded = LocalDate.of(2018, 1 + random.nextInt(12), 1 + random.nextInt(28));
        jdbc.sql(
                        """
                        insert into network.unit (id, province, code, name, spelled, initials, kind, parent, depth, position,
                          standing, since, founded_on, source)
                        select ?, 99, ?, ?, ?, ?, ?, ?, ?, ? + ? * network.width(?), ?, date '2018-01-01', ?, s.id
                        from network.source s where s.digest = 'seed 20180308'
                        """)
                .param(id)
                .param(code)
                .param(name)
                .param(Spelling.of(name).spelled())
                .param(Spelling.of(name).initials())
                .param(kind)
                .param(parent.id)
                .param(depth)
                .param(parent.position)
                .param(k)
                .param(depth)
                .param(standing)
                .param(standing.equals("FOUNDED") ? Date.valueOf(founded) : null)
                .update();
        // The nation's numbers know nothing of the demonstration.
        if (parent.depth > 0) {
            sums.add(
                    new UnitId(parent.id),
                    Sums.units(kind, niangjia.network.Place.Standing.valueOf(standing)),
                    1);
        }
        if (standing.equals("FOUNDED")) {
            int elected = kind.equals("village") ? 11 : 25;
            acts.add(
                    new Object[] {
                        id,
                        "石妇字〔2018〕" + approval++ + "号",
                        Date.valueOf(founded),
                        !kind.equals("province"),
                        elected + 2,
                        elected,
                        elected * 4,
                        now()
                    });
        }
        long position =
                jdbc.sql("select position from network.unit where id = ?")
                        .param(id)
                        .query(Long.class)
                        .single();
        return new Unit(id, position, depth);
    }

    private void committee(Unit unit, int chairs, int viceChairs, int members, int cadres) {
        UUID term = Ids.next(clock);
        terms.add(
                new Object[] {
                    term,
                    unit.id,
                    3,
                    Date.valueOf(LocalDate.of(2023, 5, 1)),
                    Math.max(unit.depth == 5 ? 11 : 25, chairs + viceChairs + members)
                });
        for (int i = 0; i < chairs; i++) {
            seat(unit, term, "CHAIR", i == 0 && unit.depth < 4 ? "FULL_TIME" : "PART_TIME");
        }
        for (int i = 0; i < viceChairs; i++) {
            seat(unit, term, "VICE_CHAIR", "PART_TIME");
        }
        for (int i = 0; i < members; i++) {
            seat(unit, term, "EXECUTIVE_MEMBER", "PART_TIME");
        }
        for (int i = 0; i < cadres; i++) {
            seat(unit, null, "CADRE", i == 0 ? "FULL_TIME" : "SECONDED");
        }
    }

    private void emptySeat(Unit unit) {
        UUID term = Ids.next(clock);
        terms.add(new Object[] {term, unit.id, 3, Date.valueOf(LocalDate.of(2023, 5, 1)), 11});
        seats.add(
                new Object[] {
                    Ids.next(clock),
                    unit.id,
                    term,
                    "CHAIR",
                    "PART_TIME",
                    "",
                    new String[0],
                    null,
                    null,
                    false,
                    null,
                    now()
                });
        sums.add(new UnitId(unit.id), "seat.empty", 1);
    }

    private void seat(Unit unit, @Nullable UUID term, String post, String engagement) {
        UUID id = Ids.next(clock);
        UUID holder = Ids.next(clock);
        String name = name();
        boolean first = post.equals("CHAIR") && unit.depth <= 4;
        boolean onDuty = first || random.nextInt(100) < 84;
        seats.add(
                new Object[] {
                    id,
                    unit.id,
                    term,
                    post,
                    engagement,
                    SKILLS.get(random.nextInt(SKILLS.size())),
                    new String[0],
                    holder,
                    name,
                    onDuty,
                    onDuty ? null : Date.valueOf(today().plusDays(3 + random.nextInt(20))),
                    now()
                });
        holdings.add(
                new Object[] {
                    id,
                    holder,
                    name,
                    post.equals("CADRE") ? "APPOINTED" : "ELECTED",
                    Date.valueOf(LocalDate.of(2023, 5, 1))
                });
        sums.add(new UnitId(unit.id), "seat.filled", 1);
        if (onDuty) {
            sums.add(new UnitId(unit.id), "seat.on-duty", 1);
        }
    }

    private String name() {
        while (true) {
            String name =
                    SURNAMES.charAt(random.nextInt(SURNAMES.length()))
                            + GIVEN.get(random.nextInt(GIVEN.size()));
            if (used.add(name)) {
                return name;
            }
        }
    }

    private void covers(@Nullable Unit organisation, Unit place) {
        if (organisation != null) {
            jdbc.sql(
                            "insert into network.coverage (unit, covers, during) values (?, ?, daterange('2018-06-01',"
                                    + " null))")
                    .param(organisation.id)
                    .param(place.id)
                    .update();
        }
    }

    private void members(@Nullable Unit organisation, int howMany) {
        for (int i = 0; organisation != null && i < howMany; i++) {
            UUID woman = Ids.next(clock);
            jdbc.sql(
                            "insert into network.membership (province, unit, woman, during, known_as, contact, agreed)"
                                    + " values (99, ?, ?, daterange(?, null), ?, ?, ?)")
                    .param(organisation.id)
                    .param(woman)
                    .param(today().minusDays(random.nextInt(400)))
                    .param(keys.close(Named.MEMBER.in(Network.FICTIONAL, woman), name()))
                    .param(
                            keys.closeIfAny(
                                    Named.MEMBER_CONTACT.in(Network.FICTIONAL, woman),
                                    i % 3 == 0 ? null : "工友群里找我"))
                    .param(i % 4 == 0 ? "HEARD" : "HERSELF")
                    .update();
        }
    }

    private void ownKind(Unit province) {
        jdbc.sql(
                        "insert into network.kind (code, name_zh, name_en, added_by, since) values ('own-99-1', '妇女微家',"
                                + " 'Women''s micro-home', ?, date '2019-03-08')")
                .param(province.id)
                .update();
    }

    private void keep() {
        batch.batchUpdate(
                "insert into network.founding (unit, approval, approved_on, converted, candidates, elected, ballots,"
                        + " recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                acts);
        batch.batchUpdate(
                "insert into network.term (id, unit, number, begins, committee) values (?, ?, ?, ?, ?)",
                terms);
        batch.batchUpdate(
                "insert into network.seat (id, province, unit, term, post, engagement, skills, takes, holder,"
                        + " known_as, on_duty, away_until, changed_at) values (?, 99, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?)",
                seats);
        batch.batchUpdate(
                "insert into network.holding (seat, holder, known_as, by, during) values (?, ?, ?, ?, daterange(?,"
                        + " null))",
                holdings);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }
}
