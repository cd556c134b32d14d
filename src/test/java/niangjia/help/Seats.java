package niangjia.help;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.access.Bound;
import niangjia.keys.Keys;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Fills seats, founds villages and opens accounts for a story. */
final class Seats {

    static final String PASSWORD = "a long pass phrase";

    private static final String HASH = new BCryptPasswordEncoder(4).encode(PASSWORD);

    final Clock clock;
    private final JdbcClient jdbc;
    private final Keys keys;
    private final Network network;
    private final Bound bound;
    private final List<UUID> filled = Collections.synchronizedList(new ArrayList<>());

    Seats(JdbcClient jdbc, Keys keys, Network network, Bound bound, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.network = network;
        this.bound = bound;
        this.clock = clock;
    }

    /** The division with this code; the nation has none. */
    Place place(String code) {
        return code.isEmpty() ? network.nation() : network.withCode(code).orElseThrow();
    }

    /** A listed federation beside the territory, right below a place. */
    Place beside(Place above, String name, String kind) {
        UUID id = Ids.next(clock);
        jdbc.sql(
                        """
                        insert into network.unit (id, province, name, spelled, initials, kind, parent, depth, position,
                          standing, since)
                        select :id, p.province, :name, 'beside', 'b', :kind, p.id, p.depth + 1,
                          p.position + (select network.width(p.depth) / network.width(p.depth + 1) - 1 - count(*)
                            from network.unit o where o.parent = p.id and o.code is null) * network.width(p.depth + 1),
                          'LISTED', date '2020-01-01'
                        from network.unit p where p.id = :parent
                        """)
                .param("id", id)
                .param("name", name)
                .param("kind", kind)
                .param("parent", above.id().value())
                .update();
        return network.place(new UnitId(id)).orElseThrow();
    }

    /** Somebody on duty in a division, for all kinds or only these. */
    SeatHeld onDuty(String code, String knownAs, String... takes) {
        return fill(place(code), knownAs, true, takes);
    }

    SeatHeld fill(Place place, String knownAs, boolean onDuty, String... takes) {
        UUID seat = Ids.next(clock);
        filled.add(seat);
        UUID holder = Ids.next(clock);
        jdbc.sql(
                        "insert into network.seat (id, province, unit, post, engagement, takes, holder, known_as,"
                                + " on_duty, changed_at) values (?, ?, ?, 'CADRE', 'FULL_TIME', ?, ?, ?, ?, ?)")
                .param(seat)
                .param(place.province().number())
                .param(place.id().value())
                .param(takes)
                .param(holder)
                .param(knownAs)
                .param(onDuty)
                .param(Timestamp.from(clock.instant()))
                .update();
        jdbc.sql(
                        "insert into network.holding (seat, holder, known_as, by, during) values (?, ?, ?, 'APPOINTED',"
                                + " daterange(date '2020-01-01', null))")
                .params(seat, holder, knownAs)
                .update();
        return network.seat(new SeatId(seat)).orElseThrow();
    }

    /** Somebody on the committee of a unit, or beside it, on duty. */
    SeatHeld sits(Place place, String knownAs, String post, String engagement) {
        SeatHeld seat = fill(place, knownAs, true);
        UUID term = Ids.next(clock);
        jdbc.sql(
                        "insert into network.term (id, unit, number, begins, committee) select ?, ?, coalesce(max(number),"
                                + " 0) + 1, date '2020-01-01', 11 from network.term where unit = ?")
                .param(term)
                .param(place.id().value())
                .param(place.id().value())
                .update();
        jdbc.sql("update network.seat set term = ?, post = ?, engagement = ? where id = ?")
                .param(term)
                .param(post)
                .param(engagement)
                .param(seat.seat().value())
                .update();
        return network.seat(seat.seat()).orElseThrow();
    }

    /** The requests that were told in these words, whatever stands in the database for them. */
    List<UUID> asked(String story) {
        return stories(jdbc, keys).entrySet().stream()
                .filter(told -> told.getValue().equals(story))
                .map(Map.Entry::getKey)
                .toList();
    }

    static Map<UUID, String> stories(JdbcClient jdbc, Keys keys) {
        Map<UUID, String> stories = new HashMap<>();
        jdbc.sql("select province, id, story from help.request")
                .query(row -> {
                    var id =
                            new RequestId(
                                    new Province(row.getShort("province")),
                                    row.getObject("id", UUID.class));
                    String story =
                            keys.openIfAny(
                                    HerWords.of(HerWords.STORY, id, false), row.getBytes("story"));
                    if (story != null) {
                        stories.put(id.value(), story);
                    }
                });
        return stories;
    }

    SeatHeld held(SeatId seat) {
        return network.seat(seat).orElseThrow();
    }

    /** A story is over: whom it put on duty answers nobody in the next one. */
    void goHome() {
        jdbc.sql("update network.seat set on_duty = false where on_duty and id = any (?)")
                .param(filled.toArray(UUID[]::new))
                .update();
        filled.clear();
    }

    void offDuty(SeatHeld seat) {
        jdbc.sql("update network.seat set on_duty = false where id = ?")
                .param(seat.seat().value())
                .update();
    }

    /** A village under a township: {@code number} is the last three digits of its code. */
    Place village(String township, int number, String name) {
        Place above = place(township);
        jdbc.sql(
                        """
                        insert into network.unit (id, province, code, name, spelled, initials, kind, parent, depth,
                          position, standing, since)
                        values (?, ?, ?, ?, 'village', 'v', 'village', ?, ?, ? + ? * network.width(?), 'LISTED', ?)
                        """)
                .param(Ids.next(clock))
                .param(above.province().number())
                .param(township + "%03d".formatted(number))
                .param(name)
                .param(above.id().value())
                .param(above.depth() + 1)
                .param(above.position())
                .param(number)
                .param(above.depth() + 1)
                .param(LocalDate.of(2020, 1, 1))
                .update();
        return place(township + "%03d".formatted(number));
    }

    /**
     * An account with {@link #PASSWORD}; the login is the seat's id. It has no second factor: its
     * holder sets one up when she comes in.
     */
    String account(SeatHeld seat) {
        jdbc.sql(
                        "delete from access.authenticator where account in (select id from access.account where login = ?)")
                .param(seat.seat().toString())
                .update();
        UUID account = Ids.next(clock);
        jdbc.sql(
                        "insert into access.account (id, person, login, password, bound, demonstration, opened_at)"
                                + " values (?, ?, ?, ?, ?, false, ?) on conflict (login) do nothing")
                .param(account)
                .param(seat.holder().value())
                .param(seat.seat().toString())
                .param(HASH)
                .param(bound.password(account, seat.holder().value(), HASH))
                .param(Timestamp.from(clock.instant()))
                .update();
        return seat.seat().toString();
    }
}
