package niangjia.help.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Somebody in office says beforehand to whom she is related: a village or township, and if she
 * likes a surname. No sealed matter from there is given to her, whatever seat she sits in. Only she
 * sees what she said, and she takes it back.
 */
@Component
public class Related {

    public static final Field SURNAME = new Field("help", "help.related", "surname");

    /** A township; what lies above it would take too much from her. */
    private static final int TOWNSHIP = 4;

    private static final int MOST = 20;
    private static final int LONGEST = 10;

    /**
     * What she said.
     *
     * @param path what stands above the place, and it
     * @param surname none: whatever comes from there
     */
    public record Said(UUID id, List<String> path, @Nullable String surname, Instant since) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Network network;
    private final Recuse recuse;
    private final Records records;
    private final Clock clock;

    Related(
            JdbcClient jdbc,
            Keys keys,
            Network network,
            Recuse recuse,
            Records records,
            Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.network = network;
        this.recuse = recuse;
        this.records = records;
        this.clock = clock;
    }

    /** The latest first. */
    public List<Said> of(Scope.Branch who) {
        return jdbc.sql(
                        """
                        select r.province, r.id, r.surname, r.since,
                          array(select a.name from network.place p
                            join network.place a on a.position = any (network.upwards(p.position))
                            where p.id = r.place order by a.depth) as path
                        from help.related r where r.person = ? order by r.id desc
                        """)
                .param(who.person().value())
                .query((row, n) ->
                        new Said(
                                row.getObject("id", UUID.class),
                                List.of((String[]) row.getArray("path").getArray()),
                                keys.openIfAny(
                                        SURNAME.in(
                                                new Province(row.getShort("province")),
                                                row.getObject("id", UUID.class)),
                                        row.getBytes("surname")),
                                row.getTimestamp("since").toInstant()))
                .list();
    }

    /** What lies on her desk already goes on, too. */
    @Transactional
    public void says(Scope.Branch who, UnitId to, @Nullable String surname) {
        Place place =
                network.place(to)
                        .filter(found -> found.depth() >= TOWNSHIP)
                        .orElseThrow(() -> Refused.field("place", "help.related.place"));
        if (surname != null && surname.length() > LONGEST) {
            throw Refused.field("surname", "help.field.long", LONGEST);
        }
        if (of(who).size() >= MOST) {
            throw Refused.field("place", "help.related.enough", MOST);
        }
        UUID id = Ids.next(clock);
        jdbc.sql(
                        "insert into help.related (province, id, person, place, surname, since) values (?, ?, ?, ?, ?, ?)")
                .param(place.province().number())
                .param(id)
                .param(who.person().value())
                .param(to.value())
                .param(keys.closeIfAny(SURNAME.in(place.province(), id), surname))
                .param(Timestamp.from(clock.instant()))
                .update();
        enter(who);
        recuse.passOnWhatSheMustNotHave(who.person());
    }

    @Transactional
    public void takesBack(Scope.Branch who, UUID id) {
        int gone =
                jdbc.sql("delete from help.related where id = ? and person = ?")
                        .params(id, who.person().value())
                        .update();
        if (gone > 0) {
            enter(who);
        }
    }

    /** That she did, and neither to whom nor whether she took it back. */
    private void enter(Scope.Branch who) {
        records.enter(
                new Entry(
                        network.place(who.unit()).orElseThrow().province(),
                        clock.instant(),
                        "help.related",
                        Entry.Door.PAGE,
                        who.seat(),
                        who.person(),
                        who.unit(),
                        null,
                        false,
                        null));
    }
}
