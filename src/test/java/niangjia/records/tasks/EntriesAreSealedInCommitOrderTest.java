package niangjia.records.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import niangjia.records.model.Algorithm;
import niangjia.records.model.Batch;
import niangjia.records.model.Proof;
import niangjia.records.tasks.SealedLog.Remembers;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One writer seals what was committed, in that order, and nobody who writes an entry waits for it.
 */
class EntriesAreSealedInCommitOrderTest {

    private final Remembers witness = new Remembers();
    private final SealedLog log = new SealedLog(witness);

    @Test
    void whoIsStillAtWorkHoldsNobodyBackAndIsSealedWhenHeIsDone() throws Exception {
        try (Connection slow = log.source.getConnection()) {
            slow.setAutoCommit(false);
            UUID begunFirst = enterOn(slow, "network.act.founded");
            UUID second = log.enter("help.asked");
            assertThat(log.seal().now()).isEqualTo(1);
            UUID third = log.enter("help.opened");
            assertThat(log.seal().now()).isEqualTo(1);
            assertThat(log.sealed()).containsExactly(second, third);
            slow.commit();
            UUID fourth = log.enter("help.claimed");
            assertThat(log.seal().now()).isEqualTo(2);
            assertThat(log.sealed()).containsExactly(second, third, begunFirst, fourth);
        }
        assertThat(log.seal().now()).as("nothing is left").isZero();
    }

    @Test
    void ofManyWhoWriteAtOnceEachEntryIsSealedOnceAndWhatWasRolledBackNever() throws Exception {
        Map<Integer, List<UUID>> committed = new HashMap<>();
        var enough = new AtomicBoolean();
        try (var writers = Executors.newFixedThreadPool(8)) {
            List<Future<List<UUID>>> all = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                int writer = n;
                all.add(writers.submit(() -> write(new Random(writer), enough)));
            }
            try {
                while (witness.told.size() < 8 && all.stream().noneMatch(Future::isDone)) {
                    log.seal().turn();
                }
            } finally {
                enough.set(true);
            }
            for (int n = 0; n < 8; n++) {
                committed.put(n, all.get(n).get());
            }
        }
        log.seal().turn();
        List<UUID> sealed = log.sealed();
        int sum = 0;
        for (List<UUID> one : committed.values()) {
            sum += one.size();
            List<UUID> his = new ArrayList<>(sealed);
            his.retainAll(one);
            assertThat(his.equals(one)).as("in the order in which he committed").isTrue();
        }
        assertThat(sealed).hasSize(sum).doesNotHaveDuplicates();
        assertThat(witness.told.size()).isGreaterThan(7);
        Proof proof = log.verify.all();
        assertThat(proof.bad()).isNull();
        assertThat(proof.proved()).isEqualTo(sum);
        assertThat(proof.unproved()).isZero();
    }

    private List<UUID> write(Random random, AtomicBoolean enough) throws Exception {
        List<UUID> committed = new ArrayList<>();
        try (Connection connection = log.source.getConnection()) {
            connection.setAutoCommit(false);
            while (!enough.get()) {
                List<UUID> entered = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    entered.add(enterOn(connection, "help.said"));
                }
                if (random.nextInt(5) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    // Within a transaction the id decides.
                    entered.sort(Comparator.comparing(UUID::toString));
                    committed.addAll(entered);
                }
            }
        }
        return committed;
    }

    @Test
    void whatHasGatheredIsSealedInBatchesOfBoundedSize() throws Exception {
        log.jdbc
                .sql(
                        """
                        insert into records.entry (province, id, at, act, door)
                        select 11, gen_random_uuid(), now(), 'help.asked', 'PAGE' from generate_series(1, ?)
                        """)
                .param(2 * Batch.MOST + 5000)
                .update();
        log.seal().turn();
        assertThat(witness.told)
                .extracting(batch -> batch.leaves().size())
                .containsExactly(Batch.MOST, Batch.MOST, 5000);
        Proof proof = log.verify.all();
        assertThat(proof.bad()).isNull();
        assertThat(proof.proved()).isEqualTo(2 * Batch.MOST + 5000);
        log.enter("help.opened");
        log.seal().turn();
        assertThat(log.verify.all().bad()).as("the tree is taken up where it was left").isNull();
    }

    @Test
    void restoredIntoAnotherServerTheLogGoesOn() throws Exception {
        List<UUID> entries = log.grown(2, 3);
        UUID notYet = log.enter("help.opened");
        log.asAdministrator(
                "update records.root set snapshot = '900000000:900000000:'",
                "update records.entry set xid = (899999000 + xid::text::bigint % 1000)::text::xid8");
        UUID afterwards = log.enter("help.asked");
        assertThat(log.seal().now()).isEqualTo(2);
        assertThat(log.sealed())
                .startsWith(entries.toArray(UUID[]::new))
                .contains(notYet, afterwards);
        UUID later = log.enter("help.claimed");
        assertThat(log.seal().now()).as("as ever from then on").isEqualTo(1);
        assertThat(log.sealed()).hasSize(9).endsWith(later).doesNotHaveDuplicates();
        log.asAdministrator("update records.root set snapshot = '3:3:'");
        assertThat(log.seal().now()).as("what has a leaf is never sealed again").isZero();
    }

    @Test
    void ofSeveralCopiesOneSeals() throws Exception {
        log.enter("help.asked");
        try (Connection other = log.source.getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtext('records.seal'))");
            assertThat(log.seal().now()).isZero();
            other.rollback();
        }
        assertThat(log.seal().now()).isEqualTo(1);
    }

    @Test
    void stoppedInTheMiddleNothingIsLostAndNothingTwice() throws Exception {
        List<UUID> entries = new ArrayList<>(log.grown(1, 300));
        entries.add(log.enter("help.opened"));
        for (String step : List.of("leaf", "root")) {
            log.jdbc
                    .sql(
                            """
                            create function records.stop() returns trigger language plpgsql as
                            $$ begin raise exception 'stopped'; end $$
                            """)
                    .update();
            log.jdbc
                    .sql(
                            "create trigger stop after insert on records.%s for each row execute function records.stop()"
                                    .formatted(step))
                    .update();
            assertThatThrownBy(() -> log.seal().turn()).hasMessageContaining("stopped");
            log.jdbc.sql("drop function records.stop() cascade").update();
        }
        witness.diesAfterwards = true;
        assertThatThrownBy(() -> log.seal().turn()).hasMessageContaining("before it was noted");
        witness.diesAfterwards = false;
        entries.add(log.enter("help.said"));
        log.seal().turn();
        assertThat(log.sealed()).isEqualTo(entries);
        assertThat(witness.told).as("told once more").hasSize(4);
        Proof proof = log.verify.all();
        assertThat(proof.bad()).isNull();
        assertThat(proof.proved()).isEqualTo(302);
    }

    @Test
    void aWitnessThatIsAwayIsToldAllInOrderWhenItIsBack() throws Exception {
        log.grown(1, 2);
        witness.away = true;
        log.grown(3, 2);
        Proof meanwhile = log.verify.all();
        assertThat(meanwhile.bad()).isNull();
        assertThat(meanwhile.proved()).isEqualTo(2);
        assertThat(meanwhile.unproved()).isEqualTo(6);
        witness.away = false;
        log.seal().turn();
        assertThat(witness.told).extracting(Batch::size).containsExactly(2L, 4L, 6L, 8L);
        assertThat(log.verify.all().proved()).isEqualTo(8);
    }

    @Test
    void theHashIsChosenOnceAndAnotherIsRefused() throws Exception {
        log.enter("help.asked");
        log.sealAt(SealedLog.NOW, Algorithm.SM3).turn();
        Proof proof = log.verify.all();
        assertThat(proof.holds()).isTrue();
        assertThat(Objects.requireNonNull(proof.root()).algorithm()).isEqualTo(Algorithm.SM3);
        log.enter("help.said");
        assertThatThrownBy(() -> log.seal().turn()).hasMessageContaining("sealed with SM3");
        assertThatThrownBy(() -> log.seal().checkAlgorithm()).hasMessageContaining("set it to SM3");
    }

    private static UUID enterOn(Connection connection, String act) {
        return SealedLog.enter(
                JdbcClient.create(new SingleConnectionDataSource(connection, true)), act, null);
    }
}
