package niangjia.help.tasks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import niangjia.database.DemonstrationPart;
import niangjia.files.Attachments;
import niangjia.help.OnSealing;
import niangjia.help.RequestId;
import niangjia.help.model.Guess;
import niangjia.help.model.Kind;
import niangjia.help.model.Request;
import niangjia.help.model.Route;
import niangjia.help.model.Satisfied;
import niangjia.keys.Keys;
import niangjia.messages.Messages;
import niangjia.network.Signs;
import niangjia.network.WorkingDays;
import niangjia.people.Consents;
import niangjia.people.People;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A month of requests in the fictional province, asked, worked on and answered by the same verbs as
 * real ones, at moments of the past. Drawn from a fixed seed.
 */
@Component
class DemonstrationRequests implements DemonstrationPart {

    private static final long SEED = 19100308;

    /** What she said; what the member answered; what she said at the end. */
    private record Story(String asked, String answered, String proposed, String word) {}

    private static final Story CABBAGES =
            new Story(
                    "一场暴雨，近 400 亩包菜开裂，收购的不来了，卖不出去。",
                    "大姐，我下午 4 点到地头，先看看有多少能卖的。",
                    "县里食堂和几家单位都定了，这两天就来拉。",
                    "都拉走了，谢谢你们跑前跑后。");

    private static final Story STRAWBERRIES =
            new Story("大棚的草莓熟了没人收，价格压得太低。", "我联系了两家水果店，下午来看货。", "两家都要，一斤多给八毛。", "卖完了，比去年还好。");

    private static final Story RICE =
            new Story("种地就我一个人，三亩晚稻还没收，后天有大雨，找不到人手。", "我现在就去村里问，先凑几个人。", "", "");

    private static final List<Story> STORIES =
            List.of(
                    CABBAGES,
                    new Story(
                            "想找个能顾着孩子的活，会缝纫。",
                            "镇上服装厂在招计件工，明天陪您去看看。",
                            "厂里说下周一就能上班。",
                            "上班了，中午能回家做饭。"),
                    new Story(
                            "孩子放学没人接，我和他爸都在外地打工，奶奶腿脚不好。",
                            "村里的儿童之家四点半开门，我先去接。",
                            "和老师、奶奶都说好了，每天有人送到家。",
                            "奶奶说孩子回来得准，放心了。"),
                    new Story(
                            "想报护工班，请问要不要钱？",
                            "免费的，七天，包一顿午饭，身份证和健康证带上就行。",
                            "名字报上了，下月 3 号开班。",
                            "报上了，谢谢。"),
                    new Story(
                            "离婚两年了，他一直不给抚养费。",
                            "我们的律师执委明天在镇上，您带上判决书过来。",
                            "调解好了，他当面补了半年的，以后每月 5 号打到卡上。",
                            "这个月的收到了。"),
                    new Story(
                            "查出乳腺癌，听说有救助金，怎么申请？",
                            "能申请，我把要的材料写给您，诊断证明我陪您去开。",
                            "材料交到县里了，钱到账会有短信。",
                            "到账了，谢谢娘家人。"),
                    new Story(
                            "心里难受，晚上睡不着，没人说话。",
                            "您什么时候方便？今晚八点我给您打电话，慢慢说。",
                            "这周聊了三次，也约了县里的心理老师。",
                            "好多了，能睡着了。"),
                    new Story(
                            "婆婆和我总吵架，日子过不下去。",
                            "我明天上门坐坐，先听听您的，再听听老人的。",
                            "和老人也说开了，说好各管一摊。",
                            "这半个月没吵，先这样。"),
                    new Story(
                            "工资拖了三个月没给，老板说没钱。",
                            "把考勤和聊天记录留好，明天一起去劳动监察。",
                            "监察大队来过了，老板答应 20 号前结清。",
                            "结清了，一分不少。"),
                    new Story(
                            "想学手艺，家里走不开，有没有近一点的？",
                            "村里文化室周末有编织课，离您家十分钟。",
                            "给您留了位子，周六上午九点。",
                            "去了，老师教得细。"),
                    STRAWBERRIES,
                    new Story(
                            "孩子要上小学，户口不在这里，学校不收。",
                            "我去教育办问清楚要哪些材料，今天回您。",
                            "材料齐了，9 月 1 日直接去报到。",
                            "报上名了。"),
                    new Story(
                            "怀孕被辞退了，厂里说合同到期。",
                            "合同和产检单拍给我看看，这不能随便辞。",
                            "厂里撤回了，工资照发到产假结束。",
                            "通知拿到了，心里踏实了。"),
                    new Story(
                            "想开个小超市，不知道怎么贷款。",
                            "有妇女小额贷款，我把条件和要的表拿给您。",
                            "银行的人来看过了，批了五万。",
                            "钱下来了，下月开张。"),
                    new Story("奶奶一个人带两个孩子，冬天的衣服不够。", "明天我过去看看孩子的尺码。", "衣服和被子都送到了。", "孩子穿上了，正合身。"),
                    new Story(
                            "土地确权没有我的名字，村里说嫁出去的不算。",
                            "法律上算，我和司法所的同志一起去村里说。",
                            "村里开会补登记了，名字写上了。",
                            "看到本子了，有我的名字。"));

    private static final List<String> SEALED =
            List.of("他喝了酒就打我，昨晚又动手了。", "他掐脖子，说再说离婚就打死我。", "他把我锁在家里不让出门，手机也拿走了。");

    private final JdbcClient jdbc;
    private final Clock real;
    private final Random random = new Random(SEED);
    private final Moment moment = new Moment();
    private final AskForHelp ask;
    private final Requests requests;
    private final Paths paths;
    private List<UUID> villages = List.of();

    DemonstrationRequests(
            JdbcClient jdbc,
            WorkingDays workingDays,
            Receipts receipts,
            Records records,
            Messages messages,
            People people,
            Consents consents,
            Signs signs,
            Keys keys,
            Attachments attachments,
            ObjectProvider<OnSealing> onSealing,
            Clock real,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.real = real;
        this.paths = new Paths(jdbc, workingDays, moment);
        LockedOut lockedOut = new LockedOut(jdbc, keys, moment);
        this.requests =
                new Requests(
                        jdbc,
                        paths,
                        records,
                        messages,
                        signs,
                        keys,
                        lockedOut,
                        attachments,
                        people,
                        onSealing,
                        moment);
        this.ask =
                new AskForHelp(
                        jdbc,
                        paths,
                        receipts,
                        requests,
                        lockedOut,
                        people,
                        consents,
                        attachments,
                        keys,
                        moment,
                        transactions);
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public void lay() {
        villages =
                jdbc.sql(
                                "select id from network.place where province = 99 and depth >= 5 order by position")
                        .query(UUID.class)
                        .list();
        Instant now = real.instant();
        for (int i = 0; i < 180; i++) {
            Instant asked = daytime(now.minus(Duration.ofHours(75 + random.nextInt(640))));
            finished(story(i), asked, asked.plus(Duration.ofMinutes(15 + random.nextInt(500))));
        }
        for (int i = 0; i < 6; i++) {
            silent(story(i + 3), now.minus(Duration.ofDays(20 + i)));
        }
        for (int i = 0; i < 14; i++) {
            taken(notProduce(story(i)), now.minus(Duration.ofHours(8 + random.nextInt(110))));
        }
        for (int i = 0; i < 7; i++) {
            proposed(story(i + 5), now.minus(Duration.ofHours(30 + random.nextInt(90))));
        }
        for (int i = 0; i < 11; i++) {
            asked(story(i + 2), now.minus(Duration.ofMinutes(20 + random.nextInt(1000))));
        }
        for (int i = 0; i < 3; i++) {
            late(story(i + 8), now.minus(Duration.ofMinutes(24 * 60 + 40 + random.nextInt(700))));
        }
        asked(new Story(SEALED.get(0), "", "", ""), now.minus(Duration.ofMinutes(2)));
        taken(
                new Story(SEALED.get(1), "我是县妇联的，现在说话方便吗？方便就回一个字。", "", ""),
                now.minus(Duration.ofHours(26)));
        finished(
                new Story(SEALED.get(2), "我们和派出所的同志在路上，您先别出声。", "告诫书拿到了，也给您联系了庇护的地方。", "出来了，安全。"),
                now.minus(Duration.ofDays(9)),
                now.minus(Duration.ofDays(9)).plus(Duration.ofMinutes(12)));
        taken(STRAWBERRIES, now.minus(Duration.ofDays(5).plusHours(6)));
        taken(CABBAGES, now.minus(Duration.ofDays(3).plusHours(9)));
        taken(RICE, now.minus(Duration.ofHours(7)));
    }

    /** What cannot be sold and is in hand are the three at the end, for which relief is begun. */
    private static Story notProduce(Story story) {
        Story other = story;
        while (Guess.of(other.asked).kind() == Kind.PRODUCE) {
            other = STORIES.get((STORIES.indexOf(other) + 1) % STORIES.size());
        }
        return other;
    }

    private Story story(int i) {
        return STORIES.get((i * 7 + random.nextInt(3)) % STORIES.size());
    }

    private RequestId asked(Story story, Instant at) {
        moment.at = at;
        Guess guess = Guess.of(story.asked);
        int liuwan = random.nextInt(100) < 40 ? 55 : villages.size();
        UUID place = villages.get(random.nextInt(Math.min(liuwan, villages.size())));
        return ask.from(
                        new AskForHelp.Asked(
                                new UnitId(place),
                                story.asked,
                                guess.kind(),
                                guess.form(),
                                guess.danger(),
                                null,
                                null,
                                false,
                                false,
                                null,
                                Door.DEMONSTRATION,
                                null))
                .id();
    }

    private SeatId taken(Story story, Instant asked) {
        return taken(asked(story, asked), story, soon(asked));
    }

    private SeatId taken(RequestId id, Story story, Instant at) {
        moment.at = at;
        Request request = requests.locked(id).orElseThrow();
        SeatId desk = java.util.Objects.requireNonNull(request.now().desk());
        request.claim(desk, story.answered, at);
        requests.keep(request, new By(Door.DEMONSTRATION, desk), "help.claimed");
        return desk;
    }

    private RequestId proposed(Story story, Instant asked) {
        RequestId id = asked(story, asked);
        taken(id, story, soon(asked));
        propose(id, story, asked.plus(Duration.ofHours(9 + random.nextInt(14))));
        return id;
    }

    private void propose(RequestId id, Story story, Instant at) {
        moment.at = at;
        Request request = requests.locked(id).orElseThrow();
        SeatId member = java.util.Objects.requireNonNull(request.now().claimedBy());
        request.proposeDone(member, story.proposed, at);
        requests.keep(request, new By(Door.DEMONSTRATION, member), "help.proposed");
    }

    private void finished(Story story, Instant asked, Instant answered) {
        RequestId id = asked(story, asked);
        taken(id, story, answered);
        Instant proposed = answered.plus(Duration.ofMinutes(200 + random.nextInt(2000)));
        propose(id, story, proposed);
        moment.at = proposed.plus(Duration.ofMinutes(20 + random.nextInt(900)));
        Request request = requests.locked(id).orElseThrow();
        int feeling = random.nextInt(100);
        request.sheSaysDone(
                feeling < 93 ? Satisfied.YES : feeling < 98 ? Satisfied.PARTLY : Satisfied.NO,
                story.word,
                moment.at);
        requests.keep(request, new By(Door.DEMONSTRATION, null), "help.she-said-done");
    }

    private void silent(Story story, Instant asked) {
        RequestId id = proposed(story, asked);
        for (int i = 0; i <= Request.ASKS; i++) {
            moment.at = asked.plus(Duration.ofDays(1 + 3L * (i + 1)));
            Request request = requests.locked(id).orElseThrow();
            request.silent(new Route.Nobody(List.of()), moment.at);
            requests.keep(request, new By(Door.DEMONSTRATION, null), "help.silent");
        }
    }

    private void late(Story story, Instant asked) {
        RequestId id = asked(story, asked);
        Request request = requests.locked(id).orElseThrow();
        if (request.now().dueAt() == null || request.now().heldBy() == null) {
            return;
        }
        moment.at = request.now().dueAt();
        request.ranOut(
                Request.Clock.FIRST_CONTACT,
                paths.above(
                        request.now().heldBy(), request.facts().kind(), request.facts().danger()),
                moment.at);
        requests.keep(request, new By(Door.DEMONSTRATION, null), "help.late");
    }

    private Instant soon(Instant asked) {
        return asked.plus(Duration.ofMinutes(10 + random.nextInt(300)));
    }

    private static Instant daytime(Instant at) {
        var there = at.atZone(niangjia.network.WorkingTime.ZONE);
        return there.withHour(8 + there.getHour() % 12).toInstant();
    }

    /** A clock that stands where it is put. */
    private static final class Moment extends Clock {

        private Instant at = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return at;
        }
    }
}
