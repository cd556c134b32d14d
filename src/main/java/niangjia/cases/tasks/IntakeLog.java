package niangjia.cases.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import niangjia.cases.CaseWords;
import niangjia.cases.model.Chain;
import niangjia.cases.model.What;
import niangjia.help.RequestId;
import niangjia.keys.Keys;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.shared.Ids;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the intake log of a matter, one entry after the other, within the caller's transaction.
 * Each is entered in the sealed log too, with its number and hash as the reason: so a chain that
 * somebody replaced as a whole is found.
 */
@Component
class IntakeLog {

    private record Head(int entries, byte @Nullable [] newest) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Records records;
    private final Clock clock;

    IntakeLog(JdbcClient jdbc, Keys keys, Records records, Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.records = records;
        this.clock = clock;
    }

    /** What somebody on the matter, or asked to take it, did. */
    UUID enter(RequestId matter, Scope.Branch who, What what, String words, String act) {
        return enter(matter, who, what, words, act, Entry.Door.PAGE);
    }

    /**
     * Who writes at the same time waits until this entry stands; its id.
     *
     * @param who none: she herself, or the program
     * @param act how the sealed log calls it
     */
    UUID enter(
            RequestId matter,
            Scope.@Nullable Branch who,
            What what,
            String words,
            String act,
            Entry.Door door) {
        Head head =
                jdbc.sql(
                                "select entries, newest from cases.matter where province = ? and id = ? for update")
                        .params(matter.province().number(), matter.value())
                        .query((row, n) -> new Head(row.getInt(1), row.getBytes(2)))
                        .single();
        UUID id = Ids.next(clock);
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String knownAs =
                who == null
                        ? null
                        : jdbc.sql("select known_as from network.desk where seat = ?")
                                .param(who.seat().value())
                                .query(String.class)
                                .optional()
                                .orElse(null);
        var link =
                new Chain.Link(
                        matter.province().number(),
                        matter.value(),
                        head.entries + 1,
                        id,
                        at,
                        who == null ? null : who.seat().value(),
                        who == null ? null : who.person().value(),
                        knownAs,
                        what.name(),
                        keys.close(
                                CaseWords.ENTRY.in(matter.province(), id, matter.value()), words));
        byte[] previous = head.newest == null ? Chain.BEGINNING : head.newest;
        byte[] hash = link.hash(previous);
        jdbc.sql(
                        """
                        insert into cases.entry (province, matter, number, id, at, seat, person, known_as, what, words,
                          previous, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(link.province())
                .param(link.matter())
                .param(link.number())
                .param(link.id())
                .param(Timestamp.from(at))
                .param(link.seat())
                .param(link.person())
                .param(link.knownAs())
                .param(link.what())
                .param(link.words())
                .param(previous)
                .param(hash)
                .update();
        jdbc.sql("update cases.matter set entries = ?, newest = ? where province = ? and id = ?")
                .param(link.number())
                .param(hash)
                .param(link.province())
                .param(link.matter())
                .update();
        records.enter(
                new Entry(
                        matter.province(),
                        at,
                        act,
                        door,
                        who == null ? null : who.seat(),
                        who == null ? null : who.person(),
                        who == null ? null : who.unit(),
                        matter.value(),
                        true,
                        Chain.anchor(link.number(), hash)));
        return id;
    }
}
