package niangjia.network.queries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.network.Place;
import niangjia.network.model.Named;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is agreed in a place, and who waits to move in below it. */
@Component
public class ReadSettings {

    /** A setting in force, and where it was agreed on. */
    public record InForce(String name, String value, UUID unit, String place, LocalDate since) {}

    /** What a unit itself agreed on, for now or for later. */
    public record Own(String name, String value, LocalDate since, @Nullable LocalDate until) {}

    /** An application; its contact is for staff of the branch only. */
    public record Application(
            UUID id,
            UUID parent,
            String place,
            String kind,
            String name,
            String applicant,
            String contact,
            String proof,
            Instant appliedAt) {}

    /** What an applicant is told. */
    public record Answered(
            String name,
            UUID parent,
            @Nullable UUID unit,
            @Nullable String answer,
            boolean answered) {}

    private final JdbcClient jdbc;
    private final Keys keys;

    ReadSettings(JdbcClient jdbc, Keys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    public List<InForce> inForce(Scope scope, Place place, LocalDate day) {
        return jdbc.sql(
                        """
                        select distinct on (s.name) s.name, s.value, u.id as unit, u.name as place, lower(s.during) as since
                        from network.unit u join network.setting s on s.unit = u.id
                        where u.position = any (network.upwards(?)) and s.during @> cast(? as date)
                        order by s.name, u.depth desc
                        """)
                .params(place.position(), day)
                .query(InForce.class)
                .list();
    }

    public List<Own> own(Scope scope, UnitId unit) {
        return jdbc.sql(
                        "select name, value, lower(during) as since, upper(during) as until from network.setting where unit = ? order by name, lower(during) desc limit 100")
                .param(unit.value())
                .query(Own.class)
                .list();
    }

    /** The oldest first; at most 50. */
    public List<Application> waiting(Scope.Branch scope, Place place) {
        return jdbc.sql(
                        """
                        select a.id, a.province, a.parent, u.name as place, a.kind, a.name, a.applicant, a.contact, a.proof,
                          a.applied_at
                        from network.application a join network.unit u on u.id = a.parent
                        where a.answered_at is null and u.position between :first and :last
                          and u.position between :own and :ownLast
                        order by a.applied_at, a.id limit 50
                        """)
                .param("first", place.position())
                .param("last", place.last())
                .param("own", scope.first())
                .param("ownLast", scope.last())
                .query((row, n) ->
                        new Application(
                                row.getObject("id", UUID.class),
                                row.getObject("parent", UUID.class),
                                row.getString("place"),
                                row.getString("kind"),
                                row.getString("name"),
                                opened(Named.APPLICANT, row),
                                opened(Named.APPLICANT_CONTACT, row),
                                opened(Named.PROOF, row),
                                row.getTimestamp("applied_at").toInstant()))
                .list();
    }

    private String opened(Field field, ResultSet row) throws SQLException {
        return Objects.requireNonNullElse(
                keys.openIfAny(
                        field.in(
                                new Province(row.getShort("province")),
                                row.getObject("id", UUID.class)),
                        row.getBytes(field.column())),
                "");
    }

    public Optional<Answered> answered(Scope scope, UUID application) {
        return jdbc.sql(
                        "select name, parent, unit, answer, answered_at is not null as answered from network.application where id = ?")
                .param(application)
                .query(Answered.class)
                .optional();
    }
}
