package niangjia.network.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import niangjia.database.TestDatabase;
import niangjia.network.NetChanged;
import niangjia.network.SumsRecounted;
import niangjia.network.model.Columns;
import niangjia.network.model.ImportId;
import niangjia.network.model.ImportReport;
import niangjia.network.model.ImportReport.State;
import niangjia.network.model.Progress;
import niangjia.network.outside.SheetFiles;
import niangjia.network.queries.ReadImports;
import niangjia.network.queries.ReadImports.Finding;
import niangjia.shared.PersonId;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** An operator lays the villages of a file in: all of them, or none and a reason. */
class VillagesAreImportedTest {

    private static final Charset GBK = Charset.forName("GBK");
    private static final TestDatabase DATABASE = TestDatabase.laidIn();
    private static final DataSource SOURCE = DATABASE.dataSource();
    private static final JdbcClient JDBC = JdbcClient.create(SOURCE);
    private static final ReadImports READ = new ReadImports(JDBC);
    private static final FoldSums FOLD =
            new FoldSums(JDBC, new TransactionTemplate(new DataSourceTransactionManager(SOURCE)));
    private static final Scope.Branch WHOLE = branch(0, Long.MAX_VALUE);
    private static int next = 100;

    @TempDir Path folder;
    private final List<Object> told = new ArrayList<>();
    private String town = "";

    /** Each story has a township of its own. */
    @BeforeEach
    void takeATownship() {
        town =
                JDBC.sql(
                                "select code from network.unit where depth = 4 and code like '41%' order by code offset ? limit 1")
                        .param(next++)
                        .query(String.class)
                        .single();
    }

    @Test
    void aFileInUtf8IsLaidInWithItsPlaceInTheTree() {
        ImportReport report =
                importText(
                        "代码,名称\n%s200,六安村民委员会\n%s201,虚拟社区\n".formatted(town, town),
                        StandardCharsets.UTF_8);
        assertThat(report.state()).isEqualTo(State.LAID);
        assertThat(report.added()).isEqualTo(2);
        assertThat(
                        JDBC.sql(
                                        """
                                        select u.name || ' ' || u.spelled || ' ' || u.also || ' ' || u.standing || ' ' || u.kind || ' '
                                            || u.depth || ' ' || u.nature || ' ' || s.name || ' ' || length(s.digest) || ' ' || u.since
                                        from network.unit u join network.source s on s.id = u.source where u.code = ?
                                        """)
                                .param(town + "200")
                                .query(String.class)
                                .single())
                .isEqualTo(
                        "六安村民委员会 luancunminweiyuanhui liuancunminweiyuanhui UNKNOWN village 5 PLAIN villages 64 2026-05-21");
        assertThat(natureOf(town + "201")).isEqualTo("VIRTUAL");
        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        NetChanged.class,
                        change -> assertThat(change.act()).isEqualTo("network.act.villages"));
        assertThat(
                        JDBC.sql(
                                        """
                                        select count(*) from network.unit u join network.unit p on p.id = u.parent
                                        where u.code like ? || '___' and u.position > p.position and u.last <= p.last
                                            and p.code = ? and u.province = p.province
                                        """)
                                .params(town, town)
                                .query(Long.class)
                                .single())
                .isEqualTo(2);
        sumsAreARecount();
    }

    @Test
    void gbkAndABomAndOtherSeparatorsAreRecognised() {
        assertThat(importText("编码;村名\n%s200;石桥村\n".formatted(town), GBK).state())
                .isEqualTo(State.LAID);
        assertThat(
                        importText(
                                        "\ufeffname\tcode\n柳湾村\t%s201\n".formatted(town),
                                        StandardCharsets.UTF_8)
                                .state())
                .isEqualTo(State.LAID);
        assertThat(
                        importText(
                                        "\ufeffcode,name\r\n%s202,𬒗村\r\n".formatted(town),
                                        StandardCharsets.UTF_16LE)
                                .state())
                .isEqualTo(State.LAID);
        assertThat(importText("%s203,没有表头村\n".formatted(town), StandardCharsets.UTF_8).state())
                .isEqualTo(State.LAID);
        assertThat(namesBelow()).containsExactly("石桥村", "柳湾村", "𬒗村", "没有表头村");
    }

    @Test
    void anXlsxWithCodesAsNumbersOrTextIsRead() throws IOException {
        Path file =
                xlsx(sheet -> {
                    sheet.value(0, 0, "村（社区）名称");
                    sheet.value(0, 1, "统计用区划代码");
                    sheet.value(1, 0, "石桥村");
                    sheet.value(1, 1, town + "200");
                    sheet.value(3, 0, " 柳湾村　");
                    sheet.value(3, 1, Long.parseLong(town + "201"));
                    sheet.value(4, 0, "坏村");
                    sheet.value(4, 1, 1.5);
                });
        ImportReport looked = look(file, Columns.Said.NOTHING);
        assertThat(looked.added()).isEqualTo(2);
        assertThat(bad(looked))
                .extracting(Finding::line, Finding::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(5, "CODE_MALFORMED"));
        lay(looked.id(), true);
        assertThat(namesBelow()).containsExactly("石桥村", "柳湾村");
    }

    @Test
    void everyBadLineIsToldWithItsNumberAndReason() {
        closeVillage(town + "290");
        ImportReport report =
                look(
                        text(
                                """
                                code,name,streetCode
                                %1$s200,好村,%1$s
                                ,没有代码,
                                4.11104E+11,被改坏了,
                                41110410020,少一位,
                                %1$s,上级,
                                %1$s000,补零的上级,
                                990199001200,没有这个乡,
                                %1$s201,,
                                %1$s202,%2$s,
                                %1$s203,控\u0007制,
                                %1$s204,反\u202e转,
                                %1$s200,又一个,
                                %1$s205,别家的,110101001
                                %1$s290,撤销的,
                                ٤١١١٠٤١٠٠٢٠٠,不是这种数字,
                                ="%1$s206",带公式的好村,
                                """
                                        .formatted(town, "长".repeat(81)),
                                StandardCharsets.UTF_8),
                        Columns.Said.NOTHING);
        assertThat(report.state()).isEqualTo(State.CHECKED);
        assertThat(report.added()).isEqualTo(2);
        assertThat(
                        bad(report).stream()
                                .map(f ->
                                        f.line()
                                                + " "
                                                + f.reason()
                                                + (f.detail().isEmpty() ? "" : " " + f.detail()))
                                .toList())
                .containsExactly(
                        "3 CODE_MISSING",
                        "4 CODE_ROUNDED",
                        "5 CODE_MALFORMED",
                        "6 OTHER_LEVEL",
                        "7 OTHER_LEVEL",
                        "8 UNKNOWN_TOWNSHIP",
                        "9 NAME_MISSING",
                        "10 NAME_TOO_LONG",
                        "11 NAME_NOT_TEXT",
                        "12 NAME_NOT_TEXT",
                        "13 TWICE 2",
                        "14 PARENT_DIFFERS",
                        "15 CLOSED",
                        "16 CODE_MALFORMED");
        long before = units();
        ImportReport refused = lay(report.id(), false);
        assertThat(refused.state()).isEqualTo(State.REFUSED);
        assertThat(refused.refused())
                .hasValueSatisfying(r -> {
                    assertThat(r.key()).isEqualTo("network.import.refused.bad-lines");
                    assertThat(r.details()).containsExactly("14");
                });
        assertThat(units()).isEqualTo(before);
        assertThat(lay(report.id(), true).state()).isEqualTo(State.LAID);
        assertThat(units()).isEqualTo(before + 2);
    }

    @Test
    void aSecondRunOfTheSameFileChangesNothing() {
        String file = "code,name\n" + lines(30);
        importText(file, StandardCharsets.UTF_8);
        String before = everything();
        ImportReport again = importText(file, StandardCharsets.UTF_8);
        assertThat(again.state()).isEqualTo(State.LAID);
        assertThat(again.present()).isEqualTo(30);
        assertThat(again.changesSomething()).isFalse();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void lookingChangesNothing() {
        String before = everything();
        assertThat(look(text("code,name\n" + lines(5), GBK), Columns.Said.NOTHING).added())
                .isEqualTo(5);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void laterVillagesStandBehindThoseThatAreThere() {
        importText(
                "code,name\n%s210,先来村\n%s211,二来村\n".formatted(town, town), StandardCharsets.UTF_8);
        importText(
                "code,name\n%s200,后来村\n%s212,最后村\n".formatted(town, town), StandardCharsets.UTF_8);
        assertThat(namesBelow()).containsExactly("先来村", "二来村", "后来村", "最后村");
        sumsAreARecount();
    }

    @Test
    void anotherNameInTheFileIsADatedRename() {
        importText("code,name\n%s200,旧村\n".formatted(town), StandardCharsets.UTF_8);
        JDBC.sql("update network.unit set since = date '2020-01-01' where code = ?")
                .param(town + "200")
                .update();
        ImportReport report =
                look(text("code,name\n%s200,新村\n".formatted(town), GBK), Columns.Said.NOTHING);
        assertThat(report.renamed()).isEqualTo(1);
        assertThat(READ.findings(WHOLE, report.id(), false, 0, 10))
                .extracting(Finding::name, Finding::detail)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("新村", "旧村"));
        assertThat(lay(report.id(), false).state()).isEqualTo(State.LAID);
        assertThat(namesBelow()).containsExactly("新村");
        assertThat(
                        JDBC.sql(
                                        """
                                        select p.name || ' ' || p.during || ' ' || u.since || ' ' || u.spelled
                                        from network.past p join network.unit u on u.id = p.unit where u.code = ?
                                        """)
                                .param(town + "200")
                                .query(String.class)
                                .single())
                .isEqualTo("旧村 [2020-01-01,2026-05-21) 2026-05-21 xincun");
    }

    @Test
    void aBreakInTheMiddleLeavesNothingBehind() {
        // The net grew between the look and the laying in: the position is taken and the database
        // refuses.
        ImportReport report = look(text("code,name\n" + lines(5), GBK), Columns.Said.NOTHING);
        JDBC.sql(
                        """
                        alter table network.unit add constraint seeded_accident
                        check (name <> '第3村') not valid
                        """)
                .update();
        try {
            String before = everything();
            ImportReport refused = lay(report.id(), false);
            assertThat(refused.state()).isEqualTo(State.REFUSED);
            assertThat(everything()).isEqualTo(before);
        } finally {
            JDBC.sql("alter table network.unit drop constraint seeded_accident").update();
        }
        assertThat(lay(report.id(), false).state()).isEqualTo(State.LAID);
    }

    @Test
    void aLostConnectionLeavesNothingBehindAndSaysSo() {
        ImportReport report = look(text("code,name\n" + lines(5), GBK), Columns.Said.NOTHING);
        String before = everything();
        villages()
                .lay(
                        report.id(),
                        false,
                        (part, done, of) ->
                                // Somebody else's connection, not that of the work itself.
                                JdbcClient.create(
                                                new DriverManagerDataSource(
                                                        DATABASE.url(),
                                                        DATABASE.user(),
                                                        DATABASE.password()))
                                        .sql(
                                                """
                                                select pg_terminate_backend(pid) from pg_stat_activity
                                                where datname = current_database() and state = 'idle in transaction'
                                                """)
                                        .query(Boolean.class)
                                        .list());
        assertThat(report(report.id()).refused())
                .hasValueSatisfying(refusal ->
                        assertThat(refusal.key()).isEqualTo("network.import.refused.lost"));
        assertThat(everything()).isEqualTo(before);
        assertThat(lay(report.id(), false).state()).isEqualTo(State.LAID);
    }

    @Test
    void aFullTownshipTakesNoMore() {
        JDBC.sql(
                        """
                        insert into network.unit (id, province, name, spelled, initials, kind, parent, depth, position, standing, since)
                        select uuidv7(), province, '边上的', 'bianshangde', 'bsd', 'cooperative', id, 5,
                            position + 4090 * network.width(5), 'UNKNOWN', date '2026-01-01'
                        from network.unit where code = ?
                        """)
                .param(town)
                .update();
        ImportReport report = look(text("code,name\n" + lines(6), GBK), Columns.Said.NOTHING);
        assertThat(bad(report)).extracting(Finding::reason).containsOnly("NO_ROOM");
        assertThat(importText("code,name\n" + lines(5), GBK).state()).isEqualTo(State.LAID);
    }

    @Test
    void columnsThatAreNotRecognisedAreNamedByTheOperator() {
        Path file = text("编号甲,叫什么,备注\n%s200,石桥村,x\n".formatted(town), GBK);
        ImportReport report = look(file, Columns.Said.NOTHING);
        assertThat(report.state()).isEqualTo(State.REFUSED);
        assertThat(report.headings()).containsExactly("编号甲", "叫什么", "备注");
        assertThat(look(file, new Columns.Said("编号甲", "2", "")).added()).isEqualTo(1);
    }

    @Test
    void brokenAndDangerousFilesAreRefusedWithAReason() throws IOException {
        assertThat(refusal(bytes(new byte[0]))).isEqualTo("empty");
        assertThat(refusal(text("\n\n \n", GBK))).isEqualTo("empty");
        assertThat(refusal(text("code,name\n", GBK))).isEqualTo("empty");
        assertThat(
                        refusal(
                                bytes(
                                        new byte[] {
                                            (byte) 0xd0,
                                            (byte) 0xcf,
                                            0x11,
                                            (byte) 0xe0,
                                            1,
                                            2,
                                            3,
                                            4,
                                            5
                                        })))
                .isEqualTo("old-format");
        assertThat(
                        refusal(
                                bytes(
                                        new byte[] {
                                            'c',
                                            ',',
                                            'n',
                                            '\n',
                                            (byte) 0xff,
                                            (byte) 0xff,
                                            (byte) 0xff
                                        })))
                .isEqualTo("encoding");
        assertThat(refusal(text("code,name\n\"" + "x".repeat(200_000), GBK))).isEqualTo("csv");
        assertThat(refusal(bytes(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 1, 2}))).isEqualTo("xlsx");
        byte[] good = Files.readAllBytes(xlsx(sheet -> sheet.value(0, 0, "code")));
        assertThat(refusal(bytes(java.util.Arrays.copyOf(good, good.length / 2))))
                .isEqualTo("xlsx");
        assertThat(refusal(zip("xl/worksheets/sheet1.xml", 300 << 20))).isEqualTo("bomb");
        assertThat(refusal(zip("xl/workbook.xml", 100))).isEqualTo("xlsx");
    }

    @Test
    void noBrokenWorkbookEndsOtherwiseThanInAReason() throws IOException {
        byte[] good =
                Files.readAllBytes(
                        xlsx(sheet -> {
                            sheet.value(0, 0, "code");
                            sheet.value(0, 1, "name");
                            for (int i = 1; i < 50; i++) {
                                sheet.value(i, 0, town + (200 + i));
                                sheet.value(i, 1, "第" + i + "村");
                            }
                        }));
        var random = new Random(411104);
        for (int i = 0; i < 60; i++) {
            byte[] broken = good.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            assertThat(look(bytes(broken), Columns.Said.NOTHING).state())
                    .isIn(State.CHECKED, State.REFUSED);
        }
    }

    @Test
    void noTextEndsOtherwiseThanInAReason() {
        var random = new Random(20180308);
        String alphabet = "0123456789,;\t\"\n\r '=村\u0000\u202e\ud842\udfb7e.";
        for (int i = 0; i < 60; i++) {
            String noise =
                    random.ints(200, 0, alphabet.length())
                            .mapToObj(c -> alphabet.substring(c, c + 1))
                            .collect(Collectors.joining());
            Path file =
                    text(
                            "code,name\n" + noise.replaceAll("[\ud800-\udfff]", "𠮷"),
                            StandardCharsets.UTF_8);
            assertThat(look(file, Columns.Said.NOTHING).state()).isIn(State.CHECKED, State.REFUSED);
        }
    }

    @Test
    void whoAnswersForAProvinceLaysInBelowItOnly() {
        Scope.Branch shanxi =
                JDBC.sql("select position, last from network.unit where code = '14'")
                        .query((row, n) -> branch(row.getLong("position"), row.getLong("last")))
                        .single();
        var id = new ImportId(UUID.randomUUID());
        villages().begin(id, "villages", shanxi);
        villages()
                .look(
                        id,
                        text("code,name\n" + lines(1), GBK),
                        Columns.Said.NOTHING,
                        Progress.unwatched());
        assertThat(bad(report(id))).extracting(Finding::reason).containsExactly("ELSEWHERE");
        assertThat(READ.report(branch(1, 2), id)).isEmpty();
        assertThat(READ.report(Scope.everyone(), id)).isEmpty();
    }

    private static Scope.Branch branch(long first, long last) {
        var nobody = new UUID(0, 0);
        return new Scope.Branch(
                new SeatId(nobody), new PersonId(nobody), new UnitId(nobody), first, last);
    }

    private interface Filling {
        void fill(Worksheet sheet);
    }

    private Path xlsx(Filling filling) throws IOException {
        Path file = Files.createTempFile(folder, "villages", ".xlsx");
        try (OutputStream out = Files.newOutputStream(file);
                var workbook = new Workbook(out, "story", "1.0")) {
            filling.fill(workbook.newWorksheet("村"));
        }
        return file;
    }

    private Path zip(String part, int zeros) throws IOException {
        Path file = Files.createTempFile(folder, "bomb", ".xlsx");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(part));
            byte[] some = new byte[1 << 16];
            for (int written = 0; written < zeros; written += some.length) {
                zip.write(some);
            }
        }
        return file;
    }

    private Path text(String text, Charset charset) {
        return bytes(text.getBytes(charset));
    }

    private Path bytes(byte[] bytes) {
        try {
            return Files.write(Files.createTempFile(folder, "villages", ""), bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String lines(int villages) {
        return IntStream.range(0, villages)
                .mapToObj(i -> town + (200 + i) + ",第" + i + "村\n")
                .collect(Collectors.joining());
    }

    private ImportVillages villages() {
        return new ImportVillages(
                SOURCE,
                JDBC,
                new SheetFiles(),
                told::add,
                new DataSourceTransactionManager(SOURCE),
                Clock.fixed(Instant.parse("2026-05-20T20:00:00Z"), ZoneOffset.UTC));
    }

    private ImportReport look(Path file, Columns.Said said) {
        var id = new ImportId(UUID.randomUUID());
        villages().begin(id, "villages", WHOLE);
        villages().look(id, file, said, Progress.unwatched());
        return report(id);
    }

    private ImportReport lay(ImportId id, boolean withoutBad) {
        villages().lay(id, withoutBad, Progress.unwatched());
        return report(id);
    }

    private ImportReport importText(String text, Charset charset) {
        ImportReport looked = look(text(text, charset), Columns.Said.NOTHING);
        return looked.state() == State.CHECKED ? lay(looked.id(), false) : looked;
    }

    private String refusal(Path file) {
        return look(file, Columns.Said.NOTHING)
                .refused()
                .orElseThrow()
                .key()
                .replace("network.import.refused.", "");
    }

    private static ImportReport report(ImportId id) {
        return READ.report(WHOLE, id).orElseThrow();
    }

    private static List<Finding> bad(ImportReport report) {
        return READ.findings(WHOLE, report.id(), true, 0, 100);
    }

    private List<String> namesBelow() {
        return JDBC.sql(
                        "select name from network.unit where code like ? || '___' order by position")
                .param(town)
                .query(String.class)
                .list();
    }

    private static String natureOf(String code) {
        return JDBC.sql("select nature from network.unit where code = ?")
                .param(code)
                .query(String.class)
                .single();
    }

    private static long units() {
        return JDBC.sql("select count(*) from network.unit").query(Long.class).single();
    }

    private static String everything() {
        return JDBC.sql(
                        """
                        select (select count(*) || md5(coalesce(string_agg(u::text, '|' order by u.id), '')) from network.unit u where depth = 5)
                            || (select count(*) from network.past) || ' ' || (select count(*) from network.source)
                            || ' ' || (select count(*) from network.change)
                        """)
                .query(String.class)
                .single();
    }

    private void closeVillage(String code) {
        importText("code,name\n%s,关了的村\n".formatted(code), GBK);
        JDBC.sql("update network.unit set closed_on = ? where code = ?")
                .params(LocalDate.of(2026, 1, 1), code)
                .update();
        JDBC.sql(
                        "insert into network.change select parent, 'unit.village.unknown', -1 from network.unit where code = ?")
                .param(code)
                .update();
    }

    private static void sumsAreARecount() {
        FOLD.all();
        assertThat(SumsRecounted.differences(JDBC)).isEmpty();
    }
}
