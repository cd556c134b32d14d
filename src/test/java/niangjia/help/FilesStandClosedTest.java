package niangjia.help;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import niangjia.database.DataFolder;
import niangjia.files.Attachments;
import niangjia.files.Owner;
import niangjia.files.Prepared;
import niangjia.files.tasks.SweepLoose;
import niangjia.keys.Keys;
import niangjia.keys.KeysChanged;
import niangjia.people.DailyRound;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who takes the disk finds no picture on it; what is erased with its matter or its key is gone; and
 * nothing lies there that no row knows.
 */
@OnTheRealNet
class FilesStandClosedTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired DataFolder folder;
    @Autowired Keys keys;
    @Autowired ApplicationContext program;
    @Autowired Attachments attachments;
    @Autowired SweepLoose sweep;
    @Autowired DailyRound round;
    @Autowired PlatformTransactionManager transactions;

    @Test
    void theStoreShowsNothingOfItAndIsItsOwnersOnly() throws IOException {
        Phone hers = asked("450102", "兴宁的事七七零一");
        byte[] shown = hers.file(Sendings.shown(hers.get("/mine").body()).getFirst()).body();
        UUID id = fileOf("兴宁的事七七零一");
        for (Path kept : List.of(kept(id, ""), kept(id, "-small"))) {
            String stored = Files.readString(kept, ISO_8859_1);
            assertThat(stored).doesNotContain("JFIF", "PNG", text(shown).substring(0, 12));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                    .isEqualTo("rw-------");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(kept.getParent())))
                    .isEqualTo("rwx------");
        }
        // Under a name of ours, whatever she called it; and nothing is left of how it came.
        try (Stream<Path> all = Files.walk(folder.path().resolve("files"))) {
            assertThat(all.filter(Files::isRegularFile).map(p -> p.getFileName().toString()))
                    .allMatch(name -> name.matches("[0-9a-f-]{36}(-small)?"));
        }
        Path uploads = folder.path().resolve("uploads");
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        // The server tidies up a moment after it has answered.
        while (!isEmpty(uploads) && System.nanoTime() < until) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(isEmpty(uploads)).isTrue();
        assertThat(jdbc.sql("select f::text from files.file f").query(String.class).list())
                .isNotEmpty()
                .noneMatch(row -> row.contains("AES_256"));
    }

    @Test
    void aChangedByteIsNoticedAndAnothersBytesDoNotOpen() throws IOException {
        Phone hers = asked("450103", "青秀的事七七零二");
        String address = Sendings.shown(hers.get("/mine").body()).getFirst();
        Path kept = kept(fileOf("青秀的事七七零二"), "");
        byte[] stored = Files.readAllBytes(kept);
        byte[] changed = stored.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(kept, changed);
        assertThat(hers.file(address).statusCode()).isEqualTo(500);
        Files.copy(
                kept(fileOf("青秀的事七七零二"), "-small"),
                kept,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(hers.file(address).statusCode()).isEqualTo(500);
        Files.write(kept, stored);
        assertThat(hers.file(address).statusCode()).isEqualTo(200);
    }

    @Test
    void destroyingASealedMattersKeyErasesItsFiles() {
        seats.onDuty("4501", "南宁的她");
        Phone hers = asked("450105", "他打我七七零三", "violence");
        UUID matter = seats.asked("他打我七七零三").getFirst();
        String address = Sendings.shown(hers.get("/mine").body()).getFirst();
        assertThat(hers.file(address).statusCode()).isEqualTo(200);
        keys.destroy(new Province((short) 45), "help", matter);
        assertThat(hers.file(address).statusCode()).isEqualTo(404);
    }

    @Test
    void aChangeOfKeysReachesFilesToo() {
        seats.onDuty("4503", "桂林的她");
        Phone hers = asked("450302", "秀峰的事七七零七");
        Phone sealed = asked("450303", "他打我七七零八", "violence");
        UUID matter = seats.asked("他打我七七零八").getFirst();
        List<String> before = secrets();
        assertThat(KeysChanged.in(program, new Province((short) 45), "help")).isGreaterThan(1);
        assertThat(secrets()).doesNotContainAnyElementsOf(before);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from keys.key where province = 45 and purpose = 'help' and not current and closed is not null")
                                .query(Integer.class)
                                .single())
                .isZero();
        for (Phone each : List.of(hers, sealed)) {
            String file = Sendings.shown(each.get("/mine").body()).getFirst();
            assertThat(each.file(file).statusCode()).isEqualTo(200);
        }
        keys.destroy(new Province((short) 45), "help", matter);
        String file = Sendings.shown(sealed.get("/mine").body()).getFirst();
        assertThat(sealed.file(file).statusCode()).as("its key is still its own").isEqualTo(404);
    }

    private List<String> secrets() {
        return jdbc.sql(
                        "select encode(f.secret, 'hex') from files.file f join keys.key k on k.closed is not null"
                                + " and k.id = get_byte(f.secret, 1) * 16777216 + get_byte(f.secret, 2) * 65536"
                                + " + get_byte(f.secret, 3) * 256 + get_byte(f.secret, 4) where f.province = 45")
                .query(String.class)
                .list();
    }

    @Test
    void whatIsSealedLaterStandsUnderAKeyOfItsOwnWithItsFiles() {
        Phone member = Phone.of(port, seats, seats.onDuty("450107", "西乡塘的她"));
        Phone hers = asked("450107", "西乡塘的事七七零四");
        UUID matter = seats.asked("西乡塘的事七七零四").getFirst();
        String address = Sendings.shown(hers.get("/mine").body()).getFirst();
        String request = "/requests/" + matter;
        member.post(request, Map.of("once", member.token("/"), "act", "claim", "words", "我来"));
        member.post(request, Map.of("once", member.token("/"), "act", "seal", "kind", "violence"));
        assertThat(hers.file(address).statusCode()).isEqualTo(200);
        keys.destroy(new Province((short) 45), "help", matter);
        assertThat(hers.file(address).statusCode()).isEqualTo(404);
    }

    @Test
    void whatSheErasesIsGoneFromTheStoreToo() {
        Phone hers = asked("450108", "良庆的事七七零五");
        String address = Sendings.shown(hers.get("/mine").body()).getFirst();
        UUID id = fileOf("良庆的事七七零五");
        assertThat(hers.get("/mine/data").body()).contains("照片和文件", address.replace("&", "&amp;"));
        assertThat(hers.get("/mine/data.json").body())
                .contains("\"table\":\"files.file\"", "/mine/files/" + id);
        assertThat(kept(id, "")).exists();
        hers.post("/mine/erase", Map.of("once", hers.token("/mine/data"), "sure", "yes"));
        assertThat(hers.file(address).statusCode()).isEqualTo(404);
        sweep();
        assertThat(kept(id, "")).doesNotExist();
        assertThat(kept(id, "-small")).doesNotExist();
        assertThat(hers.get("/mine/data").body()).doesNotContain(address);
    }

    @Test
    void whatHasHadItsTimeGoesWithItsFiles() {
        Phone hers = asked("450109", "邕宁的事七七零六");
        UUID id = fileOf("邕宁的事七七零六");
        hers.post(
                "/mine",
                Map.of("once", hers.token("/mine"), "word", "done", "words", "", "how", "YES"));
        clock.turn(Duration.ofDays(Period.ofYears(3).getYears() * 366L + 2));
        assertThat(round.runIfDue()).isTrue();
        sweep();
        assertThat(kept(id, "")).doesNotExist();
    }

    @Test
    void whatNoFormTookIsSweptAndWhatOneTookLateIsRefused() {
        List<Prepared> left = prepared();
        Path kept = kept(left.getFirst().id(), "");
        assertThat(kept).exists();
        clock.turn(SweepLoose.TIME_TO_BE_TAKEN.minusMinutes(1));
        sweep();
        assertThat(kept).as("the form may still be on its way").exists();
        clock.turn(Duration.ofMinutes(2));
        sweep();
        assertThat(kept).doesNotExist();
        Owner owner = new Owner(HerWords.FILES, new Province((short) 45), UUID.randomUUID(), false);
        assertThatThrownBy(() ->
                        new TransactionTemplate(transactions)
                                .executeWithoutResult(
                                        status -> attachments.attach(owner, null, true, left)))
                .isInstanceOf(Refused.class)
                .hasMessage("files.refused.late");
    }

    @Test
    void aRowThatIsNotKeptLeavesItsBytesToTheSweep() {
        List<Prepared> files = prepared();
        Owner owner = new Owner(HerWords.FILES, new Province((short) 45), UUID.randomUUID(), false);
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> {
                    attachments.attach(owner, null, true, files);
                    status.setRollbackOnly();
                });
        assertThat(attachments.of(owner)).isEmpty();
        clock.turn(SweepLoose.TIME_TO_BE_TAKEN.plusMinutes(1));
        sweep();
        assertThat(kept(files.getFirst().id(), "")).doesNotExist();
    }

    private List<Prepared> prepared() {
        return attachments.prepare(
                List.of(new MockMultipartFile("file", "她.jpg", null, Pictures.jpeg(50, 50))),
                new MockHttpServletRequest());
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.findAny().isEmpty();
        }
    }

    private void sweep() {
        var seen = new TreeSet<Integer>();
        while (sweep.runDue() > 0) {
            seen.add(seen.size());
        }
        assertThat(seen.size()).isLessThan(1000);
    }

    private Phone asked(String place, String words) {
        return asked(place, words, "work");
    }

    private Phone asked(String place, String words, String kind) {
        Phone hers = new Phone(port);
        var sent =
                Sendings.ask(
                        hers, seats.place(place).id().toString(), words, kind, Sendings.photo());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        return hers;
    }

    private UUID fileOf(String words) {
        return jdbc.sql("select id from files.file where matter = ?")
                .param(seats.asked(words).getFirst())
                .query(UUID.class)
                .single();
    }

    private Path kept(UUID id, String part) {
        return folder.path()
                .resolve("files")
                .resolve(id.toString().substring(34))
                .resolve(id + part);
    }

    private static String text(byte[] file) {
        return new String(file, ISO_8859_1);
    }
}
