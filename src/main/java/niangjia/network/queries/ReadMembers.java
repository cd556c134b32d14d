package niangjia.network.queries;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.network.model.Membership;
import niangjia.network.model.Named;
import niangjia.shared.Page;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Women who joined a federation: told to its own seats, and to each of themselves. */
@Component
public class ReadMembers {

    /** A woman of one federation. */
    public record Member(UUID woman, String knownAs, @Nullable String contact, LocalDate since) {}

    /** What she sees of herself. */
    public record Hers(
            UUID unit, String name, String knownAs, @Nullable String contact, LocalDate since) {}

    private final JdbcClient jdbc;
    private final Keys keys;

    ReadMembers(JdbcClient jdbc, Keys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /**
     * Of the seat's own federation and no other, whatever lies below the seat; who came first
     * stands first.
     *
     * @param page its cursor is the last woman's id
     */
    public List<Member> of(Scope.Branch seat, Page page) {
        return jdbc.sql(
                        """
                        select province, woman, known_as, contact, lower(during) as since from network.membership
                        where unit = :unit and woman > :after and upper_inf(during) order by woman limit :limit
                        """)
                .param("unit", seat.unit().value())
                .param("after", cursor(page.after()))
                .param("limit", page.limit())
                .query((row, n) ->
                        new Member(
                                row.getObject("woman", UUID.class),
                                Objects.requireNonNullElse(opened(Named.MEMBER, row), ""),
                                opened(Named.MEMBER_CONTACT, row),
                                row.getObject("since", LocalDate.class)))
                .list();
    }

    public long howMany(Scope.Branch seat) {
        return jdbc.sql(
                        "select count(*) from network.membership where unit = ? and upper_inf(during)")
                .param(seat.unit().value())
                .query(Long.class)
                .single();
    }

    /** By the private links that she was given; nothing any more of those that she left. */
    public Map<PersonId, Hers> hers(Scope scope, List<Membership> linked) {
        Map<PersonId, Hers> hers = new HashMap<>();
        if (linked.isEmpty()) {
            return hers;
        }
        jdbc.sql(
                        """
                        select m.province, m.woman, u.id as unit, u.name, m.known_as, m.contact, lower(m.during) as since
                        from unnest(cast(:provinces as smallint[]), cast(:units as uuid[]), cast(:women as uuid[]))
                          as l (province, unit, woman)
                        join network.membership m using (province, unit, woman) join network.unit u on u.id = m.unit
                        where upper_inf(m.during)
                        """)
                .param("provinces", array(linked, m -> m.province().number()))
                .param("units", array(linked, m -> m.unit().value()))
                .param("women", array(linked, m -> m.woman().value()))
                .query(row -> {
                    hers.put(
                            new PersonId(row.getObject("woman", UUID.class)),
                            new Hers(
                                    row.getObject("unit", UUID.class),
                                    row.getString("name"),
                                    Objects.requireNonNullElse(opened(Named.MEMBER, row), ""),
                                    opened(Named.MEMBER_CONTACT, row),
                                    row.getObject("since", LocalDate.class)));
                });
        return hers;
    }

    private @Nullable String opened(Field field, ResultSet row) throws SQLException {
        return keys.openIfAny(
                field.in(
                        new Province(row.getShort("province")), row.getObject("woman", UUID.class)),
                row.getBytes(field.column()));
    }

    private static String array(List<Membership> linked, Function<Membership, Object> part) {
        return linked.stream()
                .map(m -> String.valueOf(part.apply(m)))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static UUID cursor(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException beginning) {
            return new UUID(0, 0);
        }
    }
}
