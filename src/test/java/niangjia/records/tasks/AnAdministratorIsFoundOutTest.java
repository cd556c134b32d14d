package niangjia.records.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import niangjia.records.model.Algorithm;
import niangjia.records.model.Proof;
import niangjia.records.model.Proof.Wrong;
import niangjia.records.model.Sealable;
import niangjia.records.tasks.SealedLog.Remembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever may do anything in the database still cannot change the log unseen. */
class AnAdministratorIsFoundOutTest {

    private static final int EACH = 100;

    private final Remembers witness = new Remembers();
    private final SealedLog log = new SealedLog(witness);
    private List<UUID> entries = List.of();

    @BeforeEach
    void threeHundredEntriesAreSealed() throws Exception {
        entries = log.grown(3, EACH);
        assertThat(log.verify.all().proved()).isEqualTo(300);
        assertThat(log.verify.all().holds()).isTrue();
    }

    @Test
    void byTheOrdinaryWayNothingChangesAtAll() {
        for (String attempt :
                List.of(
                        "update records.entry set act = 'x'",
                        "delete from records.entry",
                        "truncate records.entry cascade",
                        "update records.leaf set hash = ''",
                        "delete from records.root",
                        "truncate records.node",
                        "update records.reason set words = ''")) {
            assertThatThrownBy(() -> log.jdbc.sql(attempt).update())
                    .as(attempt)
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void whoEditsAnEntry() throws Exception {
        change(142, "seat = gen_random_uuid()");
        assertFound(142, Wrong.EDITED);
    }

    @Test
    void whoEditsAnEntryAndComputesEverythingAnew() throws Exception {
        change(142, "at = at - interval '1 day'");
        log.computeAnew();
        assertFound(142, Wrong.EDITED);
    }

    @Test
    void whoDeletesAnEntry() throws Exception {
        log.asAdministrator("delete from records.entry where id = '%s'".formatted(entries.get(7)));
        assertFound(7, Wrong.DELETED);
    }

    @Test
    void whoDeletesAnEntryMovesTheOthersUpAndComputesEverythingAnew() throws Exception {
        UUID gone = entries.get(255);
        log.asAdministrator(
                "delete from records.entry where id = '%s'".formatted(gone),
                "delete from records.leaf where entry = '%s'".formatted(gone),
                "update records.leaf set position = -position where position > 255",
                "update records.leaf set position = -position - 1 where position < 0");
        log.computeAnew();
        assertFound(255, Wrong.DELETED);
    }

    @Test
    void whoSlipsAnEntryInWithoutALeaf() throws Exception {
        UUID slipped = log.enter("help.reached");
        log.asAdministrator(
                "update records.entry set xid = '3' where id = '%s'".formatted(slipped));
        log.seal().turn();
        Proof proof = log.verify.all();
        assertThat(bad(proof).wrong()).isEqualTo(Wrong.INSERTED);
        assertThat(bad(proof).entry()).isEqualTo(slipped);
        assertThat(bad(proof).act()).isEqualTo("help.reached");
    }

    @Test
    void whoSlipsAnEntryInBetweenAndComputesEverythingAnew() throws Exception {
        UUID slipped = log.enter("help.reached");
        log.asAdministrator(
                "update records.leaf set position = -position - 1 where position >= 40",
                "update records.leaf set position = -position where position < 0",
                "insert into records.leaf (position, province, entry, hash) values (40, 11, '%s', '')"
                        .formatted(slipped));
        log.computeAnew();
        Proof proof = log.verify.all();
        assertThat(bad(proof).wrong()).isEqualTo(Wrong.INSERTED);
        assertThat(bad(proof).entry()).isEqualTo(slipped);
        assertThat(proof.proved()).isEqualTo(40);
    }

    @Test
    void whoChangesTheOrderAndComputesEverythingAnew() throws Exception {
        log.asAdministrator(
                "update records.leaf set position = -1 where position = 120",
                "update records.leaf set position = 120 where position = 250",
                "update records.leaf set position = 250 where position = -1");
        log.computeAnew();
        assertFound(120, Wrong.MOVED);
    }

    @Test
    void whoCutsTheEndOff() throws Exception {
        log.asAdministrator(
                "delete from records.entry where id in (select entry from records.leaf where position >= 230)",
                "delete from records.leaf where position >= 230",
                "delete from records.witnessed where size > 200",
                "delete from records.root where size > 200");
        assertFound(230, Wrong.DELETED);
    }

    @Test
    void whoRewritesOnlyALeafOrARootOrANode() throws Exception {
        log.asAdministrator("update records.leaf set hash = sha256('x') where position = 11");
        assertFound(11, Wrong.SEAL);
        log.computeAnew();
        assertThat(log.verify.all().holds()).as("put right again").isTrue();
        log.asAdministrator("update records.root set hash = sha256('x') where size = 200");
        assertFound(100, 200, Wrong.SEAL);
        log.computeAnew();
        log.asAdministrator("update records.node set hash = sha256('x')");
        assertFound(200, 300, Wrong.SEAL);
    }

    @Test
    void aDayIsVerifiedByItself() throws Exception {
        LocalDate next = LocalDate.of(2026, 11, 24);
        UUID later = log.enter("help.said");
        log.sealAt(Instant.parse("2026-11-23T17:00:00Z"), Algorithm.SHA_256).turn();
        change(142, "door = 'CLOCK'");
        Proof day = log.verify.day(next);
        assertThat(day.holds()).as("it is the next day in China").isTrue();
        assertThat(day.proved()).isEqualTo(1);
        assertThat(bad(log.verify.day(LocalDate.of(2026, 11, 23))).entry())
                .isEqualTo(entries.get(142));
        assertThat(Objects.requireNonNull(log.verify.day(LocalDate.of(2026, 11, 25)).root()).size())
                .isEqualTo(301);
        log.asAdministrator("delete from records.entry where id = '%s'".formatted(later));
        assertThat(bad(log.verify.day(next)).wrong()).isEqualTo(Wrong.DELETED);
    }

    @Test
    void whatIsNotYetWitnessedIsCountedAndNotCalledProved() throws Exception {
        witness.away = true;
        log.grown(1, 4);
        log.enter("help.opened");
        Proof proof = log.verify.all();
        assertThat(proof.holds()).isTrue();
        assertThat(proof.proved()).isEqualTo(300);
        assertThat(proof.unproved()).isEqualTo(5);
        assertThat(proof.oldestUnproved()).isEqualTo(SealedLog.NOW);
    }

    @Test
    void aReasonCanBeErasedButNotChanged() throws Exception {
        UUID opened = log.enterWithReason("help.opened", "值班时她打来电话");
        UUID another = log.enterWithReason("help.opened", "交接");
        log.seal().turn();
        assertThat(log.verify.all().holds()).isTrue();
        log.jdbc.sql("delete from records.reason where entry = ?").param(opened).update();
        Proof proof = log.verify.all();
        assertThat(proof.holds()).isTrue();
        assertThat(proof.proved()).isEqualTo(302);
        assertThat(proof.erased()).isEqualTo(1);
        log.asAdministrator(
                "update records.reason set words = '别的' where entry = '%s'".formatted(another));
        assertFound(another, Wrong.REASON, 301);
        log.asAdministrator(
                "delete from records.reason",
                "insert into records.reason (province, entry, words) values (11, '%s', '后加')"
                        .formatted(entries.get(3)));
        assertFound(3, Wrong.REASON);
    }

    @Test
    void aWitnessThatLostItsEndIsNoticed() throws Exception {
        witness.told.removeLast();
        Proof proof = log.verify.all();
        assertThat(proof.holds()).isFalse();
        assertThat(proof.forgotten()).isTrue();
        assertThat(proof.unproved()).isEqualTo(100);
    }

    @Test
    void aWitnessThatBeganLaterStillProvesWhatWasBefore() throws Exception {
        witness.told.removeFirst();
        assertThat(log.verify.all().holds()).isTrue();
        assertThat(log.verify.all().proved()).isEqualTo(300);
        change(20, "act = 'help.noted'");
        log.computeAnew();
        Proof proof = log.verify.all();
        assertThat(proof.bad()).isNotNull();
        assertThat(bad(proof).entry())
                .as("the first that it can doubt")
                .isEqualTo(entries.getFirst());
    }

    private static Proof.Bad bad(Proof proof) {
        return Objects.requireNonNull(proof.bad());
    }

    private void change(int position, String what) throws Exception {
        log.asAdministrator(
                "update records.entry set %s where id = '%s'"
                        .formatted(what, entries.get(position)));
    }

    private void assertFound(int position, Wrong wrong) throws Exception {
        assertFound(position, position, wrong);
    }

    private void assertFound(int position, int proved, Wrong wrong) throws Exception {
        assertFound(entries.get(position), wrong, proved);
    }

    private void assertFound(UUID entry, Wrong wrong, int proved) throws Exception {
        Proof proof = log.verify.all();
        assertThat(proof.holds()).isFalse();
        assertThat(proof.bad())
                .isEqualTo(new Proof.Bad(wrong, entry, Sealable.moment(entry), "help.opened"));
        assertThat(proof.proved()).isEqualTo(proved);
    }
}
