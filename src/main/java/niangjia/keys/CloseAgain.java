package niangjia.keys;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.keys.Field.Lookup;
import niangjia.shared.Province;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * After a change of keys: closes every value again under the new one, a few hundred rows at a time
 * beside the running work, and destroys the old key when nothing stands under it any more. How far
 * it came is kept, so that it goes on after a kill.
 */
class CloseAgain {

    private static final int ROWS = 500;
    private static final Logger log = LoggerFactory.getLogger(CloseAgain.class);

    /**
     * A key to be left.
     *
     * @param alone from when on no copy of the program closes under it any more
     */
    private record Left(
            int key, short province, String purpose, @Nullable UUID subject, Instant alone) {}

    /** Progress for who watches: values closed again so far, and keys still to be left. */
    record Progress(long rows, int keys) {}

    private record Row(UUID id, byte[] closed) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final List<Field> fields;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CloseAgain(
            JdbcClient jdbc,
            Keys keys,
            List<Field> fields,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.fields = fields;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** One copy of the program at a time; what is left over waits for the next turn. */
    @Scheduled(fixedDelay = 5_000, initialDelay = 20_000)
    void goOn() {
        for (int slice = 0; slice < 200 && step(); slice++) {}
    }

    Progress progress() {
        return jdbc.sql(
                        """
                        select (select coalesce(sum(s.rows), 0) from keys.sweep s join keys.key k on k.id = s.key
                            where k.destroyed_at is null) as rows,
                          (select count(*) from keys.key where not current and destroyed_at is null) as keys
                        """)
                .query(Progress.class)
                .single();
    }

    /** A slice of the work; whether there is more. */
    boolean step() {
        Boolean more =
                transaction.execute(status -> {
                    if (!jdbc.sql("select pg_try_advisory_xact_lock(74002)")
                            .query(Boolean.class)
                            .single()) {
                        return false;
                    }
                    return jdbc
                            .sql(
                                    """
                                    select k.id, k.province, k.purpose, k.subject, n.made_at
                                    from keys.key k join keys.key n on n.current and n.province = k.province
                                      and n.purpose = k.purpose and n.subject is not distinct from k.subject
                                    where not k.current and k.destroyed_at is null order by k.id limit 20
                                    """)
                            .query((row, n) ->
                                    new Left(
                                            row.getInt(1),
                                            row.getShort(2),
                                            row.getString(3),
                                            row.getObject(4, UUID.class),
                                            row.getTimestamp(5)
                                                    .toInstant()
                                                    .plus(Keys.HELD.multipliedBy(2))))
                            .list()
                            .stream()
                            .anyMatch(this::leave);
                });
        return Boolean.TRUE.equals(more);
    }

    private boolean leave(Left left) {
        boolean swept = true;
        for (Field field : fields) {
            boolean lookup =
                    field.lookup() != null && Keys.lookupPurpose(field).equals(left.purpose);
            if (lookup || field.purpose().equals(left.purpose)) {
                Optional<Instant> done = done(left, field);
                if (done.isEmpty()
                        || done.get().isBefore(left.alone)
                                && !clock.instant().isBefore(left.alone)) {
                    sweep(left, field, lookup);
                    return true;
                }
                swept &= !done.get().isBefore(left.alone);
            }
        }
        if (clock.instant().isBefore(left.alone) || !swept || somebodyIsStillAtIt(left)) {
            return false;
        }
        long remaining = fields.stream().mapToLong(field -> under(left, field)).sum();
        if (remaining > 0) {
            long damaged =
                    jdbc.sql("select coalesce(sum(damaged), 0) from keys.sweep where key = ?")
                            .param(left.key)
                            .query(Long.class)
                            .single();
            if (remaining > damaged) {
                // Written under the old key by who was slow to commit: once more from the
                // beginning.
                jdbc.sql("delete from keys.sweep where key = ?").param(left.key).update();
                return true;
            }
            return false;
        }
        jdbc.sql("update keys.key set closed = null, destroyed_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), left.key)
                .update();
        keys.forget();
        return true;
    }

    /**
     * A transaction may have closed a value under the old key and not be committed yet: only those
     * that began after every copy had the new one may be under way.
     */
    private boolean somebodyIsStillAtIt(Left left) {
        return jdbc.sql(
                        "select exists (select from pg_stat_activity where datname = current_database()"
                                + " and pid <> pg_backend_pid() and xact_start < ?)")
                .param(Timestamp.from(left.alone))
                .query(Boolean.class)
                .single();
    }

    /** How many values of a field still stand under a key. */
    private long under(Left left, Field field) {
        if (!field.purpose().equals(left.purpose)) {
            return 0;
        }
        return jdbc.sql(
                        "select count(*) from %s where province = ? and substring(%s from 2 for 4) = int4send(?)"
                                .formatted(field.table(), field.column()))
                .params(left.province, left.key)
                .query(Long.class)
                .single();
    }

    private Optional<Instant> done(Left left, Field field) {
        return jdbc.sql(
                        "select done_at from keys.sweep where key = ? and field = ? and done_at is not null")
                .params(left.key, field.name())
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    private void sweep(Left left, Field field, boolean lookup) {
        UUID after =
                jdbc.sql(
                                "select after from keys.sweep where key = ? and field = ? and done_at is null")
                        .params(left.key, field.name())
                        .query(UUID.class)
                        .optional()
                        .orElse(new UUID(0, 0));
        Province province = new Province(left.province);
        List<Row> rows =
                jdbc.sql(
                                "select %s as id, %s as closed from %s where province = :province and %s > :after and %s is not null%s%s order by %s limit :rows"
                                        .formatted(
                                                field.row(),
                                                field.column(),
                                                field.table(),
                                                field.row(),
                                                field.column(),
                                                left.subject == null
                                                        ? ""
                                                        : " and %s = :subject"
                                                                .formatted(field.subject()),
                                                lookup
                                                        ? ""
                                                        : " and substring(%s from 2 for 4) = int4send(:key)"
                                                                .formatted(field.column()),
                                                field.row()))
                        .param("province", left.province)
                        .param("key", left.key)
                        .param("after", after)
                        .param("rows", ROWS)
                        .param("subject", left.subject)
                        .query(Row.class)
                        .list();
        var ids = new ArrayList<UUID>();
        var old = new ArrayList<byte[]>();
        var closed = new ArrayList<byte[]>();
        var hashes = new ArrayList<byte[]>();
        Lookup by = field.lookup();
        int damaged = 0;
        for (Row row : rows) {
            Field.Cell cell = new Field.Cell(field, province, row.id, left.subject);
            String plain;
            try {
                plain = keys.open(cell, row.closed);
            } catch (IllegalArgumentException | Keys.Erased broken) {
                log.error("{} of row {} opens no more and is left as it is", field.name(), row.id);
                damaged++;
                continue;
            }
            ids.add(row.id);
            old.add(row.closed);
            closed.add(lookup ? row.closed : keys.close(cell, plain));
            hashes.add(
                    by == null ? new byte[0] : keys.lookup(field, province, String.valueOf(plain)));
        }
        // Who changed the value meanwhile closed it under the new key: it is left as it is.
        jdbc.sql(
                        "update %s t set %s = n.closed%s from unnest(cast(:ids as uuid[]), cast(:old as bytea[]), cast(:closed as bytea[]), cast(:hashes as bytea[])) n (id, old, closed, hash) where t.province = :province and t.%s = n.id and t.%s = n.old"
                                .formatted(
                                        field.table(),
                                        field.column(),
                                        by == null ? "" : ", " + by.column() + " = n.hash",
                                        field.row(),
                                        field.column()))
                .param("ids", ids.toArray(UUID[]::new))
                .param("old", old.toArray(byte[][]::new))
                .param("closed", closed.toArray(byte[][]::new))
                .param("hashes", hashes.toArray(byte[][]::new))
                .param("province", left.province)
                .update();
        jdbc.sql(
                        """
                        insert into keys.sweep (key, field, after, rows, damaged, done_at)
                        values (:key, :field, :after, :rows, :damaged, :done)
                        on conflict (key, field) do update set after = excluded.after, rows = sweep.rows + excluded.rows,
                          damaged = case when sweep.done_at is null then sweep.damaged else 0 end + excluded.damaged,
                          done_at = excluded.done_at
                        """)
                .param("key", left.key)
                .param("field", field.name())
                .param("after", rows.isEmpty() ? after : rows.getLast().id)
                .param("rows", ids.size())
                .param("damaged", damaged)
                .param("done", rows.size() < ROWS ? Timestamp.from(clock.instant()) : null)
                .update();
    }
}
