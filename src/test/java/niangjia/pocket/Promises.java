package niangjia.pocket;

import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.shared.Refused;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stands for the modules above: homes and offers that are carried along, visits that are taken.
 * What a line comes to is said in its words, so that a story can have any answer.
 */
@TestConfiguration(proxyBeanMethods = false)
public class Promises {

    /** Only these take lines, whichever modules there are. */
    @Bean
    static BeanFactoryPostProcessor nobodyElseTakesLines() {
        return beans -> {
            for (Class<?> face : List.of(TakesEntries.class, Carried.class)) {
                Arrays.stream(beans.getBeanNamesForType(face, true, false))
                        .filter(name -> !Set.of("visits", "homes", "offers").contains(name))
                        .forEach(((DefaultListableBeanFactory) beans)::removeBeanDefinition);
            }
        };
    }

    @Bean
    Homes homes(JdbcClient jdbc) {
        return new Homes(jdbc);
    }

    @Bean
    Carried offers() {
        return new Carried() {
            @Override
            public String name() {
                return "duties.offers";
            }

            @Override
            public List<Map<String, Object>> of(Actor member) {
                return List.of(
                        Map.of("id", "offer-1", "what", "去看看王庄", "place", "王庄村"),
                        Map.of("id", "offer-2", "what", "教新手机", "place", "李庄村"));
            }
        };
    }

    @Bean
    Visits visits(JdbcClient jdbc, Homes homes) {
        return new Visits(jdbc, homes);
    }

    /** Homes that a seat is paired with. */
    public static final class Homes implements Carried {

        private final JdbcClient jdbc;

        Homes(JdbcClient jdbc) {
            this.jdbc = jdbc;
            jdbc.sql("create schema if not exists promise").update();
            jdbc.sql(
                            "create table if not exists promise.home (id text primary key, seat uuid not null, name text not null)")
                    .update();
        }

        public void add(UUID seat, String id, String name) {
            jdbc.sql(
                            "insert into promise.home values (?, ?, ?) on conflict (id) do update set seat = excluded.seat")
                    .params(id, seat, name)
                    .update();
        }

        @Override
        public String name() {
            return "contact.households";
        }

        @Override
        public List<Map<String, Object>> of(Actor member) {
            return jdbc.sql("select id, name from promise.home where seat = ? order by id")
                    .param(member.seat().seat().value())
                    .query((row, n) ->
                            Map.<String, Object>of(
                                    "id", row.getString(1),
                                    "name", row.getString(2),
                                    "place", "柳湾村"))
                    .list();
        }
    }

    /** Visits, in a table of their own. */
    public static final class Visits implements TakesEntries {

        private final JdbcClient jdbc;

        Visits(JdbcClient jdbc, Homes homes) {
            this.jdbc = jdbc;
            jdbc.sql(
                            "create table if not exists promise.visit (id uuid primary key, entry uuid not null, seat uuid not null,"
                                    + " kind text not null, home text, words text, made_at timestamptz not null)")
                    .update();
        }

        @Override
        public Set<String> kinds() {
            return Set.of("contact.visit", "contact.need", "duties.claim", "duties.decline");
        }

        @Override
        public Answer take(Actor member, Entry entry) {
            UUID visit = UUID.randomUUID();
            jdbc.sql("insert into promise.visit values (?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            visit,
                            entry.id(),
                            member.seat().seat().value(),
                            entry.kind(),
                            entry.word("pairing").orElse(""),
                            entry.word("words").orElse(""),
                            Timestamp.from(entry.madeAt()))
                    .update();
            return switch (entry.word("words").orElse("")) {
                case String words when words.contains("[refused]") ->
                        throw Refused.because("pocket.refused.given-back");
                case String words when words.contains("[breaks]") ->
                        throw new IllegalStateException("a mistake of ours");
                case String words when words.contains("[merged]") -> new Answer.Merged(visit);
                case String words when words.contains("[conflict]") ->
                        new Answer.InConflict(visit, "/pocket/handed-in");
                default -> new Answer.Accepted(visit);
            };
        }

        public List<String> words(UUID seat) {
            return jdbc.sql(
                            "select coalesce(words, '') from promise.visit where seat = ? order by made_at, words")
                    .param(seat)
                    .query(String.class)
                    .list();
        }
    }
}
