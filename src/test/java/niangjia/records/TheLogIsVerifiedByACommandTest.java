package niangjia.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import niangjia.records.model.Witness;
import niangjia.records.tasks.Seal;
import niangjia.shared.Province;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code records verify}, in both languages. */
@SpringBootTest(properties = "niangjia.seal.on=false")
class TheLogIsVerifiedByACommandTest {

    @Autowired Records records;
    @Autowired Seal seal;
    @Autowired RecordsCommand command;
    @Autowired JdbcClient jdbc;

    private final Locale before = Locale.getDefault();

    @AfterEach
    void asBefore() {
        Locale.setDefault(before);
    }

    @Test
    void itSaysWhatIsProvedWhatIsNotYetAndWhatIsWrong() {
        Instant at = Instant.parse("2026-11-23T06:31:00Z");
        int already = jdbc.sql("select count(*) from records.entry").query(Integer.class).single();
        enter(at, "help.asked");
        enter(at, "help.opened");
        enter(at, "help.claimed");
        seal.turn();
        enter(at.plusSeconds(1), "help.opened");

        Locale.setDefault(Locale.SIMPLIFIED_CHINESE);
        Said right = say("verify");
        assertThat(right.code).isZero();
        assertThat(right.words)
                .contains("核对全部记录", "✓ %d 条记录与见证一字不差".formatted(already + 3), "SHA-256")
                .contains(records.newestRoot().orElseThrow().hash())
                .contains("还有 1 条更晚的记录尚未见证，不能作证（最早的一条：2026-11-23 14:31:01）");
        LocalDate today = LocalDate.now(Witness.ZONE);
        assertThat(say("verify", "--day", today.toString()).words)
                .contains("✓ %d 条".formatted(already + 3));
        assertThat(say("verify", "--day", "2020-02-02").words).contains("✓ 0 条");

        jdbc.sql("alter table records.entry disable trigger user").update();
        jdbc.sql(
                        "update records.entry set door = 'CLOCK' where act = 'help.opened' and matter is null")
                .update();
        jdbc.sql("alter table records.entry enable trigger user").update();
        Said wrong = say("verify");
        assertThat(wrong.code).isEqualTo(1);
        assertThat(wrong.words)
                .contains("✗ 第一条不对的记录", "2026-11-23 14:31:00，看了一件求助（help.opened）：内容被改过")
                .contains("它之前的 %d 条与见证一致".formatted(already + 1));
        Locale.setDefault(Locale.ENGLISH);
        assertThat(say("verify").words)
                .contains("2026-11-23 14:31:00, opened a request (help.opened): it was changed");
        assertThat(say("verify", "--day").code).isEqualTo(2);
        assertThat(say("prove").words).startsWith("Usage");
    }

    @Test
    void theReasonOfAMatterIsErasedAndTheEntryStays() {
        var matter = new java.util.UUID(7, 7);
        records.enter(
                new Entry(
                        new Province((short) 11),
                        Instant.parse("2026-11-23T06:31:00Z"),
                        "help.opened",
                        Entry.Door.PAGE,
                        null,
                        null,
                        null,
                        matter,
                        false,
                        "她打来电话"));
        assertThat(reasons()).containsExactly("她打来电话");
        records.eraseReasons(new Province((short) 11), matter);
        assertThat(reasons()).isEmpty();
        assertThat(
                        jdbc.sql("select count(*) from records.entry where matter = ?")
                                .param(matter)
                                .query(Integer.class)
                                .single())
                .isOne();
    }

    private List<String> reasons() {
        return jdbc.sql("select words from records.reason").query(String.class).list();
    }

    private void enter(Instant at, String act) {
        records.enter(
                new Entry(
                        new Province((short) 11),
                        at,
                        act,
                        Entry.Door.PAGE,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null));
    }

    private record Said(int code, String words) {}

    private Said say(String... words) {
        var out = new ByteArrayOutputStream();
        int code = command.run(List.of(words), new PrintStream(out, true, UTF_8));
        return new Said(code, out.toString(UTF_8));
    }
}
