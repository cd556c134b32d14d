package niangjia.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.site.Look;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who answers for a branch sees on her day who in it was noticed within a week, and goes on to what
 * that seat did. Whoever was noticed is not shown it first.
 */
@Component
class NoticedToday implements OnToday {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final int LINES = 5;

    private record Noticed(Instant at, String act, UUID seat, String knownAs, String place) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    NoticedToday(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Above what is to be done today. */
    @Override
    public int order() {
        return 5;
    }

    @Override
    public @Nullable Part of(Actor actor, Look look) {
        if (actor.seat().post().equals("EXECUTIVE_MEMBER")) {
            return null;
        }
        List<Line> lines =
                noticed(actor).stream()
                        .map(one ->
                                new Line(
                                        "/records?seat=" + one.seat,
                                        look.t(
                                                "access.noticed." + one.act.substring(7),
                                                one.knownAs),
                                        one.place + " · " + look.ago(one.at),
                                        true))
                        .toList();
        return lines.isEmpty() ? null : new Part(look.t("access.noticed"), "/records", lines);
    }

    private List<Noticed> noticed(Actor actor) {
        return jdbc.sql(
                        """
                        select n.at, n.act, n.seat, h.known_as, u.name as place
                        from records.noticed n
                        join network.place u on u.id = n.unit and u.position between :first and :last
                        join lateral (select w.known_as from network.held w where w.seat = n.seat and w.holder = n.person
                          order by w.during desc limit 1) h on true
                        where n.act in ('access.read-many', 'access.refused-many') and n.id >= :week and n.person <> :own
                        order by n.id desc limit :lines
                        """)
                .param("first", actor.scope().first())
                .param("last", actor.scope().last())
                .param("week", WatchReading.first(clock.instant().minus(WEEK)))
                .param("own", actor.seat().holder().value())
                .param("lines", LINES)
                .query(Noticed.class)
                .list();
    }
}
