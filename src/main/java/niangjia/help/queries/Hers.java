package niangjia.help.queries;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.files.Attached;
import niangjia.files.Attachments;
import niangjia.help.HerWords;
import niangjia.help.RequestId;
import niangjia.help.model.Stage;
import niangjia.keys.Keys;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Her own request as she may see it: what happened, who answers, by when, who has looked. Asked
 * with her receipt.
 */
@Component
public class Hers {

    /**
     * Her request.
     *
     * @param resting she lets it rest: kept and not used
     * @param erased her words are gone
     * @param promise the next promise that runs, or null where no seat stands behind one
     */
    public record View(
            RequestId id,
            UnitId place,
            String placeName,
            String kind,
            boolean sealed,
            boolean danger,
            boolean onBehalf,
            Stage stage,
            String story,
            Instant askedAt,
            String door,
            @Nullable String unitName,
            @Nullable String desk,
            @Nullable String claimedBy,
            @Nullable String overseer,
            @Nullable Promise promise,
            boolean late,
            boolean resting,
            boolean erased,
            @Nullable String satisfied,
            List<Event> timeline,
            List<Look> looks,
            List<Attached> files) {

        public boolean ended() {
            return stage.ended();
        }

        /** What came with her first words. */
        public List<Attached> first() {
            return Attached.with(null, files);
        }

        /** What came with a line of the timeline. */
        public List<Attached> filesOf(Event event) {
            return Attached.with(event.step, files);
        }

        /** She may open it: it is not for colleagues only. */
        public boolean shows(UUID file) {
            return files.stream().anyMatch(one -> one.id().equals(file));
        }
    }

    /** A clock as she sees it: {@code FIRST_CONTACT} or {@code RESOLUTION}. */
    public record Promise(String what, Instant due) {}

    /** A line of the timeline, the latest first. */
    public record Event(
            UUID step,
            String what,
            Instant at,
            @Nullable String who,
            @Nullable String unit,
            @Nullable String words) {}

    /**
     * Who has opened it.
     *
     * @param paper made a paper of it
     */
    public record Look(@Nullable String who, @Nullable String unit, Instant at, boolean paper) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Attachments attachments;

    Hers(JdbcClient jdbc, Keys keys, Attachments attachments) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.attachments = attachments;
    }

    /** The receipt that opened {@code id} is her right to read it. */
    public Optional<View> of(RequestId id) {
        List<Event> timeline =
                new ArrayList<>(
                        jdbc.sql(
                                        """
                                        select s.id, s.what, s.at, s.known_as, u.name as unit, s.words
                                        from help.step s left join network.place u on u.id = s.unit
                                        where s.province = ? and s.request = ? and s.for_her
                                        order by s.id desc limit 200
                                        """)
                                .param(id.province().number())
                                .param(id.value())
                                .query((row, n) ->
                                        new Event(
                                                row.getObject("id", UUID.class),
                                                row.getString("what"),
                                                row.getTimestamp("at").toInstant(),
                                                row.getString("known_as"),
                                                row.getString("unit"),
                                                keys.openIfAny(
                                                        HerWords.STEP.in(
                                                                id.province(),
                                                                row.getObject("id", UUID.class)),
                                                        row.getBytes("words"))))
                                .list());
        List<Look> looks =
                jdbc.sql(
                                """
                                select e.at, d.known_as, u.name, e.act from records.openings e
                                left join network.desk d on d.seat = e.seat
                                left join network.place u on u.id = d.unit
                                where e.province = ? and e.matter = ? order by e.id desc limit 20
                                """)
                        .param(id.province().number())
                        .param(id.value())
                        .query((row, n) ->
                                new Look(
                                        row.getString("known_as"),
                                        row.getString("name"),
                                        row.getTimestamp("at").toInstant(),
                                        row.getString("act").equals("cases.paper-made")))
                        .list();
        List<Attached> files =
                attachments.of(HerWords.files(id, false)).stream()
                        .filter(Attached::forHer)
                        .toList();
        return jdbc.sql(
                        """
                        select r.*, p.name as place_name, u.name as unit_name, d.known_as as desk_name,
                          c.known_as as claimed_name, o.known_as as overseer_name,
                          (select k.what from help.clock k where k.province = r.province and k.request = r.id
                            and k.state = 'RUNNING' and k.what <> 'HER_WORD' order by k.due_at limit 1) as clock
                        from help.request r
                        join network.place p on p.id = r.place
                        left join network.place u on u.id = r.held_by
                        left join network.desk d on d.seat = r.desk
                        left join network.desk c on c.seat = r.claimed_by
                        left join network.desk o on o.seat = r.overseer
                        where r.province = ? and r.id = ?
                        """)
                .param(id.province().number())
                .param(id.value())
                .query((row, n) -> {
                    Timestamp due = row.getTimestamp("due_at");
                    String clock = row.getString("clock");
                    return new View(
                            id,
                            new UnitId(row.getObject("place", UUID.class)),
                            row.getString("place_name"),
                            row.getString("kind"),
                            row.getBoolean("sealed"),
                            row.getBoolean("danger"),
                            row.getObject("asked_by") != null,
                            Stage.valueOf(row.getString("stage")),
                            Objects.requireNonNullElse(
                                    keys.openIfAny(
                                            HerWords.of(HerWords.STORY, id, false),
                                            row.getBytes("story")),
                                    ""),
                            row.getTimestamp("asked_at").toInstant(),
                            row.getString("door"),
                            row.getString("unit_name"),
                            row.getString("desk_name"),
                            row.getString("claimed_name"),
                            row.getBoolean("sealed") ? row.getString("overseer_name") : null,
                            due == null || clock == null
                                    ? null
                                    : new Promise(clock, due.toInstant()),
                            row.getBoolean("late"),
                            row.getObject("restricted_at") != null,
                            row.getObject("erased_at") != null,
                            row.getString("satisfied"),
                            timeline,
                            looks,
                            files);
                })
                .optional();
    }
}
