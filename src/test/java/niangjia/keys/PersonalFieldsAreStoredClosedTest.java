package niangjia.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import niangjia.database.DataFolder;
import niangjia.database.TestDatabase;
import niangjia.keys.Field.Lookup;
import niangjia.network.Typed;
import niangjia.shared.Province;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A personal field stands in the database as bytes that open in its own place only; its keys can be
 * changed under running work, and destroyed.
 */
class PersonalFieldsAreStoredClosedTest {

    private static final TestDatabase DATABASE = TestDatabase.laidIn();
    private static final DataSource SOURCE = DATABASE.dataSource();
    private static final JdbcClient JDBC = JdbcClient.create(SOURCE);
    private static final Province HENAN = new Province((short) 41);
    private static final Province HUNAN = new Province((short) 43);
    private static final AtomicInteger TABLE = new AtomicInteger();

    @TempDir Path parent;
    private Instant now = Instant.parse("2026-05-21T01:00:00Z");
    private final Clock clock = clock(() -> now);
    private Field name = new Field("people", "", "");
    private Field story = name;
    private DataFolder folder = new DataFolder(TestDatabase.freshFolder());
    private Keys keys = keys(folder, Suite.AES_256_GCM, false);

    @BeforeEach
    void openATable() {
        String table = "keys.sample_" + TABLE.incrementAndGet();
        JDBC.sql(
                        "create table "
                                + table
                                + " (province smallint not null, id uuid not null, matter uuid, name bytea, name_key bytea, story bytea, primary key (province, id))")
                .update();
        JDBC.sql("delete from keys.sweep").update();
        JDBC.sql("delete from keys.key").update();
        JDBC.sql("delete from keys.master").update();
        name =
                new Field(
                        "people",
                        table,
                        "name",
                        "id",
                        null,
                        new Lookup("name_key", said -> said.strip().toLowerCase(Locale.ROOT)));
        story = new Field("case", table, "story", "id", "matter", null);
        keys.prove();
    }

    @Test
    void whatIsClosedOpensAgainWhateverWasTyped() {
        var typed = new Typed(3);
        for (int i = 0; i < 500; i++) {
            String said = typed.anything().replaceAll("[\\ud800-\\udfff]", "女");
            var cell = name.in(HENAN, UUID.randomUUID());
            assertThat(keys.open(cell, keys.close(cell, said))).isEqualTo(said);
        }
        assertThat(keys.closeIfAny(name.in(HENAN, UUID.randomUUID()), null)).isNull();
    }

    @Test
    void theSameWordsNeverLookTheSame() {
        var cell = name.in(HENAN, UUID.randomUUID());
        assertThat(keys.close(cell, "王芳")).isNotEqualTo(keys.close(cell, "王芳"));
    }

    @Test
    void aValueOpensInItsOwnRowColumnAndProvinceOnly() {
        UUID row = UUID.randomUUID();
        byte[] closed = keys.close(name.in(HENAN, row), "王芳");
        var otherColumn = new Field("people", name.table(), "nickname");
        for (Field.Cell elsewhere :
                List.of(
                        name.in(HENAN, UUID.randomUUID()),
                        name.in(HUNAN, row),
                        otherColumn.in(HENAN, row))) {
            assertThatThrownBy(() -> keys.open(elsewhere, closed))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aChangedBitIsNoticedWhereverItStands() {
        var cell = name.in(HENAN, UUID.randomUUID());
        byte[] closed = keys.close(cell, "王芳");
        for (int at = 0; at < closed.length; at++) {
            byte[] changed = closed.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> keys.open(cell, changed))
                    .as("byte " + at)
                    .isInstanceOfAny(IllegalArgumentException.class, Keys.Erased.class);
        }
    }

    @Test
    void theChineseSuiteMayBeChosenAndWhatTheOtherClosedStillOpens() {
        var cell = name.in(HENAN, UUID.randomUUID());
        byte[] before = keys.close(cell, "王芳");
        Keys chinese = keys(folder, Suite.SM4_GCM);
        chinese.change(null, null);
        byte[] after = chinese.close(cell, "王芳");
        assertThat(chinese.open(cell, before)).isEqualTo("王芳");
        assertThat(chinese.open(cell, after)).isEqualTo("王芳");
        assertThat(JDBC.sql("select suite from keys.key where current").query(String.class).list())
                .containsOnly("SM4_GCM");
    }

    @Test
    void aValueIsFoundAgainByWhatIsAlikeAndOnlyInItsProvince() {
        byte[] kept = keys.lookup(name, HENAN, "Wang Fang ");
        assertThat(keys.lookups(name, HENAN, "wang fang")).hasSize(1).first().isEqualTo(kept);
        assertThat(keys.lookup(name, HUNAN, "Wang Fang")).isNotEqualTo(kept);
    }

    @Test
    void afterAChangeOfKeysEverythingOpensUnderTheNewOneAndTheOldIsGone() {
        List<UUID> rows = rows(1200);
        List<UUID> before = List.copyOf(rows);
        assertThat(keys.change(HENAN, "people")).isEqualTo(2);
        var again = again(keys);
        int steps = 0;
        while (again.step()) {
            // Killed between any two slices: another copy of the program goes on where it was.
            again = again(keys(folder, Suite.AES_256_GCM));
            steps++;
        }
        assertThat(steps).isGreaterThan(4);
        assertThat(again.progress().keys()).as("another copy may still use it").isEqualTo(2);
        // Such a copy wrote with the old key after the sweep had passed.
        now = now.plus(Keys.HELD.multipliedBy(2));
        while (again.step()) {
            again = again(keys);
        }
        assertThat(again.progress().keys()).isZero();
        assertThat(
                        JDBC.sql("select count(*) from keys.key where closed is null")
                                .query(Integer.class)
                                .single())
                .isEqualTo(2);
        Keys fresh = keys(folder, Suite.AES_256_GCM);
        for (UUID row : before) {
            assertThat(fresh.open(name.in(HENAN, row), stored(row))).isEqualTo("名 " + row);
        }
        assertThat(
                        JDBC.sql(
                                        "select count(*) from "
                                                + name.table()
                                                + " where name_key = any (?)")
                                .param(
                                        fresh.lookups(name, HENAN, "名 " + before.get(7))
                                                .toArray(byte[][]::new))
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    void whatIsWrittenWhileKeysAreChangedIsNeitherLostNorLeftBehind() {
        List<UUID> rows = rows(900);
        Keys otherCopy = keys(folder, Suite.AES_256_GCM);
        otherCopy.close(name.in(HENAN, UUID.randomUUID()), "it holds the old key now");
        keys.change(HENAN, "people");
        var again = again(keys);
        assertThat(again.step()).isTrue();
        UUID behindTheSweep = rows.stream().sorted().toList().getFirst();
        store(behindTheSweep, otherCopy.close(name.in(HENAN, behindTheSweep), "新名字"));
        while (again.step()) {}
        now = now.plus(Keys.HELD.multipliedBy(2));
        while (again.step()) {}
        assertThat(again.progress().keys()).isZero();
        assertThat(
                        keys(folder, Suite.AES_256_GCM)
                                .open(name.in(HENAN, behindTheSweep), stored(behindTheSweep)))
                .isEqualTo("新名字");
    }

    @Test
    void destroyingTheKeyOfAMatterErasesItAndNothingElse() {
        UUID matter = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        var its = story.in(HENAN, UUID.randomUUID(), matter);
        var others = story.in(HENAN, UUID.randomUUID(), other);
        byte[] closed = keys.close(its, "他又动手了");
        byte[] kept = keys.close(others, "别的事");
        keys.destroy(HENAN, "case", matter);
        assertThatThrownBy(() -> keys.open(its, closed)).isInstanceOf(Keys.Erased.class);
        assertThatThrownBy(() -> keys(folder, Suite.AES_256_GCM).open(its, closed))
                .isInstanceOf(Keys.Erased.class);
        assertThat(keys.open(others, kept)).isEqualTo("别的事");
    }

    @Test
    void aFilesBytesOpenUnderItsOwnKeyAndInItsOwnPlaceOnly() {
        FileKey key = keys.fileKey();
        byte[] closed = key.close(new byte[] {1, 2, 3}, "one");
        assertThat(FileKey.of(key.word()).open(closed, "one")).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> key.open(closed, "another"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keys.fileKey().open(closed, "one"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsErasedIsNotWrittenAgainUnderANewKey() {
        UUID matter = UUID.randomUUID();
        var its = story.in(HENAN, UUID.randomUUID(), matter);
        keys.close(its, "他又动手了");
        keys.destroy(HENAN, "case", matter);
        assertThatThrownBy(() -> keys.close(its, "再写一句")).isInstanceOf(Keys.Erased.class);
    }

    @Test
    void aSealedMatterStaysUnderItsOwnKeyWhenThePurposesKeyIsChanged() {
        UUID matter = UUID.randomUUID();
        UUID sealed = UUID.randomUUID();
        UUID ordinary = UUID.randomUUID();
        for (UUID row : List.of(sealed, ordinary)) {
            var cell = row == sealed ? story.in(HENAN, row, matter) : story.in(HENAN, row);
            JDBC.sql(
                            "insert into "
                                    + name.table()
                                    + " (province, id, matter, story) values (?, ?, ?, ?)")
                    .params(HENAN.number(), row, matter, keys.close(cell, "事 " + row))
                    .update();
        }
        keys.change(HENAN, "case");
        var again = again(keys);
        while (again.step()) {}
        now = now.plus(Keys.HELD.multipliedBy(2));
        while (again.step()) {}
        assertThat(again.progress().keys()).isZero();
        Keys fresh = keys(folder, Suite.AES_256_GCM);
        assertThat(fresh.open(story.in(HENAN, ordinary), storyOf(ordinary)))
                .isEqualTo("事 " + ordinary);
        assertThat(fresh.open(story.in(HENAN, sealed, matter), storyOf(sealed)))
                .isEqualTo("事 " + sealed);
        fresh.destroy(HENAN, "case", matter);
        assertThatThrownBy(() -> fresh.open(story.in(HENAN, sealed, matter), storyOf(sealed)))
                .as("its own key erases it")
                .isInstanceOf(Keys.Erased.class);
        assertThat(fresh.open(story.in(HENAN, ordinary), storyOf(ordinary))).startsWith("事");
    }

    @Test
    void oneDamagedValueStopsNoOtherAndKeepsItsKey() {
        List<UUID> rows = rows(5);
        UUID damaged = rows.get(2);
        byte[] bytes = stored(damaged);
        bytes[bytes.length - 1] ^= 1;
        store(damaged, bytes);
        keys.change(HENAN, "people");
        var again = again(keys);
        while (again.step()) {}
        now = now.plus(Keys.HELD.multipliedBy(2));
        while (again.step()) {}
        assertThat(again.step()).as("it does not try for ever").isFalse();
        assertThat(again.progress().keys()).as("the damaged value's key").isOne();
        Keys fresh = keys(folder, Suite.AES_256_GCM);
        for (UUID row : rows) {
            if (!row.equals(damaged)) {
                assertThat(fresh.open(name.in(HENAN, row), stored(row))).isEqualTo("名 " + row);
            }
        }
    }

    @Test
    void noNewKeyNeedsASecondOfTheConnectionsThatWorkWaitsOn() {
        try (var one = new HikariDataSource()) {
            one.setJdbcUrl(DATABASE.url());
            one.setUsername(DATABASE.user());
            one.setPassword(DATABASE.password());
            one.setMaximumPoolSize(1);
            one.setConnectionTimeout(1000);
            var transactions = new DataSourceTransactionManager(one);
            var narrow =
                    new Keys(
                            JdbcClient.create(one),
                            SOURCE,
                            new FolderMasterKeys(folder),
                            Suite.AES_256_GCM,
                            clock,
                            transactions);
            var its = story.in(HENAN, UUID.randomUUID(), UUID.randomUUID());
            byte[] closed =
                    new TransactionTemplate(transactions)
                            .execute(status -> narrow.close(its, "很多人同时来"));
            assertThat(keys.open(its, closed)).isEqualTo("很多人同时来");
            var first = name.in(new Province((short) 62), UUID.randomUUID());
            byte[] also =
                    new TransactionTemplate(transactions)
                            .execute(status -> narrow.close(first, "这个省的第一位"));
            assertThat(keys.open(first, also)).isEqualTo("这个省的第一位");
        }
    }

    @Test
    void theOldMasterKeyCanBeTakenAway() throws Exception {
        List<UUID> rows = rows(3);
        keys.destroy(HENAN, "case", UUID.randomUUID());
        keys.changeMaster();
        Files.delete(folder.file("secrets/master-key-1"));
        Keys later = keys(folder, Suite.AES_256_GCM);
        assertThat(later.open(name.in(HENAN, rows.getFirst()), stored(rows.getFirst())))
                .isEqualTo("名 " + rows.getFirst());
        assertThat(folder.file("secrets/master-key-1")).doesNotExist();
        later.close(story.in(HENAN, UUID.randomUUID(), UUID.randomUUID()), "一把新的钥匙");
        assertThat(JDBC.sql("select version from keys.master").query(Integer.class).list())
                .containsExactly(2);
    }

    @Test
    void aNewMasterKeyClosesAllKeysAndTheFieldsStay() {
        List<UUID> rows = rows(3);
        assertThat(keys.changeMaster()).isEqualTo(2);
        assertThat(JDBC.sql("select distinct master from keys.key").query(Integer.class).list())
                .containsExactly(2);
        Keys later = keys(folder, Suite.AES_256_GCM);
        assertThat(later.open(name.in(HENAN, rows.getFirst()), stored(rows.getFirst())))
                .isEqualTo("名 " + rows.getFirst());
    }

    @Test
    void withAnotherMasterKeyTheProgramDoesNotStart() {
        assertThatThrownBy(() -> keys(new DataFolder(parent.resolve("other")), Suite.AES_256_GCM))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("master-key-1");
    }

    @Test
    void theMasterKeyIsAFileForItsOwnerOnlyAndStandsNowhereInTheDatabase() throws Exception {
        Path file = folder.file("secrets/master-key-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        keys.close(name.in(HENAN, UUID.randomUUID()), "王芳");
        String secret = Files.readString(file).strip();
        for (String table : List.of("keys.master", "keys.key")) {
            assertThat(JDBC.sql("select t::text from " + table + " t").query(String.class).list())
                    .isNotEmpty()
                    .noneMatch(row -> row.contains(secret) || row.contains("王芳"));
        }
    }

    private List<UUID> rows(int count) {
        List<UUID> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID row = UUID.randomUUID();
            rows.add(row);
            String said = "名 " + row;
            JDBC.sql(
                            "insert into "
                                    + name.table()
                                    + " (province, id, name, name_key) values (?, ?, ?, ?)")
                    .params(
                            HENAN.number(),
                            row,
                            keys.close(name.in(HENAN, row), said),
                            keys.lookup(name, HENAN, said))
                    .update();
        }
        return rows;
    }

    private byte[] stored(UUID row) {
        return JDBC.sql("select name from " + name.table() + " where id = ?")
                .param(row)
                .query(byte[].class)
                .single();
    }

    private byte[] storyOf(UUID row) {
        return JDBC.sql("select story from " + name.table() + " where id = ?")
                .param(row)
                .query(byte[].class)
                .single();
    }

    private void store(UUID row, byte[] closed) {
        JDBC.sql("update " + name.table() + " set name = ? where id = ?")
                .params(closed, row)
                .update();
    }

    private Keys keys(DataFolder folder, Suite suite) {
        return keys(folder, suite, true);
    }

    private Keys keys(DataFolder folder, Suite suite, boolean proven) {
        var made =
                new Keys(
                        JDBC,
                        SOURCE,
                        new FolderMasterKeys(folder),
                        suite,
                        clock,
                        new DataSourceTransactionManager(SOURCE));
        if (proven) {
            made.prove();
        }
        return made;
    }

    private CloseAgain again(Keys with) {
        return new CloseAgain(
                JDBC, with, List.of(name, story), clock, new DataSourceTransactionManager(SOURCE));
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
