package niangjia.help.queries;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.files.Attached;
import niangjia.files.Attachments;
import niangjia.help.HerWords;
import niangjia.help.OnSealing;
import niangjia.help.RequestId;
import niangjia.help.model.Stage;
import niangjia.keys.Keys;
import niangjia.network.WorkingTime;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
     * @param rested those on a sealed matter let it rest; no clock runs
     * @param erased her words are gone
     * @param named of a sealed matter: who was named on it besides those who hold it
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
            List<String> named,
            @Nullable Promise promise,
            boolean late,
            boolean resting,
            boolean rested,
            boolean erased,
            @Nullable String satisfied,
            List<Event> timeline,
            List<Look> looks,
            List<Attached> files) {

        public boolean ended() {
            return stage.ended();
        }

        /**
         * Who may open it, by name. Of an ordinary one also the rest of the unit, and those above.
         */
        public List<String> mayOpen() {
            return Stream.concat(
                            sealed ? Stream.of(desk, overseer) : Stream.of(claimedBy, desk),
                            named.stream())
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
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
     * Who has opened it; of what somebody opened on one day the last time.
     *
     * @param paper made a paper of it
     */
    public record Look(@Nullable String who, @Nullable String unit, Instant at, boolean paper) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Attachments attachments;
    private final ObjectProvider<OnSealing> onSealing;

    Hers(JdbcClient jdbc, Keys keys, Attachments attachments, ObjectProvider<OnSealing> onSealing) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.attachments = attachments;
        this.onSealing = onSealing;
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
                                select max(e.at) as at, h.known_as, u.name,
                                  e.act = 'cases.paper-made' as paper
                                from (select o.*, cast(o.at at time zone :zone as date) as day from records.openings o
                                  where o.province = :province and o.matter = :id) e
                                left join lateral (select h.known_as, h.unit from network.held h where h.seat = e.seat
                                  and (h.holder = e.person or e.person is null and h.during @> e.day)
                                  order by h.during desc limit 1) h on true
                                left join network.place u on u.id = h.unit
                                group by e.seat, e.person, e.day, h.known_as, u.name, paper
                                order by max(e.at) desc limit 200
                                """)
                        .param("zone", WorkingTime.ZONE.getId())
                        .param("province", id.province().number())
                        .param("id", id.value())
                        .query((row, n) ->
                                new Look(
                                        row.getString("known_as"),
                                        row.getString("name"),
                                        row.getTimestamp("at").toInstant(),
                                        row.getBoolean("paper")))
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
                    boolean sealed = row.getBoolean("sealed");
                    return new View(
                            id,
                            new UnitId(row.getObject("place", UUID.class)),
                            row.getString("place_name"),
                            row.getString("kind"),
                            sealed,
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
                            sealed ? row.getString("overseer_name") : null,
                            sealed ? named(id) : List.of(),
                            due == null || clock == null
                                    ? null
                                    : new Promise(clock, due.toInstant()),
                            row.getBoolean("late"),
                            row.getObject("restricted_at") != null,
                            row.getObject("rested_at") != null,
                            row.getObject("erased_at") != null,
                            row.getString("satisfied"),
                            timeline,
                            looks,
                            files);
                })
                .optional();
    }

    private List<String> named(RequestId id) {
        return onSealing.stream().flatMap(on -> on.named(id).stream()).toList();
    }
}
