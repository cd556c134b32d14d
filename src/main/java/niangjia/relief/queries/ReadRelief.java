package niangjia.relief.queries;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.files.Attached;
import niangjia.files.Attachments;
import niangjia.keys.Keys;
import niangjia.network.Place;
import niangjia.people.Consents;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Buyer;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.Masked;
import niangjia.relief.model.Need;
import niangjia.relief.model.Sharing;
import niangjia.relief.model.Terms;
import niangjia.relief.model.Written;
import niangjia.shared.Money;
import niangjia.shared.Page;
import niangjia.shared.Province;
import niangjia.shared.Quantity.Measure;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What everybody may read of relief: never a field, a number or a whole name. */
@Component
public class ReadRelief {

    private static final int EVENTS = 40;

    /** The end of the year 9999. */
    private static final long LAST_MILLI = 253_402_300_799_999L;

    /** A line of the list. */
    public record Card(
            CampaignId id,
            Need need,
            String item,
            Measure measure,
            Money price,
            BigDecimal cap,
            BigDecimal taken,
            int buyers,
            String placeName,
            @Nullable Instant closesAt,
            Campaign.Stage stage) {

        public String cursor() {
            return (closesAt == null ? 0 : closesAt.toEpochMilli()) + "_" + id.value();
        }
    }

    /** Who vouches for which fact, by name and federation. */
    public record Vouched(
            String fact, SeatId seat, String who, String unit, UnitId unitId, Instant at) {}

    public record Window(UUID id, String where, Instant begins, Instant ends) {}

    public record Event(
            Campaign.What what, @Nullable String words, @Nullable BigDecimal amount, Instant at) {}

    /** What a federation vouched for before, and what came of it. */
    public record Past(long ended, long delivered, long nothing) {}

    /** All of it. */
    public record View(
            CampaignId id,
            UUID request,
            UnitId place,
            UnitId shownPlace,
            String placeName,
            Terms terms,
            String shownAs,
            Campaign.Stage stage,
            Campaign.@Nullable How how,
            @Nullable LocalDate seenOn,
            @Nullable UnitId federation,
            @Nullable String federationName,
            @Nullable Instant openedAt,
            @Nullable Instant closesAt,
            @Nullable Instant extendedAt,
            @Nullable Instant endedAt,
            BigDecimal available,
            Campaign.Totals totals,
            @Nullable String thanks,
            List<Vouched> vouched,
            List<Window> windows,
            List<Event> events,
            List<Attached> pictures) {

        private View with(
                List<Vouched> vouched,
                List<Window> windows,
                List<Event> events,
                List<Attached> pictures) {
            return new View(
                    id,
                    request,
                    place,
                    shownPlace,
                    placeName,
                    terms,
                    shownAs,
                    stage,
                    how,
                    seenOn,
                    federation,
                    federationName,
                    openedAt,
                    closesAt,
                    extendedAt,
                    endedAt,
                    available,
                    totals,
                    thanks,
                    vouched,
                    windows,
                    events,
                    pictures);
        }

        public BigDecimal left() {
            return terms.cap().subtract(totals.taken()).max(BigDecimal.ZERO);
        }

        /** What can be taken at once, without waiting. */
        public BigDecimal room() {
            return terms.cap().min(available).subtract(totals.taken()).max(BigDecimal.ZERO);
        }

        public boolean takesMore(Instant now) {
            return stage == Campaign.Stage.OPEN && closesAt != null && now.isBefore(closesAt);
        }

        /** The field yields less than was taken. */
        public boolean isShort() {
            return totals.allotted().compareTo(totals.taken()) < 0;
        }

        public List<Window> windowsAfter(Instant now) {
            return windows.stream().filter(window -> window.ends().isAfter(now)).toList();
        }
    }

    /** A line of the ledger, without anybody's name. */
    public record Line(
            UUID id,
            Buyer buyer,
            String masked,
            boolean pooled,
            BigDecimal amount,
            BigDecimal allotted,
            BigDecimal delivered,
            BigDecimal paid,
            String stage,
            Instant at) {

        public String cursor() {
            return at.toEpochMilli() + "_" + id;
        }
    }

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Attachments attachments;

    /** Who vouched does not change once it is open, and a rush asks for it with every page. */
    private final Cache<CampaignId, List<Vouched>> lately =
            Caffeine.newBuilder()
                    .maximumSize(1_000)
                    .expireAfterWrite(Duration.ofSeconds(5))
                    .build();

    ReadRelief(JdbcClient jdbc, Keys keys, Attachments attachments) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.attachments = attachments;
    }

    /**
     * What is open, what closes first at the beginning.
     *
     * @param within a place and below; none: everywhere
     */
    public List<Card> open(Scope scope, @Nullable Place within, Page page) {
        String[] after =
                page.after().isEmpty()
                        ? new String[] {"0", new UUID(0, 0).toString()}
                        : page.after().split("_", 2);
        return jdbc.sql(
                        """
                        select c.province, c.id, c.kind, c.item, c.measure, c.price_fen, c.cap, c.taken, c.buyers, u.name,
                          c.closes_at, c.stage
                        from relief.campaign c join network.place u on u.id = c.shown_place
                        where c.stage = 'OPEN' and (c.closes_at, c.id) > (:after, cast(:id as uuid))
                          and (cast(:province as smallint) is null or c.province = :province)
                          and (cast(:first as bigint) is null or u.position between :first and :last)
                        order by c.closes_at, c.id limit :limit
                        """)
                .param("after", moment(after[0]))
                .param("id", UUID.fromString(after[1]).toString())
                .param(
                        "province",
                        within == null || within.depth() == 0 ? null : within.province().number(),
                        java.sql.Types.SMALLINT)
                .param("first", within == null ? null : within.position(), java.sql.Types.BIGINT)
                .param("last", within == null ? null : within.last(), java.sql.Types.BIGINT)
                .param("limit", page.limit())
                .query(ReadRelief::card)
                .list();
    }

    /** Those that a federation vouched for, the latest first. */
    public List<Card> vouchedBy(Scope scope, UnitId federation, int limit) {
        return jdbc.sql(
                        """
                        select c.province, c.id, c.kind, c.item, c.measure, c.price_fen, c.cap, c.taken, c.buyers, u.name,
                          c.closes_at, c.stage
                        from relief.campaign c join network.place u on u.id = c.shown_place
                        where c.federation = ? and c.opened_at is not null order by c.opened_at desc limit ?
                        """)
                .params(federation.value(), limit)
                .query(ReadRelief::card)
                .list();
    }

    /** Of these requests, those for which something was begun: the latest of each. */
    public Map<UUID, Card> begunFor(Scope scope, Collection<UUID> requests) {
        Map<UUID, Card> begun = new HashMap<>();
        if (requests.isEmpty()) {
            return begun;
        }
        jdbc.sql(
                        """
                        select distinct on (c.request) c.request, c.province, c.id, c.kind, c.item, c.measure, c.price_fen, c.cap,
                          c.taken, c.buyers, u.name, c.closes_at, c.stage
                        from relief.campaign c join network.place u on u.id = c.shown_place
                        where c.request = any (?) and c.opened_at is not null order by c.request, c.drafted_at desc
                        """)
                .param(requests.toArray(UUID[]::new))
                .query(row -> {
                    begun.put(row.getObject("request", UUID.class), card(row, 0));
                });
        return begun;
    }

    public Past past(Scope scope, UnitId federation) {
        return jdbc.sql(
                        """
                        select count(*) as ended, count(*) filter (where delivered > 0) as delivered,
                          count(*) filter (where delivered = 0) as nothing
                        from relief.campaign where federation = ? and opened_at is not null and stage = 'ENDED'
                        """)
                .param(federation.value())
                .query(Past.class)
                .single();
    }

    /** What was opened, and to nobody a draft. */
    public Optional<View> one(Scope scope, UUID id) {
        return any(id).filter(view -> view.openedAt != null);
    }

    /** A draft too, for a seat that works on it: who drafted it, or leads its place or above. */
    public Optional<View> worked(Scope.Branch who, boolean leads, UUID id) {
        boolean hers =
                jdbc.sql(
                                """
                                select exists (select from relief.campaign c join network.place u on u.id = c.place
                                  where c.id = :id and (c.drafted_by = :seat or :leads and u.position between :first and :last))
                                """)
                        .param("id", id)
                        .param("seat", who.seat().value())
                        .param("leads", leads)
                        .param("first", who.first())
                        .param("last", who.last())
                        .query(Boolean.class)
                        .single();
        return hers ? any(id) : Optional.empty();
    }

    private Optional<View> any(UUID id) {
        return jdbc.sql(
                        """
                        select c.*, u.name as place_name, f.name as federation_name,
                          exists (select from people.agreed a where a.province = c.province and a.matter = c.request
                            and a.purpose = :purpose) as agreed
                        from relief.campaign c join network.place u on u.id = c.shown_place
                        left join network.place f on f.id = c.federation where c.id = :id
                        """)
                .param("purpose", Consents.SHOWN_IN_RELIEF)
                .param("id", id)
                .query((row, n) -> view(row))
                .optional()
                .map(this::whole);
    }

    /** Line by line, in the order in which they came; without names. */
    public List<Line> ledger(Scope scope, CampaignId id, Page page) {
        String[] after =
                page.after().isEmpty()
                        ? new String[] {"0", new UUID(0, 0).toString()}
                        : page.after().split("_", 2);
        return jdbc.sql(
                        """
                        select id, buyer, known_as, organisation, pools or pool is not null as pooled, amount, allotted, delivered,
                          paid, stage, at
                        from relief.pledge where province = :province and campaign = :campaign
                          and stage in ('TAKEN', 'MISSED') and (at, id) > (:after, cast(:id as uuid))
                        order by at, id limit :limit
                        """)
                .param("province", id.province().number())
                .param("campaign", id.value())
                .param("after", moment(after[0]))
                .param("id", UUID.fromString(after[1]).toString())
                .param("limit", page.limit())
                .query((row, n) -> {
                    UUID pledge = row.getObject("id", UUID.class);
                    Buyer buyer = Buyer.valueOf(row.getString("buyer"));
                    String organisation =
                            keys.openIfAny(
                                    Written.ORGANISATION.in(id.province(), pledge),
                                    row.getBytes("organisation"));
                    String name =
                            keys.openIfAny(
                                    Written.BUYER.in(id.province(), pledge),
                                    row.getBytes("known_as"));
                    return new Line(
                            pledge,
                            buyer,
                            organisation != null
                                    ? Masked.organisation(organisation)
                                    : Masked.name(Objects.requireNonNullElse(name, "")),
                            row.getBoolean("pooled"),
                            row.getBigDecimal("amount"),
                            row.getBigDecimal("allotted"),
                            row.getBigDecimal("delivered"),
                            row.getBigDecimal("paid"),
                            row.getString("stage"),
                            row.getTimestamp("at").toInstant());
                })
                .list();
    }

    private View view(ResultSet row) throws SQLException {
        var id =
                new CampaignId(
                        new Province(row.getShort("province")), row.getObject("id", UUID.class));
        UUID federation = row.getObject("federation", UUID.class);
        String how = row.getString("how_it_ended");
        return new View(
                id,
                row.getObject("request", UUID.class),
                new UnitId(row.getObject("place", UUID.class)),
                new UnitId(row.getObject("shown_place", UUID.class)),
                row.getString("place_name"),
                terms(row),
                // Who takes her consent back is not shown any more.
                row.getBoolean("agreed") ? row.getString("shown_as") : "",
                Campaign.Stage.valueOf(row.getString("stage")),
                how == null ? null : Campaign.How.valueOf(how),
                row.getObject("seen_on", LocalDate.class),
                federation == null ? null : new UnitId(federation),
                row.getString("federation_name"),
                instant(row, "opened_at"),
                instant(row, "closes_at"),
                instant(row, "extended_at"),
                instant(row, "ended_at"),
                row.getBigDecimal("available"),
                new Campaign.Totals(
                        row.getBigDecimal("taken"),
                        row.getBigDecimal("allotted"),
                        row.getBigDecimal("delivered"),
                        row.getBigDecimal("paid"),
                        row.getInt("buyers"),
                        row.getInt("waiting")),
                keys.openIfAny(
                        Written.THANKS.in(id.province(), id.value()), row.getBytes("thanks")),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /**
     * With what hangs on it, read once the row is: who asks for a second connection with the first
     * one in hand waits for all others who do the same.
     */
    private View whole(View view) {
        CampaignId id = view.id;
        return view.with(
                view.openedAt == null ? vouched(id) : lately.get(id, this::vouched),
                windows(id),
                events(id),
                attachments.of(Written.pictures(id.province(), id.value())));
    }

    private List<Vouched> vouched(CampaignId id) {
        return jdbc.sql(
                        """
                        select v.fact, v.seat, coalesce(c.known_as, '') as who, u.name as unit, u.id as unit_id, v.at
                        from relief.vouched v join network.place u on u.id = v.unit
                        left join network.chair c on c.seat = v.seat
                        where v.province = ? and v.campaign = ? order by array_position(array['SELLER', 'FIELD', 'QUANTITY',
                          'PRICE', 'SECOND'], v.fact), v.at limit 20
                        """)
                .params(id.province().number(), id.value())
                .query((row, n) ->
                        new Vouched(
                                row.getString("fact"),
                                new SeatId(row.getObject("seat", UUID.class)),
                                row.getString("who"),
                                row.getString("unit"),
                                new UnitId(row.getObject("unit_id", UUID.class)),
                                row.getTimestamp("at").toInstant()))
                .list();
    }

    private List<Window> windows(CampaignId id) {
        return jdbc.sql(
                        "select id, at_place, begins, ends from relief.pick_up where province = ? and campaign = ? order by begins, id")
                .params(id.province().number(), id.value())
                .query((row, n) ->
                        new Window(
                                row.getObject("id", UUID.class),
                                row.getString("at_place"),
                                row.getTimestamp("begins").toInstant(),
                                row.getTimestamp("ends").toInstant()))
                .list();
    }

    private List<Event> events(CampaignId id) {
        return jdbc.sql(
                        "select what, words, amount, at from relief.event where province = ? and campaign = ? order by at desc, id desc limit ?")
                .params(id.province().number(), id.value(), EVENTS)
                .query((row, n) ->
                        new Event(
                                Campaign.What.valueOf(row.getString("what")),
                                row.getString("words"),
                                row.getBigDecimal("amount"),
                                row.getTimestamp("at").toInstant()))
                .list();
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

    static Card card(ResultSet row, int n) throws SQLException {
        return new Card(
                new CampaignId(
                        new Province(row.getShort("province")), row.getObject("id", UUID.class)),
                Need.valueOf(row.getString("kind")),
                row.getString("item"),
                Measure.valueOf(row.getString("measure")),
                new Money(row.getLong("price_fen")),
                row.getBigDecimal("cap"),
                row.getBigDecimal("taken"),
                row.getInt("buyers"),
                row.getString("name"),
                instant(row, "closes_at"),
                Campaign.Stage.valueOf(row.getString("stage")));
    }

    /** The moment in a cursor; one that no list of ours has written is none. */
    static Timestamp moment(String millis) {
        long at = Long.parseLong(millis);
        if (at < 0 || at > LAST_MILLI) {
            throw new IllegalArgumentException(millis);
        }
        return new Timestamp(at);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
