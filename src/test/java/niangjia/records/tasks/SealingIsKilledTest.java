package niangjia.records.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import niangjia.database.TestDatabase;
import niangjia.records.model.Proof;
import niangjia.records.outside.Witnesses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed while it seals, again and again, and entries keep coming. */
@Tag("prove")
class SealingIsKilledTest {

    private static final int KILLS = 25;

    @TempDir Path folder;

    @Test
    void noEntryIsLostOrSealedTwice() throws Exception {
        TestDatabase database = SealedLog.database();
        var log = new SealedLog(SealedLog.pooled(database), Witnesses.folder(folder));
        var random = new Random(1949);
        var enough = new AtomicBoolean();
        var entered = new AtomicLong();
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!enough.get()) {
                                log.enter("help.asked");
                                entered.incrementAndGet();
                            }
                        });
        int turned = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process program = start(database);
            var said = program.inputReader();
            if (said.readLine() != null) {
                turned++;
            }
            program.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
            program.toHandle().destroyForcibly();
            program.waitFor();
        }
        enough.set(true);
        writer.join();
        log.seal().turn();
        log.seal().turn();
        assertThat(turned).isEqualTo(KILLS);
        Proof proof = log.verify.all();
        System.out.println(
                "entries " + entered + ", kills " + KILLS + ", proved " + proof.proved());
        assertThat(proof.holds()).isTrue();
        assertThat(proof.proved()).isEqualTo(entered.get());
        assertThat(proof.unproved()).isZero();
    }

    private Process start(TestDatabase database) throws Exception {
        return new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx128m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Sealer.class.getName(),
                                database.url(),
                                database.user(),
                                database.password(),
                                folder.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
