package niangjia.network.queries;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import niangjia.network.FoundPlace;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Answers while one types: places by the beginning of their name, by a part of it down to the
 * townships, by pinyin, by initials, by the beginning of their code. Several words go from above to
 * below: 石桥 柳湾 is the second below the first. Shown and open places only, the higher ones first.
 * Every branch is a short walk along one index.
 */
@Component
public class FindPlaces {

    private static final int LONGEST = 40;

    /** So many places that match the first word are looked below for the second. */
    private static final int ABOVE = 16;

    /**
     * Below a county a walk along the tree is shorter than one along the names. That walk asks with
     * strpos, which tempts nobody to use an index of names as well.
     */
    private static final int SMALL = 3;

    private static final int MOST_INITIALS = 8;

    /** A word as it is looked up; its key numbers its parameters. */
    private sealed interface Word {

        /** In Chinese: by name. */
        record Name(String text) implements Word {}

        /** In Latin letters, without spaces and tones: by spelling and by initials. */
        record Spelled(String text) implements Word {}

        /** Digits: by code. */
        record Code(String digits) implements Word {}
    }

    private final JdbcClient jdbc;

    public FindPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most {@code limit} places, the best first; none for nothing typed. */
    public List<FoundPlace> matching(Scope scope, String typed, int limit) {
        List<String> words = words(typed);
        if (words.isEmpty() || limit < 1) {
            return List.of();
        }
        var query = new Query(limit);
        List<String> hits = new ArrayList<>();
        hits.addAll(query.anywhere("w", word(String.join("", words)), limit));
        if (words.size() > 1) {
            hits.addAll(
                    query.below(
                            word(words.getFirst()),
                            word(words.getLast()),
                            words.subList(1, words.size() - 1)));
        }
        return jdbc.sql(query.text(hits))
                .params(query.parameters)
                .query((row, n) ->
                        new FoundPlace(
                                UnitId.of(row.getString("id")),
                                row.getString("name"),
                                Objects.requireNonNullElse(row.getString("path"), ""),
                                row.getString("code"),
                                row.getString("kind"),
                                row.getInt("depth")))
                .list();
    }

    private static List<String> words(String typed) {
        String text = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
        // Apostrophes divide syllables (Xi'an), the rest divides words.
        String plain =
                text.toLowerCase(Locale.ROOT)
                        .replace("'", "")
                        .replace("’", "")
                        .replace("ü", "v")
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip();
        return plain.isEmpty()
                ? List.of()
                : List.of(plain.split(" ")).subList(0, Math.min(4, plain.split(" ").length));
    }

    private static Word word(String text) {
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return new Word.Code(text);
        }
        return text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9')
                ? new Word.Spelled(text)
                : new Word.Name(text);
    }

    /** Collects the branches of one statement and their parameters. */
    private static final class Query {

        private static final String COLUMNS =
                "u.id, u.name, u.code, u.kind, u.depth, u.position, u.last";

        private static final String BY_INDEX =
                """
                select %s, %d as rank from generate_series(%d, 7) d cross join lateral (
                  select * from network.unit u
                  where u.depth = d and u.%s ~>=~ :%s and u.%s ~<~ :%s and u.shown and u.closed_on is null%s
                  order by u.%s using ~<~ limit %d) u
                """;

        private static final String BY_PART =
                """
                select * from (select %s, 2 as rank from network.unit u
                where u.depth <= 4 and network.grams(u.name) @> network.grams(:%s) and strpos(u.name, :%s) > 1
                  and u.shown and u.closed_on is null
                order by u.depth, u.name limit %d) part
                """;

        private static final String BY_CODE =
                """
                select %s, 0 as rank from generate_series(1, 4) d cross join lateral (
                  select * from network.unit u
                  where u.depth = d and u.depth <= 4 and u.code ~>=~ :%s and u.code ~<~ :%s
                    and u.shown and u.closed_on is null
                  order by u.code using ~<~ limit %d) u
                """;

        private static final String BY_LONG_CODE =
                """
                select * from (select %s, 0 as rank from network.unit u
                where u.code ~>=~ :%s and u.code ~<~ :%s and u.depth > 4 and u.shown and u.closed_on is null
                order by u.code using ~<~ limit %d) village
                """;

        /** Six digits are also how GB/T 2260 writes a province or a city: 410000, 411100. */
        private static final String BY_PADDED_CODE =
                """
                select %s, 0 as rank from network.unit u
                where u.code in (:%s, :%s) and u.shown and u.closed_on is null
                """;

        private final int limit;
        private String above = "";
        private final Map<String, Object> parameters = new HashMap<>();

        Query(int limit) {
            this.limit = limit;
            parameters.put("limit", limit);
        }

        String text(List<String> hits) {
            return """
            with %s hits as (
              %s
            ), best as (
              select id, name, code, kind, depth, position, min(rank) as rank from hits
              group by id, name, code, kind, depth, position
              order by depth, min(rank), length(name), name, position limit :limit
            )
            select b.id, b.name, b.code, b.kind, b.depth, way.path
            from best b cross join lateral (
              select string_agg(a.name, ' › ' order by a.depth) as path from network.unit a
              where a.position = any (network.upwards(b.position)) and a.depth between 1 and b.depth - 1 and a.shown
            ) way
            order by b.depth, b.rank, length(b.name), b.name, b.position
            """
                    .formatted(above, String.join("\nunion all\n", hits));
        }

        List<String> anywhere(String key, Word word, int most) {
            return switch (word) {
                case Word.Name(String text) -> {
                    List<String> branches = new ArrayList<>();
                    branches.add(byIndex("name", 1, 0, key, text, most, ""));
                    if (text.length() > 1) {
                        parameters.put(key, text);
                        branches.add(BY_PART.formatted(COLUMNS, key, key, most));
                    }
                    yield branches;
                }
                case Word.Spelled(String text) -> {
                    List<String> branches = new ArrayList<>();
                    branches.add(byIndex("spelled", 0, 0, key, text, most, ""));
                    branches.add(byIndex("also", 1, 0, key, text, most, " and u.also is not null"));
                    if (text.length() <= MOST_INITIALS) {
                        branches.add(byIndex("initials", 2, 0, key, text, most, ""));
                        branches.add(
                                byIndex(
                                        "also_initials",
                                        3,
                                        0,
                                        key,
                                        text,
                                        most,
                                        " and u.also_initials is not null"));
                    }
                    yield branches;
                }
                case Word.Code(String digits) -> code(key, digits, most);
            };
        }

        private List<String> code(String key, String digits, int most) {
            parameters.put(key, digits);
            parameters.put(key + "End", digits + ":");
            List<String> branches = new ArrayList<>();
            branches.add(BY_CODE.formatted(COLUMNS, key, key + "End", most));
            if (digits.length() > 6) {
                branches.add(BY_LONG_CODE.formatted(COLUMNS, key, key + "End", most));
            }
            String bare = digits.replaceAll("(00)+$", "");
            if (digits.length() == 6 && bare.length() < 6
                    || digits.length() == 12 && digits.endsWith("000")) {
                parameters.put(key + "Bare", digits.length() == 12 ? digits.substring(0, 9) : bare);
                parameters.put(
                        key + "Half", digits.length() == 12 ? digits.substring(0, 6) : bare + "00");
                branches.add(BY_PADDED_CODE.formatted(COLUMNS, key + "Bare", key + "Half"));
            }
            return branches;
        }

        private String byIndex(
                String column,
                int rank,
                int depth,
                String key,
                String text,
                int most,
                String condition) {
            parameters.put(key, text);
            parameters.put(key + "End", text + Character.toString(Character.MAX_CODE_POINT));
            return BY_INDEX.formatted(
                    COLUMNS,
                    rank,
                    depth,
                    column,
                    key,
                    column,
                    key + "End",
                    condition,
                    column,
                    most);
        }

        /**
         * The last word below a place that matches the first; between them stand places with the
         * words between.
         */
        List<String> below(Word first, Word last, List<String> between) {
            parameters.put("above", ABOVE);
            above =
                    """
                    above as materialized (
                      select depth, position, last from (%s) matching group by depth, position, last
                      order by depth, min(length(name)), position limit :above
                    ),
                    """
                            .formatted(String.join("\nunion all\n", anywhere("f", first, ABOVE)));
            List<String> columns =
                    switch (last) {
                        case Word.Name(String text) -> List.of("name");
                        case Word.Spelled(String text) ->
                                text.length() <= MOST_INITIALS
                                        ? List.of("spelled", "initials")
                                        : List.of("spelled");
                        case Word.Code(String digits) -> List.of("code");
                    };
            String text =
                    switch (last) {
                        case Word.Name(String name) -> name;
                        case Word.Spelled(String spelled) -> spelled;
                        case Word.Code(String digits) -> digits;
                    };
            parameters.put("l", text);
            parameters.put("lEnd", text + Character.toString(Character.MAX_CODE_POINT));
            String also = conditionOn(between);
            List<String> branches = new ArrayList<>();
            for (String column : columns) {
                if (!column.equals("code")) {
                    branches.add(
                            """
                            select %s, 0 as rank from above cross join lateral (
                              select u.* from generate_series(above.depth + 1, 7) d cross join lateral (
                                select * from network.unit u
                                where above.depth < %d and u.depth = d and u.%s ~>=~ :l and u.%s ~<~ :lEnd
                                  and u.last > above.position and u.last <= above.last
                                  and u.shown and u.closed_on is null%s
                                order by u.%s using ~<~ limit %d) u) u
                            """
                                    .formatted(
                                            COLUMNS, SMALL, column, column, also, column, limit));
                }
                branches.add(
                        """
                        select %s, 0 as rank from above cross join lateral (
                          select * from network.unit u
                          where above.depth >= %d and u.position > above.position and u.position <= above.last
                            and %s and u.shown and u.closed_on is null%s
                          order by u.depth, u.position limit %d) u
                        """
                                .formatted(
                                        COLUMNS,
                                        SMALL,
                                        column.equals("name")
                                                ? "strpos(u.name, :l) > 0"
                                                : "strpos(u." + column + ", :l) = 1",
                                        also,
                                        limit));
            }
            return branches;
        }

        private String conditionOn(List<String> between) {
            var condition = new StringBuilder();
            for (int i = 0; i < between.size(); i++) {
                parameters.put("m" + i, between.get(i));
                condition.append(
                        " and exists (select from network.unit m where m.position = any (network.upwards(u.position))"
                                + " and (strpos(m.name, :m%d) > 0 or strpos(m.spelled, :m%d) = 1))"
                                        .formatted(i, i));
            }
            return condition.toString();
        }
    }
}
