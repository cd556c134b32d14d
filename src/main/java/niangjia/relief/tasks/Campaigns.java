package niangjia.relief.tasks;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.help.HeldRequests;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.messages.Messages;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.Signs;
import niangjia.network.Sums;
import niangjia.network.WorkingTime;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.Need;
import niangjia.relief.model.Sharing;
import niangjia.relief.model.Terms;
import niangjia.shared.Ids;
import niangjia.shared.Money;
import niangjia.shared.Province;
import niangjia.shared.Quantity.Measure;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Campaigns as they are kept: locked, changed, told of. */
@Component
class Campaigns {

    private static final int TOWNSHIP = 4;

    private final JdbcClient jdbc;
    private final Network network;
    private final Records records;
    private final Messages messages;
    private final Signs signs;
    private final Sums sums;
    private final HeldRequests held;
    private final ReliefSettings settings;
    private final Clock clock;

    Campaigns(
            JdbcClient jdbc,
            Network network,
            Records records,
            Messages messages,
            Signs signs,
            Sums sums,
            HeldRequests held,
            ReliefSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.network = network;
        this.records = records;
        this.messages = messages;
        this.signs = signs;
        this.sums = sums;
        this.held = held;
        this.settings = settings;
        this.clock = clock;
    }

    /** Locked until the end of the transaction. */
    Optional<Campaign> locked(UUID id) {
        return jdbc.sql("select * from relief.campaign where id = ? for update")
                .param(id)
                .query(Campaigns::campaign)
                .optional();
    }

    Optional<Campaign> read(CampaignId id) {
        return jdbc.sql("select * from relief.campaign where province = ? and id = ?")
                .params(id.province().number(), id.value())
                .query(Campaigns::campaign)
                .optional();
    }

    /** Locked, for a seat that works on it: who drafted it, and who leads its place or above. */
    Campaign lockedFor(SeatHeld who, UUID id) {
        return locked(id).filter(c -> worksOn(who, c)).orElseThrow(NotHere::new);
    }

    /** Locked, for a seat that leads its place or above. */
    Campaign lockedForLead(SeatHeld who, UUID id) {
        return locked(id).filter(c -> leadsAbove(who, c)).orElseThrow(NotHere::new);
    }

    boolean worksOn(SeatHeld who, Campaign campaign) {
        return who.seat().equals(campaign.facts().draftedBy()) || leadsAbove(who, campaign);
    }

    boolean leadsAbove(SeatHeld who, Campaign campaign) {
        return Campaign.leads(who) && who.branch().covers(place(campaign).position());
    }

    Place place(Campaign campaign) {
        return network.place(campaign.facts().place()).orElseThrow();
    }

    /** The township above a village, which alone is shown; a place above that, itself. */
    UnitId shownPlace(Place place) {
        return network.path(place).stream()
                .filter(p -> p.depth() <= TOWNSHIP)
                .reduce((one, below) -> below)
                .orElse(place)
                .id();
    }

    /** What changed is kept, what happened is written down for everybody. */
    void keep(Campaign c, @Nullable SeatHeld by, String act) {
        Campaign.State now = c.now();
        jdbc.sql(
                        """
                        update relief.campaign set stage = :stage, seen_on = :seenOn, federation = :federation,
                          opened_by = :openedBy, seconded_by = :secondedBy, opened_at = :openedAt, closes_at = :closesAt,
                          extended_at = :extendedAt, ended_at = :endedAt, how_it_ended = :how, available = :available,
                          version = version + 1
                        where province = :province and id = :id
                        """)
                .param("stage", now.stage().name())
                .param("seenOn", now.seenOn())
                .param("federation", now.federation() == null ? null : now.federation().value())
                .param("openedBy", now.openedBy() == null ? null : now.openedBy().value())
                .param("secondedBy", now.secondedBy() == null ? null : now.secondedBy().value())
                .param("openedAt", at(now.openedAt()))
                .param("closesAt", at(now.closesAt()))
                .param("extendedAt", at(now.extendedAt()))
                .param("endedAt", at(now.endedAt()))
                .param("how", now.how() == null ? null : now.how().name())
                .param("available", now.available())
                .param("province", c.facts().id().province().number())
                .param("id", c.facts().id().value())
                .update();
        for (Campaign.Event event : c.events()) {
            jdbc.sql(
                            "insert into relief.event (province, id, campaign, at, what, words, amount, seat) values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .param(c.facts().id().province().number())
                    .param(Ids.next(clock))
                    .param(c.facts().id().value())
                    .param(at(clock.instant()))
                    .param(event.what().name())
                    .param(event.words())
                    .param(event.amount())
                    .param(by == null ? null : by.seat().value())
                    .update();
        }
        enter(c, by, act);
    }

    /** The log of what is done, and a sign of life of who did it. */
    void enter(Campaign c, @Nullable SeatHeld by, String act) {
        records.enter(
                new Entry(
                        c.facts().id().province(),
                        clock.instant(),
                        act,
                        by == null ? Door.CLOCK : Door.PAGE,
                        by == null ? null : by.seat(),
                        by == null ? null : by.holder(),
                        by == null ? c.facts().shownPlace() : by.place().id(),
                        c.facts().request(),
                        false,
                        null));
        if (by != null) {
            signs.seen(by.place().id(), clock.instant());
        }
    }

    /** It is open from now on: its clocks run, it is counted, she is told. */
    void opened(Campaign c, String toHer) {
        CampaignId id = c.facts().id();
        Instant closes = java.util.Objects.requireNonNull(c.now().closesAt());
        clock(id, "CLOSE", id.value(), closes);
        Duration after = settings.reportAfter(place(c).position());
        clock(
                id,
                "REPORT",
                id.value(),
                c.facts()
                        .terms()
                        .usefulUntil()
                        .plusDays(1)
                        .atStartOfDay(WorkingTime.ZONE)
                        .toInstant()
                        .plus(after));
        jdbc.sql(
                        """
                        insert into relief.clock (province, campaign, what, pick_up, due_at)
                        select p.province, p.campaign, 'REMIND', p.id, p.begins - interval '1 day' from relief.pick_up p
                        where p.province = ? and p.campaign = ? on conflict do nothing
                        """)
                .params(id.province().number(), id.value())
                .update();
        sums.add(c.facts().shownPlace(), Counted.OPEN, 1);
        held.say(requestOf(c), c.facts().draftedBy(), toHer);
    }

    void clock(CampaignId id, String what, UUID pickUp, Instant due) {
        jdbc.sql(
                        """
                        insert into relief.clock (province, campaign, what, pick_up, due_at) values (?, ?, ?, ?, ?)
                        on conflict (province, campaign, what, pick_up) do update set due_at = excluded.due_at
                        """)
                .params(id.province().number(), id.value(), what, pickUp, Timestamp.from(due))
                .update();
    }

    static RequestId requestOf(Campaign c) {
        return new RequestId(c.facts().id().province(), c.facts().request());
    }

    void tellSeat(Campaign c, @Nullable SeatId seat, String key) {
        if (seat != null) {
            messages.tell(c.facts().id().province(), new Messages.To.Seat(seat), key, null, false);
        }
    }

    /** Each on the page of her own pledge. */
    void tellBuyers(Province province, List<UUID> pledges, String key) {
        messages.tellEach(province, pledges, key);
    }

    List<UUID> pledges(CampaignId id, List<String> stages) {
        return jdbc.sql(
                        "select id from relief.pledge where province = ? and campaign = ? and stage = any (?) order by at, id")
                .params(id.province().number(), id.value(), stages.toArray(String[]::new))
                .query(UUID.class)
                .list();
    }

    /** What each has got already, on whichever side it was said. */
    BigDecimal had(CampaignId id) {
        return jdbc.sql(
                        """
                        select coalesce(sum(greatest(coalesce(handed, 0), coalesce(fetched, 0))), 0) from relief.pledge
                        where province = ? and campaign = ? and stage = 'TAKEN'
                        """)
                .params(id.province().number(), id.value())
                .query(BigDecimal.class)
                .single();
    }

    /**
     * Shares out what there is by the rule that stands on the page; writes only what changes.
     *
     * @param there what there is from now on
     */
    void share(Campaign c, BigDecimal there) {
        CampaignId id = c.facts().id();
        Terms terms = c.facts().terms();
        List<Sharing.Line> lines =
                jdbc.sql(
                                """
                                select id, amount, greatest(coalesce(handed, 0), coalesce(fetched, 0)) as had from relief.pledge
                                where province = ? and campaign = ? and stage = 'TAKEN' order by at, id
                                """)
                        .params(id.province().number(), id.value())
                        .query((row, n) ->
                                new Sharing.Line(
                                        row.getObject("id", UUID.class),
                                        row.getBigDecimal("amount"),
                                        row.getBigDecimal("had")))
                        .list();
        Map<UUID, BigDecimal> shares =
                terms.rule().shares(lines, there, Amounts.step(terms.measure()));
        jdbc.sql(
                        """
                        update relief.pledge p set allotted = n.share, version = p.version + 1
                        from unnest(cast(? as uuid[]), cast(? as numeric[])) n (id, share)
                        where p.province = ? and p.id = n.id and p.allotted <> n.share
                        """)
                .param(shares.keySet().toArray(UUID[]::new))
                .param(shares.values().toArray(BigDecimal[]::new))
                .param(id.province().number())
                .update();
    }

    /**
     * Something became free, or there is more: those who have less than they took get it first,
     * then those who wait.
     */
    void moveUp(CampaignId id) {
        Campaign c = locked(id.value()).orElseThrow();
        if (c.now().stage() != Campaign.Stage.OPEN && c.now().stage() != Campaign.Stage.CLOSED) {
            return;
        }
        if (c.totals().allotted().compareTo(c.totals().taken()) < 0) {
            share(c, c.now().available());
        }
        List<UUID> moved =
                jdbc.sql("select * from relief.move_up(cast(? as smallint), ?)")
                        .params(id.province().number(), id.value())
                        .query(UUID.class)
                        .list();
        tellBuyers(id.province(), moved, "relief.told.moved-up");
    }

    static @Nullable Timestamp at(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable SeatId seat(ResultSet row, String column) throws SQLException {
        UUID seat = row.getObject(column, UUID.class);
        return seat == null ? null : new SeatId(seat);
    }

    private static Campaign campaign(ResultSet row, int n) throws SQLException {
        UUID federation = row.getObject("federation", UUID.class);
        Date seenOn = row.getDate("seen_on");
        String how = row.getString("how_it_ended");
        return new Campaign(
                new Campaign.Facts(
                        new CampaignId(
                                new Province(row.getShort("province")),
                                row.getObject("id", UUID.class)),
                        row.getObject("request", UUID.class),
                        new UnitId(row.getObject("place", UUID.class)),
                        new UnitId(row.getObject("shown_place", UUID.class)),
                        new SeatId(row.getObject("drafted_by", UUID.class)),
                        terms(row)),
                new Campaign.State(
                        Campaign.Stage.valueOf(row.getString("stage")),
                        seenOn == null ? null : seenOn.toLocalDate(),
                        federation == null ? null : new UnitId(federation),
                        seat(row, "opened_by"),
                        seat(row, "seconded_by"),
                        instant(row, "opened_at"),
                        instant(row, "closes_at"),
                        instant(row, "extended_at"),
                        instant(row, "ended_at"),
                        how == null ? null : Campaign.How.valueOf(how),
                        row.getBigDecimal("available")),
                new Campaign.Totals(
                        row.getBigDecimal("taken"),
                        row.getBigDecimal("allotted"),
                        row.getBigDecimal("delivered"),
                        row.getBigDecimal("paid"),
                        row.getInt("buyers"),
                        row.getInt("waiting")));
    }

    static Terms terms(ResultSet row) throws SQLException {
        return new Terms(
                Need.valueOf(row.getString("kind")),
                row.getString("item"),
                row.getString("story"),
                Measure.valueOf(row.getString("measure")),
                new Money(row.getLong("price_fen")),
                row.getBigDecimal("cap"),
                row.getBigDecimal("smallest"),
                row.getBigDecimal("most"),
                Sharing.valueOf(row.getString("rule")),
                row.getObject("useful_until", LocalDate.class));
    }
}
