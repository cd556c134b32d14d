package niangjia.contact.queries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.contact.model.Found;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Written;
import niangjia.files.Attached;
import niangjia.files.Attachments;
import niangjia.keys.Keys;
import niangjia.network.WorkingTime;
import niangjia.shared.Province;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Her own page: who her own people are, what was written when they came, who has looked. Asked with
 * her link, her code or her account.
 */
@Component
public class HerPeople {

    /** One of her own people. */
    public record Hers(
            UUID pairing,
            @Nullable String who,
            @Nullable String post,
            String unit,
            LocalDate since,
            @Nullable Instant visitedAt,
            @Nullable LocalDate next) {}

    /** One who was. */
    public record Was(@Nullable String who, String how, Instant endedAt, @Nullable String word) {}

    /** A visit as she reads it. */
    public record Visit(
            UUID id,
            Instant at,
            @Nullable String who,
            Found found,
            @Nullable String words,
            @Nullable String need,
            @Nullable UUID request,
            boolean corrected) {}

    /** What she added. */
    public record Added(Instant at, @Nullable UUID visit, @Nullable String words) {}

    /** A relay for her. */
    public record Relay(
            String kind,
            @Nullable String need,
            Instant begunAt,
            @Nullable Instant endedAt,
            List<ReadRelays.Leg> legs) {}

    /** Another page of hers, in another place. */
    public record Other(HerPage page, String place) {}

    /** Who has looked, of one day the last time. */
    public record Looked(@Nullable String who, @Nullable String unit, Instant at) {}

    /** Her page. */
    public record View(
            HerPage page,
            String name,
            boolean household,
            String place,
            boolean resting,
            List<Hers> people,
            List<Was> before,
            List<Visit> visits,
            List<Added> added,
            List<Relay> relays,
            List<Other> others,
            List<Looked> looks,
            List<Attached> files) {

        public List<Added> addedTo(UUID visit) {
            return added.stream().filter(one -> visit.equals(one.visit)).toList();
        }

        public List<Added> byThemselves() {
            return added.stream().filter(one -> one.visit == null).toList();
        }
    }

    /** What is proposed to her, before she agrees. */
    public record Proposal(
            HerPage page,
            String name,
            String place,
            @Nullable String who,
            @Nullable String post,
            String unit,
            LocalDate lapses) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final ReadRelays relays;
    private final Attachments attachments;

    HerPeople(JdbcClient jdbc, Keys keys, ReadRelays relays, Attachments attachments) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.relays = relays;
        this.attachments = attachments;
    }

    /** The link that opened {@code page} is her right to read it. */
    public Optional<View> of(HerPage page) {
        return jdbc.sql(
                        """
                        select w.known_as, w.household, w.restricted_at is not null as resting, p.name as place
                        from contact.woman w join network.place p on p.id = w.place
                        where w.province = ? and w.id = ? and w.erased_at is null
                        """)
                .params(page.province().number(), page.woman())
                .query((row, n) ->
                        new View(
                                page,
                                name(page, row),
                                row.getBoolean("household"),
                                row.getString("place"),
                                row.getBoolean("resting"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()))
                .optional()
                .map(this::whole);
    }

    /**
     * With what hangs on it, read once the row is: who asks for a second connection with the first
     * one in hand waits for all others who do the same.
     */
    private View whole(View view) {
        HerPage page = view.page;
        return new View(
                page,
                view.name,
                view.household,
                view.place,
                view.resting,
                people(page),
                before(page),
                visits(page),
                added(page),
                relaysOf(page),
                others(page),
                looks(page),
                attachments.of(Written.files(page)));
    }

    /** What is proposed on this page; asked with her link. */
    public Optional<Proposal> proposed(HerPage page) {
        return jdbc.sql(
                        """
                        select q.known_as, q.lapses_on, p.name as place, c.known_as as who, c.post, u.name as unit
                        from contact.proposed q join network.place p on p.id = q.place
                        join network.chair c on c.seat = q.seat join network.place u on u.id = c.unit
                        where q.province = ? and q.id = ?
                        """)
                .params(page.province().number(), page.woman())
                .query((row, n) -> {
                    String name =
                            keys.openIfAny(
                                    Written.PROPOSED_NAME.in(page.province(), page.woman()),
                                    row.getBytes("known_as"));
                    return new Proposal(
                            page,
                            name == null ? "" : name,
                            row.getString("place"),
                            row.getString("who"),
                            row.getString("post"),
                            row.getString("unit"),
                            row.getObject("lapses_on", LocalDate.class));
                })
                .optional();
    }

    private String name(HerPage page, ResultSet row) throws SQLException {
        String name =
                keys.openIfAny(
                        Written.NAME.in(page.province(), page.woman()), row.getBytes("known_as"));
        return name == null ? "" : name;
    }

    private List<Hers> people(HerPage page) {
        return jdbc.sql(
                        """
                        select p.id, p.since, p.visited_at, p.next_on, c.known_as, c.post, u.name from contact.pairing p
                        join network.chair c on c.seat = p.seat join network.place u on u.id = c.unit
                        where p.woman = ? and p.province = ? order by p.since, p.id limit 50
                        """)
                .params(page.woman(), page.province().number())
                .query((row, n) ->
                        new Hers(
                                row.getObject("id", UUID.class),
                                row.getString("known_as"),
                                row.getString("post"),
                                row.getString("name"),
                                row.getObject("since", LocalDate.class),
                                ReadRelays.at(row, "visited_at"),
                                row.getObject("next_on", LocalDate.class)))
                .list();
    }

    private List<Was> before(HerPage page) {
        return jdbc.sql(
                        """
                        select p.id, p.how, p.ended_at, p.word, h.known_as from contact.past_pairing p
                        left join lateral (select h.known_as from network.held h where h.seat = p.seat
                          and h.during @> cast(p.ended_at at time zone :zone as date) limit 1) h on true
                        where p.woman = :woman and p.province = :province and p.how <> 'ONE_OF_TWO'
                        order by p.ended_at desc limit 20
                        """)
                .param("zone", WorkingTime.ZONE.getId())
                .param("woman", page.woman())
                .param("province", page.province().number())
                .query((row, n) ->
                        new Was(
                                row.getString("known_as"),
                                row.getString("how"),
                                row.getTimestamp("ended_at").toInstant(),
                                keys.openIfAny(
                                        Written.LAST_WORD.in(
                                                page.province(), row.getObject("id", UUID.class)),
                                        row.getBytes("word"))))
                .list();
    }

    private List<Visit> visits(HerPage page) {
        return jdbc.sql(
                        """
                        select v.id, v.at, v.found, v.words, v.need, v.request, v.version, h.known_as
                        from contact.visit v
                        left join lateral (select h.known_as from network.held h where h.seat = v.seat
                          and h.during @> cast(v.at at time zone :zone as date) limit 1) h on true
                        where v.province = :province and v.pairing in (
                          select p.id from contact.pairing p where p.woman = :woman
                          union all select o.id from contact.past_pairing o where o.woman = :woman)
                        order by v.at desc, v.id limit 100
                        """)
                .param("zone", WorkingTime.ZONE.getId())
                .param("woman", page.woman())
                .param("province", page.province().number())
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Visit(
                            id,
                            row.getTimestamp("at").toInstant(),
                            row.getString("known_as"),
                            Found.valueOf(row.getString("found")),
                            keys.openIfAny(
                                    Written.VISIT.in(page.province(), id), row.getBytes("words")),
                            row.getString("need"),
                            row.getObject("request", UUID.class),
                            row.getInt("version") > 1);
                })
                .list();
    }

    private List<Added> added(HerPage page) {
        return jdbc.sql(
                        "select id, visit, words, at from contact.addition where province = ? and woman = ? order by at desc limit 100")
                .params(page.province().number(), page.woman())
                .query((row, n) ->
                        new Added(
                                row.getTimestamp("at").toInstant(),
                                row.getObject("visit", UUID.class),
                                keys.openIfAny(
                                        Written.ADDITION.in(
                                                page.province(), row.getObject("id", UUID.class)),
                                        row.getBytes("words"))))
                .list();
    }

    private List<Relay> relaysOf(HerPage page) {
        return jdbc.sql(
                        "select id, kind, need, begun_at, ended_at from contact.relay where province = ? and woman = ? order by begun_at desc limit 5")
                .params(page.province().number(), page.woman())
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Relay(
                            row.getString("kind"),
                            keys.openIfAny(
                                    Written.RELAY_NEED.in(page.province(), id),
                                    row.getBytes("need")),
                            row.getTimestamp("begun_at").toInstant(),
                            ReadRelays.at(row, "ended_at"),
                            relays.legs(page.province(), id));
                })
                .list();
    }

    private List<Other> others(HerPage page) {
        return jdbc.sql(
                        """
                        select j.other_province, j.other, p.name from contact.joined j
                        join contact.woman w on w.province = j.other_province and w.id = j.other and w.erased_at is null
                        join network.place p on p.id = w.place
                        where j.province = ? and j.woman = ? order by j.at limit 10
                        """)
                .params(page.province().number(), page.woman())
                .query((row, n) ->
                        new Other(
                                new HerPage(
                                        new Province(row.getShort("other_province")),
                                        row.getObject("other", UUID.class)),
                                row.getString("name")))
                .list();
    }

    private List<Looked> looks(HerPage page) {
        return jdbc.sql(
                        """
                        select h.known_as, u.name, max(e.at) as at
                        from (select o.*, cast(o.at at time zone :zone as date) as day from records.openings o
                          where o.province = :province and o.matter = :woman) e
                        left join lateral (select h.known_as, h.unit from network.held h where h.seat = e.seat
                          and (h.holder = e.person or e.person is null and h.during @> e.day)
                          order by h.during desc limit 1) h on true
                        left join network.place u on u.id = h.unit
                        group by e.seat, e.person, e.day, h.known_as, u.name
                        order by max(e.at) desc limit 100
                        """)
                .param("zone", WorkingTime.ZONE.getId())
                .param("province", page.province().number())
                .param("woman", page.woman())
                .query((row, n) ->
                        new Looked(
                                row.getString("known_as"),
                                row.getString("name"),
                                row.getTimestamp("at").toInstant()))
                .list();
    }
}
