package niangjia.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import niangjia.help.OnTheRealNet;
import niangjia.keys.Field;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table that knows persons is in the catalogue: so it stands in the privacy notice, and a module
 * answers for finding and erasing what is in it.
 */
@OnTheRealNet
class EveryTableWithAPersonIsDescribedTest {

    /**
     * Keys of persons and of their matters, and what people are called and reached by; so is a
     * column whose name ends with one.
     */
    private static final Set<String> KEYS =
            Set.of(
                    "person",
                    "woman",
                    "holder",
                    "account",
                    "matter",
                    "request",
                    "subject",
                    "about",
                    "principal_name",
                    "known_as",
                    "contact",
                    "applicant",
                    "login",
                    "telephone",
                    "address");

    @Autowired Catalogue catalogue;
    @Autowired ObjectProvider<Field> fields;
    @Autowired JdbcClient jdbc;

    private int visited;

    @Test
    void inTheRunningSchema() {
        Set<String> missing = undescribed();
        System.out.println(
                "tables visited: " + visited + ", described: " + catalogue.kept().size());
        assertThat(visited).isGreaterThan(40);
        assertThat(missing).isEmpty();
    }

    @Test
    void aTableThatNobodyDescribesIsFound() {
        for (String key : List.of("woman", "asked_person")) {
            jdbc.sql("create table people.offender (id uuid primary key, %s uuid)".formatted(key))
                    .update();
            try {
                assertThat(undescribed()).containsExactly("people.offender");
            } finally {
                jdbc.sql("drop table people.offender").update();
            }
        }
    }

    @Test
    void andEveryClosedFieldIsNamedInTheNotice() {
        Set<String> named = new TreeSet<>();
        catalogue
                .kept()
                .forEach(kept -> kept.columns().forEach(c -> named.add(kept.table() + "." + c)));
        List<String> closed =
                fields.stream().map(field -> field.table() + "." + field.column()).toList();
        System.out.println("closed fields visited: " + closed.size());
        assertThat(closed).hasSizeGreaterThan(10);
        assertThat(named).containsAll(closed);
    }

    @Test
    void whatIsDescribedIsThere() {
        Set<String> there = new TreeSet<>();
        columns().forEach((table, columns) -> columns.forEach(c -> there.add(table + "." + c)));
        catalogue
                .kept()
                .forEach(kept ->
                        assertThat(there)
                                .containsAll(
                                        kept.columns().stream()
                                                .map(column -> kept.table() + "." + column)
                                                .toList()));
    }

    private Set<String> undescribed() {
        Set<String> described = new TreeSet<>();
        catalogue.kept().forEach(kept -> described.add(kept.table()));
        Set<String> missing = new TreeSet<>();
        columns()
                .forEach((table, columns) -> {
                    visited++;
                    boolean closed = fields.stream().anyMatch(field -> field.table().equals(table));
                    if ((closed
                                    || columns.stream()
                                            .anyMatch(EveryTableWithAPersonIsDescribedTest::tells))
                            && !described.contains(table)) {
                        missing.add(table);
                    }
                });
        return missing;
    }

    private static boolean tells(String column) {
        return KEYS.contains(column)
                || KEYS.stream().anyMatch(key -> column.endsWith("_" + key))
                || column.equals("taken_by");
    }

    private TreeMap<String, Set<String>> columns() {
        var tables = new TreeMap<String, Set<String>>();
        jdbc.sql(
                        """
                        select c.table_schema || '.' || c.table_name as name, c.column_name from information_schema.columns c
                        join information_schema.tables t using (table_schema, table_name)
                        where t.table_type = 'BASE TABLE' and t.table_schema not in ('pg_catalog', 'information_schema')
                          and t.table_name not like 'migrations_of_%'
                        """)
                .query(row -> {
                    tables.computeIfAbsent(row.getString(1), t -> new TreeSet<>())
                            .add(row.getString(2));
                });
        return tables;
    }
}
