package niangjia.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import niangjia.help.OnTheRealNet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The published holidays come from a file, a year at a time; beyond the last one it is said. */
@OnTheRealNet
@ExtendWith(OutputCaptureExtension.class)
class HolidaysAreLaidInTest {

    @Autowired NetworkCommand command;
    @Autowired WorkingDays workingDays;
    @Autowired JdbcClient jdbc;
    @TempDir Path folder;

    @AfterEach
    void asItWas() {
        jdbc.sql("delete from network.special_day").update();
        workingDays.readAgain();
    }

    @Test
    void aFileIsLaidInAndKnownAtOnce(CapturedOutput console) throws IOException {
        assertThat(workingDays.estimated(Instant.parse("2026-10-02T02:00:00Z"))).isTrue();
        lay("日期,上班,名称\n2026-10-01,放假,国庆节\n2026-10-02,no,国庆节\n2026-10-10,上班,国庆节调休\n");
        assertThat(command.getExitCode()).isZero();
        assertThat(console.getOut()).contains("3");
        assertThat(
                        jdbc.sql(
                                        "select door from records.entry where act = 'network.act.holidays' order by id desc limit 1")
                                .query(String.class)
                                .single())
                .isEqualTo("CONSOLE");

        WorkingTime known = workingDays.known();
        assertThat(known.works(LocalDate.of(2026, 10, 1))).isFalse();
        assertThat(known.works(LocalDate.of(2026, 10, 10))).isTrue();
        assertThat(known.works(LocalDate.of(2026, 10, 11))).isFalse();
        // Thursday is a holiday: two working hours from its morning end on Monday at eleven.
        assertThat(known.after(Instant.parse("2026-10-01T01:00:00Z"), Duration.ofHours(2)))
                .isEqualTo(Instant.parse("2026-10-05T03:00:00Z"));
        assertThat(workingDays.estimated(Instant.parse("2026-12-31T02:00:00Z"))).isFalse();
        assertThat(workingDays.estimated(Instant.parse("2027-01-04T02:00:00Z"))).isTrue();
    }

    @Test
    void aYearLaidInAgainIsReplaced() throws IOException {
        lay("2026-10-01,放假,国庆节\n2027-01-01,放假,元旦\n");
        lay("2026-10-03,放假,国庆节\n");
        assertThat(workingDays.known().works(LocalDate.of(2026, 10, 1))).isTrue();
        assertThat(workingDays.known().works(LocalDate.of(2027, 1, 1))).isFalse();
        assertThat(workingDays.known().knownUntil()).isEqualTo(2027);
    }

    @Test
    void oneBadLineAndNothingIsLaidIn(CapturedOutput console) throws IOException {
        lay("2026-10-01,放假,国庆节\n2026-13-01,放假,什么节\n");
        assertThat(command.getExitCode()).isEqualTo(1);
        assertThat(console.getOut()).contains("2");
        assertThat(workingDays.known().knownUntil()).isZero();
        command.run(arguments("no such file"));
        assertThat(console.getOut()).contains("no such file");
    }

    @Test
    void theScriptKnowsTheVerb() throws Exception {
        Process help = new ProcessBuilder("sh", "./dev", "help").redirectErrorStream(true).start();
        assertThat(new String(help.getInputStream().readAllBytes()))
                .contains("network holidays FILE");
        Process wrong =
                new ProcessBuilder("sh", "./dev", "network", "nonsense")
                        .redirectErrorStream(true)
                        .start();
        assertThat(new String(wrong.getInputStream().readAllBytes()))
                .contains("network holidays FILE");
        assertThat(wrong.waitFor()).isEqualTo(2);
    }

    private void lay(String lines) throws IOException {
        Path file = folder.resolve("days.csv");
        Files.writeString(file, lines);
        command.run(arguments(file.toString()));
    }

    private static DefaultApplicationArguments arguments(String file) {
        return new DefaultApplicationArguments("network", "holidays", file);
    }
}
