package niangjia.relief.tasks;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import niangjia.database.DemonstrationPart;
import niangjia.help.HeldRequests;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.records.Entry.Door;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Buyer;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.Need;
import niangjia.relief.model.PledgeId;
import niangjia.relief.model.Sharing;
import niangjia.relief.model.Terms;
import niangjia.shared.Money;
import niangjia.shared.Quantity.Measure;
import niangjia.shared.SeatId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A field of cabbages on its fourth day, hands for a harvest, and one that is over. */
@Component
class DemonstrationRelief implements DemonstrationPart {

    private static final long SEED = 20150308;
    private static final List<String> SURNAMES =
            List.of("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱", "胡");
    private static final List<String> CANTEENS =
            List.of("石桥县第一中学食堂", "石桥县人民医院食堂", "柳湾镇机关食堂", "永丰纺织厂食堂");

    private final JdbcClient jdbc;
    private final Network network;
    private final HeldRequests held;
    private final DraftRelief draft;
    private final OpenRelief open;
    private final Pledges pledges;
    private final HandOut handOut;
    private final RunWeek runWeek;
    private final Thanks thanks;
    private final Campaigns campaigns;
    private final Clock clock;
    private final Random random = new Random(SEED);

    DemonstrationRelief(
            JdbcClient jdbc,
            Network network,
            HeldRequests held,
            DraftRelief draft,
            OpenRelief open,
            Pledges pledges,
            HandOut handOut,
            RunWeek runWeek,
            Thanks thanks,
            Campaigns campaigns,
            Clock clock) {
        this.jdbc = jdbc;
        this.network = network;
        this.held = held;
        this.draft = draft;
        this.open = open;
        this.pledges = pledges;
        this.handOut = handOut;
        this.runWeek = runWeek;
        this.thanks = thanks;
        this.campaigns = campaigns;
        this.clock = clock;
    }

    private record InHand(SeatHeld member, HeldRequests.Held request) {}

    @Override
    public int order() {
        return 60;
    }

    @Override
    public void lay() {
        List<InHand> inHand = inHand();
        hands(inHand.get(0));
        cabbages(inHand.get(1));
        strawberries(inHand.get(2));
    }

    /** What somebody has in hand of the field, the last first. */
    private List<InHand> inHand() {
        List<InHand> all = new ArrayList<>();
        jdbc
                .sql(
                        "select distinct seat from help.held_request where province = ? and stage = 'IN_HAND' order by seat")
                .param(Network.FICTIONAL.number())
                .query((row, n) -> new SeatId(row.getObject(1, UUID.class)))
                .list()
                .stream()
                .map(network::seat)
                .flatMap(Optional::stream)
                .forEach(member ->
                        held.all(member.branch(), 20).stream()
                                .filter(request -> request.kind().equals("produce"))
                                .forEach(request -> all.add(new InHand(member, request))));
        all.sort(Comparator.comparing((InHand one) -> one.request.id().value()).reversed());
        return all;
    }

    private void cabbages(InHand one) {
        CampaignId id =
                opened(
                        one,
                        new Terms(
                                Need.PRODUCE,
                                "400 亩绿叶包菜遇暴雨开裂，等人来买",
                                "一场暴雨，包菜裂了口，收购的不来了。裂了口不影响吃，现砍现装，放阴凉处能存一个星期。",
                                Measure.TONNE,
                                new Money(60_000),
                                new BigDecimal(150),
                                new BigDecimal("0.025"),
                                new BigDecimal(30),
                                Sharing.IN_TURN,
                                today().plusDays(6)),
                        new DraftRelief.Seller("王秀兰", "", "柳湾村东头坡地，水塔南边", "王执委，村委会", true));
        BigDecimal left = new BigDecimal(108);
        for (String canteen : CANTEENS) {
            BigDecimal amount = new BigDecimal(12 + random.nextInt(8));
            pledge(id, Buyer.CANTEEN, canteen, amount);
            left = left.subtract(amount);
        }
        while (left.signum() > 0) {
            BigDecimal amount =
                    new BigDecimal(random.nextInt(60) + 1).multiply(new BigDecimal("0.025"));
            amount = amount.min(left);
            pledge(id, Buyer.PERSON, "", amount);
            left = left.subtract(amount);
        }
        back(id, Duration.ofDays(3).plusHours(5));
    }

    private void hands(InHand one) {
        CampaignId id =
                opened(
                        one,
                        new Terms(
                                Need.LABOUR,
                                "抢收晚稻，缺人手",
                                "天气预报说后天有大雨，她家三亩晚稻还在田里，丈夫在外地。管一顿午饭。",
                                Measure.HOUR,
                                new Money(1_500),
                                new BigDecimal(60),
                                new BigDecimal(2),
                                new BigDecimal(8),
                                Sharing.IN_TURN,
                                today().plusDays(3)),
                        new DraftRelief.Seller("刘桂芳", "刘嫂", "村北大田，机耕路尽头", "村妇联赵执委", true));
        for (int i = 0; i < 5; i++) {
            pledge(id, Buyer.PERSON, "", new BigDecimal(4 + random.nextInt(4)));
        }
    }

    /** All of it delivered and paid: the report stands there. */
    private void strawberries(InHand one) {
        CampaignId id =
                opened(
                        one,
                        new Terms(
                                Need.PRODUCE,
                                "大棚草莓熟了没人收",
                                "早上现摘，一箱五斤，当天送到。",
                                Measure.BOX,
                                new Money(5_000),
                                new BigDecimal(80),
                                BigDecimal.ONE,
                                new BigDecimal(30),
                                Sharing.EVENLY,
                                today().plusDays(4)),
                        new DraftRelief.Seller("陈玉梅", "", "大棚在村口第二排", "陈执委", true));
        List<PledgeId> all = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            all.add(pledge(id, Buyer.PERSON, "", new BigDecimal(2 + random.nextInt(4))));
        }
        Campaign campaign = campaigns.read(id).orElseThrow();
        SeatHeld leader = leaders(one.member.place()).getFirst();
        runWeek.close(leader, id.value());
        for (PledgeId pledge : all) {
            BigDecimal amount =
                    jdbc.sql("select allotted from relief.pledge where province = ? and id = ?")
                            .params(id.province().number(), pledge.value())
                            .query(BigDecimal.class)
                            .single();
            pledges.fetched(pledge, amount, true);
            handOut.handed(leader, id.value(), pledge.value(), amount, true);
        }
        thanks.say(leader, campaign.facts().id().value(), "一个都没烂在棚里，谢谢大家。");
        back(id, Duration.ofDays(5));
    }

    private CampaignId opened(InHand one, Terms terms, DraftRelief.Seller seller) {
        CampaignId id = draft.from(one.member, one.request.id().value(), terms, seller, List.of());
        Instant first =
                today().plusDays(1)
                        .atTime(LocalTime.of(8, 30))
                        .atZone(WorkingTime.ZONE)
                        .toInstant();
        draft.addWindow(one.member, id.value(), "柳湾镇文化站门口", first, Duration.ofHours(3));
        draft.addWindow(
                one.member,
                id.value(),
                "县妇女之家院内",
                first.plus(Duration.ofDays(1)).plus(Duration.ofHours(6)),
                Duration.ofHours(2));
        List<SeatHeld> leaders = leaders(one.member.place());
        open.seen(leaders.get(0), id.value(), today(), true, true, true, true);
        if (campaigns.read(id).orElseThrow().now().stage() == Campaign.Stage.SECOND) {
            open.second(leaders.get(1), id.value());
        }
        return id;
    }

    /** Those who lead this place and those above, the nearest first, each another person. */
    private List<SeatHeld> leaders(Place place) {
        List<SeatHeld> leaders = new ArrayList<>();
        for (Place above : network.path(place).reversed()) {
            network.people(above.id()).stream().filter(Campaign::leads).forEach(leaders::add);
        }
        return leaders;
    }

    private PledgeId pledge(CampaignId id, Buyer buyer, String organisation, BigDecimal amount) {
        UUID window =
                jdbc.sql(
                                "select id from relief.pick_up where province = ? and campaign = ? order by begins limit 1 offset ?")
                        .params(id.province().number(), id.value(), random.nextInt(2))
                        .query(UUID.class)
                        .single();
        String name = SURNAMES.get(random.nextInt(SURNAMES.size())) + "女士";
        return pledges.take(
                id,
                campaigns.read(id).orElseThrow().facts().terms(),
                new Pledges.Wanted(
                        buyer,
                        name,
                        "139%08d".formatted(random.nextInt(100_000_000)),
                        organisation,
                        false,
                        null,
                        window,
                        amount),
                Door.DEMONSTRATION);
    }

    /** As if it had begun some time ago. */
    private void back(CampaignId id, Duration by) {
        double seconds = by.toSeconds();
        for (String change :
                List.of(
                        "update relief.campaign set opened_at = opened_at - make_interval(secs => ?), closes_at = closes_at - make_interval(days => ?) where province = ? and id = ?",
                        "update relief.event set at = at - make_interval(secs => ?) * (what = 'OPENED')::int where province = ? and campaign = ?",
                        "update relief.vouched set at = at - make_interval(secs => ?) where province = ? and campaign = ?")) {
            var statement = jdbc.sql(change).param(seconds);
            if (change.contains("closes_at")) {
                // Still at midnight.
                statement = statement.param((int) Math.min(3, by.toDays()));
            }
            statement.param(id.province().number()).param(id.value()).update();
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }
}
