package niangjia.keys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.Security;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import niangjia.database.CannotStart;
import niangjia.database.DataFolder;
import niangjia.database.TestDatabase;
import niangjia.installed.Installed;
import niangjia.installed.Line;
import niangjia.installed.Peers;
import niangjia.shared.Province;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * Master keys in a module that speaks PKCS #11 (SoftHSM): drawn there, used there, and never out of
 * it.
 */
@Tag("prove")
class MasterKeysInAModuleTest {

    private static final Province HENAN = new Province((short) 41);
    private static final Province HUNAN = new Province((short) 43);
    private static final String PIN = "4711-0815";
    private static final Path HOME = TestDatabase.freshFolder().toAbsolutePath();
    private static final Path PIN_FILE = HOME.resolve("pin");
    private static final byte[] BOUND = "41|people|null".getBytes(UTF_8);

    private static String slot = "";
    private static String another = "";

    private final Field name = new Field("people", "keys.sample", "name");

    @BeforeAll
    static void layOutTokens() throws Throwable {
        Files.createDirectories(HOME.resolve("tokens"));
        Files.writeString(
                HOME.resolve("softhsm2.conf"),
                "directories.tokendir = %s%nobjectstore.backend = file%nlog.level = ERROR%n"
                        .formatted(HOME.resolve("tokens")));
        Files.writeString(PIN_FILE, PIN + "\n");
        Files.setPosixFilePermissions(PIN_FILE, PosixFilePermissions.fromString("rw-------"));
        slot = token("niangjia");
        another = token("another");
        // SoftHSM reads where its tokens lie from the environment of the program that loads it.
        Linker linker = Linker.nativeLinker();
        try (Arena words = Arena.ofConfined()) {
            int set =
                    (int)
                            linker.downcallHandle(
                                            linker.defaultLookup().find("setenv").orElseThrow(),
                                            FunctionDescriptor.of(
                                                    JAVA_INT, ADDRESS, ADDRESS, JAVA_INT))
                                    .invokeExact(
                                            words.allocateFrom("SOFTHSM2_CONF"),
                                            words.allocateFrom(conf()),
                                            1);
            assertThat(set).isZero();
        }
    }

    private static String conf() {
        return HOME.resolve("softhsm2.conf").toString();
    }

    /** The number of the slot of a new token. */
    private static String token(String label) throws Exception {
        var builder =
                new ProcessBuilder(
                                Peers.softhsm().toString(),
                                "--module",
                                Peers.softhsmModule().toString(),
                                "--init-token",
                                "--free",
                                "--label",
                                label,
                                "--pin",
                                PIN,
                                "--so-pin",
                                "so-" + PIN)
                        .redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", conf());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        var number = Pattern.compile("reassigned to slot (\\d+)").matcher(said);
        if (process.waitFor() != 0 || !number.find()) {
            throw new IllegalStateException("no token: " + said);
        }
        return number.group(1);
    }

    @Test
    void whatTheFileClosedIsOpenedByItAndClosedByTheModuleWhichThenNeedsNoFile() throws Exception {
        TestDatabase database = TestDatabase.laidIn();
        JdbcClient jdbc = database.jdbc();
        jdbc.sql("delete from keys.sweep").update();
        jdbc.sql("delete from keys.key").update();
        jdbc.sql("delete from keys.master").update();
        var folder = new DataFolder(TestDatabase.freshFolder());
        Path file = folder.file("secrets/master-key-1");
        UUID row = UUID.randomUUID();
        byte[] before =
                keys(database, new FolderMasterKeys(folder)).close(name.in(HENAN, row), "王芳");

        Keys moving = keys(database, new MovingMasterKeys(module(), new FolderMasterKeys(folder)));
        assertThat(moving.open(name.in(HENAN, row), before)).isEqualTo("王芳");
        byte[] meanwhile = moving.close(name.in(HUNAN, row), "李梅");
        assertThat(
                        keys(database, new FolderMasterKeys(folder))
                                .open(name.in(HUNAN, row), meanwhile))
                .as("until the change everything is still the file's")
                .isEqualTo("李梅");

        assertThat(moving.changeMaster()).isEqualTo(2);
        Files.delete(file);
        Keys moved = keys(database, new MovingMasterKeys(module(), new FolderMasterKeys(folder)));
        assertThat(moved.open(name.in(HENAN, row), before)).isEqualTo("王芳");
        assertThat(moved.open(name.in(HUNAN, row), meanwhile)).isEqualTo("李梅");
        byte[] after = moved.close(name.in(new Province((short) 45), row), "韦兰");
        assertThat(moved.changeMaster()).as("within the module").isEqualTo(3);
        Keys later = keys(database, module());
        assertThat(later.open(name.in(HENAN, row), before)).isEqualTo("王芳");
        assertThat(later.open(name.in(new Province((short) 45), row), after)).isEqualTo("韦兰");
        assertThat(folder.path().resolve("secrets")).isEmptyDirectory();
        assertThat(Collections.list(token().aliases()))
                .contains("niangjia-master-key-2", "niangjia-master-key-3");
        assertThatThrownBy(() -> keys(database, new FolderMasterKeys(folder)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("NIANGJIA_MASTER_KEY_MODULE");
    }

    @Test
    void aKeyIsDrawnInTheModuleAndNeverLeavesIt() throws Exception {
        module().close(40, new byte[32], BOUND);
        var key = token().getKey("niangjia-master-key-40", null);
        assertThat(key.getEncoded()).isNull();
        assertThat(key.toString()).contains("sensitive", "unextractable");
        byte[] first = module().close(40, new byte[32], BOUND);
        assertThat(module().close(40, new byte[32], BOUND)).isNotEqualTo(first);
        assertThat(module().open(40, first, BOUND)).isEqualTo(new byte[32]);
    }

    @Test
    void aChangedBitAnotherPurposeAndAnotherKeyOpenNothing() {
        MasterKeys module = module();
        byte[] closed = module.close(50, new byte[32], BOUND);
        module.close(51, new byte[32], BOUND);
        for (int at = 0; at < closed.length; at++) {
            byte[] changed = closed.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> module.open(50, changed, BOUND))
                    .as("byte " + at)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] elsewhere = "43|people|null".getBytes(UTF_8);
        assertThatThrownBy(() -> module.open(50, closed, elsewhere))
                .isInstanceOf(IllegalArgumentException.class);
        for (int version : new int[] {51, 52}) {
            assertThatThrownBy(() -> module.open(version, closed, BOUND))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> module.open(50, Arrays.copyOf(closed, 20), BOUND))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNotAsTheSettingsSayIsToldWithoutThePin() throws Exception {
        Path library = Peers.softhsmModule();
        Path none = HOME.resolve("none");
        refused(none, slot, PIN_FILE, none + ", which cannot be read");
        Path noModule = HOME.resolve("softhsm2.conf");
        refused(noModule, slot, PIN_FILE, "not a PKCS #11 module");
        refused(library, "77", PIN_FILE, "slot 77");
        refused(library, "the first", PIN_FILE, "is a number");
        refused(library, slot, Path.of(""), "NIANGJIA_MASTER_KEY_PIN_FILE");
        refused(library, slot, none, none + ", which cannot be read");
        Path open = Files.writeString(HOME.resolve("open"), PIN);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
        refused(library, slot, open, "chmod 600");
        Path wrong = Files.writeString(HOME.resolve("wrong"), "0000-0000");
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("r--------"));
        refused(library, another, wrong, "does not open with the PIN in " + wrong);
    }

    private static void refused(Path library, String slot, Path pinFile, String words) {
        assertThatThrownBy(() -> ModuleMasterKeys.in(library, slot, pinFile))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining(PIN)
                .hasMessageNotContaining("0000-0000");
    }

    @Test
    void asAProgramItMovesWhileItRunsAndRefusesToStartWithAnotherPin() throws Exception {
        TestDatabase database = TestDatabase.laidIn();
        Map<String, String> settings =
                Map.of(
                        "SOFTHSM2_CONF", conf(),
                        "NIANGJIA_MASTER_KEY_MODULE", Peers.softhsmModule().toString(),
                        "NIANGJIA_MASTER_KEY_SLOT", another,
                        "NIANGJIA_MASTER_KEY_PIN_FILE", PIN_FILE.toString());
        try (Installed program = Installed.start(database, settings)) {
            assertThat(asks(program, "420102")).isEqualTo(201);
            try (Installed command = Installed.begin(database, settings, "keys", "change-master")) {
                assertThat(command.ended()).as(command.said()).isZero();
            }
            assertThat(
                            database.jdbc()
                                    .sql("select distinct master from keys.key")
                                    .query(Integer.class)
                                    .list())
                    .containsExactly(2);
            assertThat(asks(program, "310101"))
                    .as("a first key of another province")
                    .isEqualTo(201);
        }
        Path wrong = Files.writeString(HOME.resolve("another-pin"), "0000-0000");
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
        var with = new java.util.HashMap<>(settings);
        with.put("NIANGJIA_MASTER_KEY_PIN_FILE", wrong.toString());
        try (Installed refused = Installed.begin(database, with)) {
            assertThat(refused.ended()).as(refused.said()).isEqualTo(CannotStart.EXIT);
            assertThat(refused.said())
                    .contains("does not open with the PIN in " + wrong, "CKR_PIN_INCORRECT")
                    .doesNotContain("\tat ", "0000-0000");
        }
    }

    private static int asks(Installed program, String place) throws Exception {
        try (Line line = Line.plain(program.port())) {
            return line.ask(
                            "POST",
                            "/api/v1/help-requests",
                            "{\"place\":\"%s\",\"text\":\"想找点活干\"}".formatted(place),
                            "Host",
                            "localhost",
                            "Content-Type",
                            "application/json")
                    .status();
        }
    }

    private static MasterKeys module() {
        return ModuleMasterKeys.in(Peers.softhsmModule(), slot, PIN_FILE);
    }

    /** As another program sees the token that has its PIN. */
    private static KeyStore token() throws Exception {
        KeyStore token =
                KeyStore.getInstance(
                        "PKCS11",
                        Security.getProvider("SunPKCS11")
                                .configure(
                                        "--name = looking%nlibrary = %s%nslot = %s%n"
                                                .formatted(Peers.softhsmModule(), slot)));
        token.load(null, PIN.toCharArray());
        return token;
    }

    private static Keys keys(TestDatabase database, MasterKeys masters) {
        var source = database.dataSource();
        var made =
                new Keys(
                        JdbcClient.create(source),
                        source,
                        masters,
                        Suite.AES_256_GCM,
                        Clock.systemUTC(),
                        new DataSourceTransactionManager(source));
        made.prove();
        return made;
    }
}
