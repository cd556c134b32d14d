package niangjia.relief.queries;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import niangjia.keys.Field.Cell;
import niangjia.keys.Keys;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Buyer;
import niangjia.relief.model.Written;
import niangjia.shared.Page;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What those who work on it read: names of buyers only for who hands it over. */
@Component
public class ReliefDesk {

    /** The seller as she was written down. */
    public record Seller(String name, String shownAs, String yard, String reach) {}

    /** A pledge as it is handed over. */
    public record Line(
            UUID id,
            Buyer buyer,
            String name,
            String contact,
            String organisation,
            @Nullable UUID pickUp,
            boolean pooled,
            BigDecimal amount,
            BigDecimal allotted,
            @Nullable BigDecimal handed,
            @Nullable BigDecimal fetched,
            boolean sheWasPaid,
            boolean buyerPaid,
            String stage,
            Instant at) {

        public String cursor() {
            return at.toEpochMilli() + "_" + id;
        }

        public boolean taken() {
            return stage.equals("TAKEN");
        }

        /** Both have said something, and not the same. */
        public boolean differs() {
            return handed != null && fetched != null && handed.compareTo(fetched) != 0;
        }
    }

    public record Alarm(
            UUID id,
            String words,
            Instant at,
            @Nullable String answer,
            @Nullable Instant answeredAt) {}

    /** A picture of another campaign that shows the same. */
    public record Resembling(
            UUID file, UUID other, String item, String placeName, boolean opened) {}

    private final JdbcClient jdbc;
    private final Keys keys;

    ReliefDesk(JdbcClient jdbc, Keys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** What the seat has drafted, and of who leads what is at work in its place and below. */
    public List<ReadRelief.Card> atWork(Scope.Branch who, boolean leads, int limit) {
        return jdbc.sql(
                        """
                        select c.province, c.id, c.kind, c.item, c.measure, c.price_fen, c.cap, c.taken, c.buyers, s.name,
                          c.closes_at, c.stage
                        from (select id from relief.campaign where drafted_by = :seat and stage not in ('ENDED', 'DROPPED')
                          union
                          select k.id from network.place u join relief.campaign k on k.place = u.id
                          where :leads and u.position between :first and :last and k.stage not in ('ENDED', 'DROPPED')) n
                        join relief.campaign c on c.id = n.id join network.place s on s.id = c.shown_place
                        order by array_position(array['SECOND', 'DRAFT', 'OPEN', 'CLOSED'], c.stage), c.closes_at nulls first, c.id
                        limit :limit
                        """)
                .param("seat", who.seat().value())
                .param("leads", leads)
                .param("first", who.first())
                .param("last", who.last())
                .param("limit", limit)
                .query(ReadRelief::card)
                .list();
    }

    /** What ended in the branch, the latest first; those without delivery are seen as such. */
    public List<ReadRelief.Card> ended(Scope.Branch who, int limit) {
        return jdbc.sql(
                        """
                        select c.province, c.id, c.kind, c.item, c.measure, c.price_fen, c.cap, c.delivered as taken, c.buyers,
                          s.name, c.closes_at, c.stage
                        from relief.campaign c join network.place s on s.id = c.shown_place
                        where c.stage = 'ENDED' and s.position between ? and ? order by c.ended_at desc, c.id desc limit ?
                        """)
                .params(who.first(), who.last(), limit)
                .query(ReadRelief::card)
                .list();
    }

    public Seller seller(Scope.Branch who, CampaignId id) {
        return jdbc.sql(
                        "select seller, shown_as, yard, reach from relief.campaign where province = ? and id = ?")
                .params(id.province().number(), id.value())
                .query((row, n) ->
                        new Seller(
                                opened(
                                        Written.SELLER.in(id.province(), id.value()),
                                        row.getBytes("seller")),
                                row.getString("shown_as"),
                                opened(
                                        Written.YARD.in(id.province(), id.value()),
                                        row.getBytes("yard")),
                                opened(
                                        Written.REACH.in(id.province(), id.value()),
                                        row.getBytes("reach"))))
                .single();
    }

    /**
     * Pledges in the order in which they came.
     *
     * @param window of one window; none: of all
     */
    public List<Line> lines(Scope.Branch who, CampaignId id, @Nullable UUID window, Page page) {
        String[] after =
                page.after().isEmpty()
                        ? new String[] {"0", new UUID(0, 0).toString()}
                        : page.after().split("_", 2);
        Province province = id.province();
        return jdbc.sql(
                        """
                        select id, buyer, known_as, contact, organisation, pick_up, pools or pool is not null as pooled, amount,
                          allotted, handed, fetched, she_was_paid, buyer_paid, stage, at
                        from relief.pledge where province = :province and campaign = :campaign
                          and stage in ('TAKEN', 'WAITING', 'MISSED') and (cast(:window as uuid) is null or pick_up = :window)
                          and (at, id) > (:after, cast(:id as uuid))
                        order by at, id limit :limit
                        """)
                .param("province", province.number())
                .param("campaign", id.value())
                .param("window", window, java.sql.Types.OTHER)
                .param("after", ReadRelief.moment(after[0]))
                .param("id", UUID.fromString(after[1]).toString())
                .param("limit", page.limit())
                .query((row, n) -> {
                    UUID pledge = row.getObject("id", UUID.class);
                    return new Line(
                            pledge,
                            Buyer.valueOf(row.getString("buyer")),
                            opened(Written.BUYER.in(province, pledge), row.getBytes("known_as")),
                            opened(Written.CONTACT.in(province, pledge), row.getBytes("contact")),
                            opened(
                                    Written.ORGANISATION.in(province, pledge),
                                    row.getBytes("organisation")),
                            row.getObject("pick_up", UUID.class),
                            row.getBoolean("pooled"),
                            row.getBigDecimal("amount"),
                            row.getBigDecimal("allotted"),
                            row.getBigDecimal("handed"),
                            row.getBigDecimal("fetched"),
                            row.getBoolean("she_was_paid"),
                            row.getBoolean("buyer_paid"),
                            row.getString("stage"),
                            row.getTimestamp("at").toInstant());
                })
                .list();
    }

    public List<Alarm> alarms(Scope.Branch who, CampaignId id, int limit) {
        return jdbc.sql(
                        """
                        select id, words, at, answer, answered_at from relief.alarm where province = ? and campaign = ?
                        order by answered_at nulls first, at desc limit ?
                        """)
                .params(id.province().number(), id.value(), limit)
                .query((row, n) ->
                        new Alarm(
                                row.getObject("id", UUID.class),
                                opened(
                                        Written.ALARM.in(
                                                id.province(), row.getObject("id", UUID.class)),
                                        row.getBytes("words")),
                                row.getTimestamp("at").toInstant(),
                                row.getString("answer"),
                                ReadRelief.instant(row, "answered_at")))
                .list();
    }

    /** Earlier pictures that resemble its own, for who has to look at both. */
    public List<Resembling> resembling(Scope.Branch who, UUID id) {
        return jdbc.sql(
                        """
                        select r.file, r.other, c.item, u.name as place_name, c.opened_at is not null as opened
                        from relief.resembling(?) r join relief.campaign c on c.id = r.other
                        join network.place u on u.id = c.shown_place limit 20
                        """)
                .param(id)
                .query(Resembling.class)
                .list();
    }

    private String opened(Cell cell, byte @Nullable [] closed) {
        return Objects.requireNonNullElse(keys.openIfAny(cell, closed), "");
    }
}
