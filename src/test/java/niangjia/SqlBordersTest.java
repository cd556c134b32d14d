package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.database.TestDatabase;
import niangjia.shared.Scope;
import org.junit.jupiter.api.Test;

/** A module writes its own schema only, and reads of others what they have published. */
class SqlBordersTest {

    /** Whose schema has another name than the module. */
    private static final Map<String, String> SCHEMAS = Map.of("database", "house");

    /** Queries that take no scope, each with its right to read. */
    private static final Map<String, String> WITHOUT_SCOPE =
            Map.of(
                    "niangjia.help.queries.Hers.of",
                    "her receipt is the right to read it",
                    "niangjia.relief.queries.ReadPledge.of",
                    "the private link of a pledge is the right to read it",
                    "niangjia.contact.queries.HerPeople.of",
                    "her link is the right to read it",
                    "niangjia.contact.queries.HerPeople.proposed",
                    "the link that she was handed is the right to read it");

    private static final Pattern WRITES =
            Pattern.compile(
                    "(?i)\\b(?:insert\\s+into|update|delete\\s+from|merge\\s+into|truncate(?:\\s+table)?|copy|"
                            + "lock\\s+table|alter\\s+table|drop\\s+table|create\\s+(?:unlogged\\s+|temporary\\s+)?table)"
                            + "\\s+(?:only\\s+)?([a-z_]+)\\.([a-z_]+)|\\bnextval\\('([a-z_]+)\\.([a-z_]+)'");
    private static final Pattern READS =
            Pattern.compile("(?i)\\b(?:from|join|using|references)\\s+([a-z_]+)\\.([a-z_]+)");
    private static final Pattern CALLS = Pattern.compile("\\b([a-z_]+)\\.([a-z_]+)\\s*\\(");
    private static final Pattern PUBLISHED =
            Pattern.compile(
                    "(?i)\\bcreate\\s+(?:or\\s+replace\\s+)?(?:view|materialized\\s+view|function)\\s+([a-z_]+)\\.([a-z_]+)");
    private static final Pattern SCHEMA = Pattern.compile("(?i)\\bcreate\\s+schema\\s+([a-z_]+)");

    private static final Map<Path, String> MIGRATIONS =
            Sources.below("src/main/resources/db/migration", ".sql");

    private final Set<String> schemas = new TreeSet<>();
    private final Set<String> faces = new HashSet<>();

    SqlBordersTest() {
        for (String migration : MIGRATIONS.values()) {
            String sql = Sources.statements(migration);
            SCHEMA.matcher(sql).results().forEach(s -> schemas.add(s.group(1)));
            PUBLISHED
                    .matcher(sql)
                    .results()
                    .filter(f -> !f.group(2).equals("refuse_change"))
                    .forEach(f -> faces.add(f.group(1) + "." + f.group(2)));
        }
    }

    @Test
    void statementsOfAModuleWriteItsOwnSchemaAndReadPublishedFacesOfOthers() {
        List<String> crossed = new ArrayList<>();
        int visited = 0;
        for (var source : Sources.below("src/main/java/niangjia", ".java").entrySet()) {
            Path file = source.getKey();
            if (file.getNameCount() < 6) {
                continue;
            }
            String module = file.getName(4).toString();
            for (String sql : Sources.literals(source.getValue())) {
                visited++;
                crossed.addAll(crossings(SCHEMAS.getOrDefault(module, module), sql, file));
            }
        }
        for (var migration : MIGRATIONS.entrySet()) {
            visited++;
            String owner = migration.getKey().getName(5).toString();
            crossed.addAll(
                    crossings(owner, Sources.statements(migration.getValue()), migration.getKey()));
        }
        System.out.println("literals and migrations visited: " + visited + ", faces: " + faces);
        assertThat(visited).isGreaterThan(500);
        assertThat(crossed).isEmpty();
    }

    @Test
    void aStatementThatCrossesTheBorderIsFound() {
        Path here = Path.of("here");
        assertThat(crossings("help", "update network.seat set on_duty = false", here)).hasSize(1);
        assertThat(crossings("help", "select nextval('network.number')", here)).hasSize(1);
        assertThat(crossings("help", "select 1 from help.request r join network.unit u", here))
                .hasSize(1);
        assertThat(crossings("help", "select 1 from help.request join network.place p", here))
                .isEmpty();
        assertThat(crossings("people", "select help.secret(1)", here)).hasSize(1);
        assertThat(crossings("help", "a uuid references network.unit", here)).hasSize(1);
    }

    private List<String> crossings(String own, String sql, Path file) {
        List<String> crossed = new ArrayList<>();
        Matcher writes = WRITES.matcher(sql);
        while (writes.find()) {
            String schema = writes.group(1) != null ? writes.group(1) : writes.group(3);
            if (schemas.contains(schema) && !schema.equals(own)) {
                crossed.add(file + " writes: " + writes.group());
            }
        }
        for (Pattern pattern : List.of(READS, CALLS)) {
            Matcher reads = pattern.matcher(sql);
            while (reads.find()) {
                String schema = reads.group(1);
                if (schemas.contains(schema)
                        && !schema.equals(own)
                        && !faces.contains(schema + "." + reads.group(2))
                        && !before(sql, reads.start())
                                .matches("(?is).*(insert\\s+into|delete)\\s+")) {
                    crossed.add(file + " reads: " + reads.group());
                }
            }
        }
        return crossed;
    }

    /** What was told as a write already need not be told again. */
    private static String before(String sql, int at) {
        return sql.substring(Math.max(0, at - 16), at);
    }

    @Test
    void noKeyReachesIntoAnotherSchema() {
        var jdbc = TestDatabase.laidIn().jdbc();
        List<String> keys =
                jdbc.sql(
                                """
                                select k.constraint_schema || '.' || k.constraint_name || ' > ' || u.constraint_schema
                                from information_schema.referential_constraints k
                                join information_schema.table_constraints u
                                  on u.constraint_schema = k.unique_constraint_schema
                                  and u.constraint_name = k.unique_constraint_name
                                """)
                        .query(String.class)
                        .list();
        System.out.println("foreign keys visited: " + keys.size());
        assertThat(keys)
                .isNotEmpty()
                .allSatisfy(key ->
                        assertThat(key.substring(key.indexOf(" > ") + 3))
                                .as(key)
                                .isEqualTo(key.substring(0, key.indexOf('.'))));
    }

    @Test
    void everyQueryIsAskedByWhoMayRead() {
        Set<String> open = new TreeSet<>();
        int visited = 0;
        for (JavaClass type :
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("niangjia")) {
            if (!type.getPackageName().matches("niangjia\\.\\w+\\.queries") || type.isRecord()) {
                continue;
            }
            for (JavaMethod method : type.getMethods()) {
                if (!method.getModifiers().contains(JavaModifier.PUBLIC)
                        || method.getModifiers().contains(JavaModifier.SYNTHETIC)
                        || type.isEnum()) {
                    continue;
                }
                visited++;
                if (method.getRawParameterTypes().stream()
                        .noneMatch(parameter -> parameter.isAssignableTo(Scope.class))) {
                    open.add(type.getFullName() + "." + method.getName());
                }
            }
        }
        System.out.println("queries visited: " + visited);
        assertThat(visited).isPositive();
        assertThat(open).isEqualTo(new TreeSet<>(WITHOUT_SCOPE.keySet()));
    }
}
