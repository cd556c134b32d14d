package niangjia.duties.tasks;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.database.DemonstrationPart;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Offers, claims, a project, a studio and a founding plan of the fictional county. */
@Component
class DemonstrationDuties implements DemonstrationPart {

    private static final List<String> OFFERED =
            List.of(
                    "秋收后去看看几位独居的老人，缺什么记一记。",
                    "帮留守的孩子把新书送到村里。",
                    "冬天前数一数妇女之家的取暖设备。",
                    "找两位会直播的姐妹，教合作社卖菜。");

    private final JdbcClient jdbc;
    private final Network network;
    private final OfferWork offerWork;
    private final WorkOn workOn;
    private final Projects projects;
    private final Studios studios;
    private final Plans plans;
    private final Works works;

    DemonstrationDuties(
            JdbcClient jdbc,
            Network network,
            OfferWork offerWork,
            WorkOn workOn,
            Projects projects,
            Studios studios,
            Plans plans,
            Works works) {
        this.jdbc = jdbc;
        this.network = network;
        this.offerWork = offerWork;
        this.workOn = workOn;
        this.projects = projects;
        this.studios = studios;
        this.plans = plans;
        this.works = works;
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public void lay() {
        List<SeatHeld> county =
                network.seats(
                        jdbc
                                .sql(
                                        """
                                        select d.seat from network.desk d join network.place p on p.id = d.unit
                                        where p.code = '990101' and d.on_duty
                                        order by array_position(array['CHAIR', 'VICE_CHAIR', 'EXECUTIVE_MEMBER', 'CADRE'], d.post),
                                          d.seat
                                        """)
                                .query(UUID.class)
                                .list()
                                .stream()
                                .map(SeatId::new)
                                .toList());
        if (county.size() < 3 || !county.getFirst().post().equals("CHAIR")) {
            return;
        }
        SeatHeld chair = county.getFirst();
        LocalDate today = works.today();
        List<UUID> offered =
                OFFERED.stream()
                        .map(words ->
                                offerWork.by(
                                        chair,
                                        new OfferWork.Offer(
                                                chair.place().id(),
                                                true,
                                                null,
                                                words,
                                                today.plusDays(9)),
                                        Door.DEMONSTRATION))
                        .toList();
        workOn.claim(county.get(1), offered.get(0), true, Door.DEMONSTRATION);
        workOn.claim(county.get(2), offered.get(0), true, Door.DEMONSTRATION);
        workOn.claim(county.get(2), offered.get(1), false, Door.DEMONSTRATION);
        workOn.tellResult(county.get(2), offered.get(1), "送到了，一百二十本，孩子们当天就翻开了。");
        UUID studio =
                studios.open(
                        chair,
                        chair.place().id(),
                        county.get(1).seat(),
                        new Studios.Told("知心姐妹工作室", "听姐妹说说心里话，帮着找对的门。", "每周三下午两点到五点"));
        UUID project = projects.begin(county.get(1), "家门口的手艺班", "让走不开的姐妹学一门手艺。", null, studio);
        projects.addStep(county.get(1), project, "问清楚想学什么", null);
        projects.addStep(county.get(1), project, "请老师，定地方", today.plusDays(20));
        jdbc.sql(
                        """
                        select unit::text from network.gap where province = 99 and missing = 'UNKNOWN' order by position limit 1
                        """)
                .query(String.class)
                .optional()
                .ifPresent(spot -> plans.begin(chair, UnitId.of(spot), true));
    }
}
