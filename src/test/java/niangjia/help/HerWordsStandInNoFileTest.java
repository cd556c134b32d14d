package niangjia.help;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import niangjia.database.TestDatabase;
import niangjia.keys.Keys;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who takes the database's disk, or a copy of every table, finds no name, no telephone and no story
 * in it.
 */
@OnTheRealNet
class HerWordsStandInNoFileTest {

    /** Public, and so found: the search does look where things stand. */
    private static final String PUBLIC = "端木公开";

    private static final List<String> HERS =
            List.of(
                    "银簪子的故事七三一九",
                    "13912345678",
                    "周三下午放学之前",
                    "欧阳春晓",
                    "同事之间才说的话",
                    "对她说的一句话",
                    "她又补了一句话",
                    "她最后说的一句话",
                    "他又打我了七三二零",
                    "丈夫打她七三二三",
                    "司马秋霜",
                    "13577665544",
                    "15887654321");

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired Keys keys;

    @Test
    void neitherInTablesIndexesAndLogsNorInACopy() throws IOException {
        SeatHeld seat = seats.onDuty("530102", PUBLIC);
        Phone member = Phone.of(port, seats, seat);
        tell(member, seat);
        Story sealed =
                Story.asked(
                        port,
                        jdbc,
                        "530102",
                        "他又打我了七三二零",
                        ",\"kind\":\"violence\",\"contact\":\"15887654321\"");
        assertThat(sealed.page()).contains("他又打我了七三二零");

        UUID forHer = askedForHer(member, seat, "丈夫打她七三二三");
        assertThat(persons(forHer)).as("no person stands beside a sealed matter").isZero();

        Map<String, Integer> found = new LinkedHashMap<>();
        int files = search(TestDatabase.files(), found);
        System.out.println("files searched: " + files);
        assertThat(found).containsKey(PUBLIC).doesNotContainKeys(HERS.toArray(String[]::new));

        Set<String> told = new TreeSet<>();
        List<String> tables = tables();
        for (String table : tables) {
            jdbc.sql("select t::text from " + table + " t")
                    .query(row -> {
                        String text = row.getString(1);
                        HERS.stream().filter(text::contains).forEach(told::add);
                        if (text.contains(PUBLIC)) {
                            told.add(PUBLIC);
                        }
                    });
        }
        System.out.println("tables copied: " + tables.size());
        assertThat(told).containsExactly(PUBLIC);
    }

    @Test
    void whatIsSealedIsErasedWithItsKeyAndNothingElseIs() {
        seats.onDuty("5301", "值守市");
        Story sealed = Story.asked(port, jdbc, "530103", "他砸了锅七三二一", ",\"kind\":\"violence\"");
        Story plain = Story.asked(port, jdbc, "530103", "想学做糕点七三二二");
        assertThat(sealed.page()).contains("他砸了锅七三二一");
        UUID key =
                jdbc.sql("select distinct subject from keys.key where subject = ?")
                        .param(sealed.id())
                        .query(UUID.class)
                        .single();
        keys.destroy(new niangjia.shared.Province((short) 53), "help", key);
        assertThat(seats.asked("想学做糕点七三二二")).containsExactly(plain.id());
        assertThat(plain.page()).contains("想学做糕点七三二二");
        assertThat(sealed.page()).doesNotContain("他砸了锅七三二一");
    }

    @Test
    void whatAMemberAsksForHerStandsUnderTheMattersKeyAloneAndSoDoesWhatIsSealedLater() {
        SeatHeld seat = seats.onDuty("530111", "官渡的她");
        Phone member = Phone.of(port, seats, seat);
        UUID sealed = askedForHer(member, seat, "丈夫打她七三二四");
        UUID later = askedForHer(member, seat, "家里过不下去七三二五");
        assertThat(persons(later)).isOne();
        member.post(
                "/requests/" + later,
                Map.of("once", member.token("/"), "act", "claim", "words", "我来"));
        member.post(
                "/requests/" + later,
                Map.of("once", member.token("/"), "act", "seal", "kind", "violence"));
        for (UUID matter : List.of(sealed, later)) {
            assertThat(persons(matter)).isZero();
            assertThat(
                            jdbc.sql(
                                            "select count(*) from people.consent where matter = ? and person is null and withdrawn_at is null")
                                    .param(matter)
                                    .query(Integer.class)
                                    .single())
                    .as("that she agreed stays")
                    .isOne();
            assertThat(member.get("/requests/" + matter).body()).contains("司马秋霜");
            keys.destroy(new niangjia.shared.Province((short) 53), "help", matter);
            assertThat(member.get("/requests/" + matter).body()).doesNotContain("司马秋霜");
        }
    }

    /** How many persons came with it and are there still. */
    private int persons(UUID matter) {
        return jdbc.sql(
                        "select count(*) from people.person p join help.request r on r.woman = p.id and r.province = p.province"
                                + " where r.id = ?")
                .param(matter)
                .query(Integer.class)
                .single();
    }

    private UUID askedForHer(Phone member, SeatHeld seat, String words) {
        var asked =
                member.post(
                        "/requests/for-her",
                        Map.of(
                                "once",
                                member.token("/requests/for-her"),
                                "place",
                                seat.place().id().toString(),
                                "text",
                                words,
                                "name",
                                "司马秋霜",
                                "contact",
                                "13577665544",
                                "consent",
                                "yes"));
        assertThat(asked.statusCode()).isEqualTo(200);
        return seats.asked(words).getFirst();
    }

    private void tell(Phone member, SeatHeld seat) {
        var asked =
                member.post(
                        "/requests/for-her",
                        Map.of(
                                "once", member.token("/requests/for-her"),
                                "place", seat.place().id().toString(),
                                "text", "银簪子的故事七三一九",
                                "name", "欧阳春晓",
                                "contact", "13912345678",
                                "safe", "周三下午放学之前",
                                "consent", "yes"));
        assertThat(asked.statusCode()).isEqualTo(200);
        Story story = Story.asked(port, jdbc, "530102", "银簪子的故事七三一九");
        story.act(member, "claim", "对她说的一句话");
        story.act(member, "note", "同事之间才说的话");
        story.says("say", "她又补了一句话");
        story.act(member, "propose", "办好了");
        story.says("done", "她最后说的一句话");
        assertThat(story.page()).contains("对她说的一句话", "她又补了一句话", "她最后说的一句话");
        assertThat(member.get(story.address()).body()).contains("同事之间才说的话");
    }

    private List<String> tables() {
        return jdbc.sql(
                        "select format('%I.%I', table_schema, table_name) from information_schema.tables where table_type ="
                                + " 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema') order by 1")
                .query(String.class)
                .list();
    }

    private static int search(Path folder, Map<String, Integer> found) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
                        if (facts.isRegularFile() && mayHold(file)) {
                            files.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException why)
                            throws IOException {
                        if (why instanceof NoSuchFileException) {
                            // The server that runs beside has taken it away meanwhile.
                            return FileVisitResult.CONTINUE;
                        }
                        throw why;
                    }
                });
        files.forEach(file -> searchOne(file, found));
        return files.size();
    }

    /** Data and the log of changes; other tests of the same server are among them. */
    private static boolean mayHold(Path file) {
        String path = file.toString();
        return path.contains("/base/") || path.contains("/pg_wal/");
    }

    private static void searchOne(Path file, Map<String, Integer> found) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            byte[] bytes = new byte[(int) channel.size()];
            channel.read(java.nio.ByteBuffer.wrap(bytes));
            String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            for (String word : Stream.concat(HERS.stream(), Stream.of(PUBLIC)).toList()) {
                String wanted =
                        new String(
                                word.getBytes(UTF_8), java.nio.charset.StandardCharsets.ISO_8859_1);
                if (text.contains(wanted)) {
                    found.merge(word, 1, Integer::sum);
                }
            }
        } catch (java.nio.file.NoSuchFileException gone) {
            // Another story's table was dropped meanwhile.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
