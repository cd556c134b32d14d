package niangjia.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import niangjia.database.CannotStart;
import niangjia.keys.Field.Cell;
import niangjia.keys.Field.Lookup;
import niangjia.shared.Province;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes and opens personal fields. A closed value is one byte of format, four of the key's number,
 * a nonce of 12, the ciphertext and a tag of 16; it is bound to its table, column, province and
 * row.
 */
public final class Keys {

    /** How long a copy of the program works on with a key that another one changed. */
    static final Duration HELD = Duration.ofSeconds(10);

    static final int HEAD = 5;
    private static final byte FORMAT = 1;
    private static final int MOST_HELD = 20_000;

    /** The key is destroyed: what it closed is erased. */
    public static final class Erased extends RuntimeException {
        Erased(int key) {
            super("key " + key + " is destroyed");
        }
    }

    /** What a key is for; the word of a lookup's key differs from its field's. */
    private record Use(short province, String purpose, @Nullable UUID subject) {

        byte[] bound() {
            return (province + "|" + purpose + "|" + subject).getBytes(UTF_8);
        }
    }

    private record Key(int id, Suite suite, byte[] secret) {}

    private final JdbcClient jdbc;
    private final MasterKeys masters;
    private final Suite suite;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final JdbcClient beside;
    private final TransactionTemplate making;
    private final Cache<Use, Key> current =
            Caffeine.newBuilder().maximumSize(MOST_HELD).expireAfterWrite(HELD).build();
    private final Cache<Integer, Key> any =
            Caffeine.newBuilder().maximumSize(MOST_HELD).expireAfterWrite(HELD).build();

    /**
     * @param beside a connection beside those that work waits on: of many who need a purpose's
     *     first key at once, each holds one of those already
     */
    Keys(
            JdbcClient jdbc,
            DataSource beside,
            MasterKeys masters,
            Suite suite,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.beside = JdbcClient.create(beside);
        this.making = new TransactionTemplate(new DataSourceTransactionManager(beside));
        this.masters = masters;
        this.suite = suite;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** What is stored of a value. */
    public byte[] close(Cell cell, String plain) {
        Key key = current(use(cell));
        byte[] body = key.suite.close(key.secret, plain.getBytes(UTF_8), bound(cell));
        return ByteBuffer.allocate(HEAD + body.length).put(FORMAT).putInt(key.id).put(body).array();
    }

    /** Nothing is stored of nothing. */
    public byte @Nullable [] closeIfAny(Cell cell, @Nullable String plain) {
        return plain == null ? null : close(cell, plain);
    }

    /** Nothing for what was never said, and for what is erased. */
    public @Nullable String openIfAny(Cell cell, byte @Nullable [] closed) {
        try {
            return closed == null ? null : open(cell, closed);
        } catch (Erased gone) {
            return null;
        }
    }

    /**
     * The value again.
     *
     * @throws Erased if its key is destroyed
     * @throws IllegalArgumentException for what was changed, or brought from another place
     */
    public String open(Cell cell, byte[] closed) {
        ByteBuffer bytes = ByteBuffer.wrap(closed);
        if (closed.length < HEAD || bytes.get() != FORMAT) {
            throw new IllegalArgumentException("not a closed value");
        }
        int id = bytes.getInt();
        byte[] body = new byte[bytes.remaining()];
        bytes.get(body);
        Key key = key(id);
        return new String(key.suite.open(key.secret, body, bound(cell)), UTF_8);
    }

    /** What is stored to find a value again. */
    public byte[] lookup(Field field, Province province, String plain) {
        return hashed(current(lookups(field, province)), field, plain);
    }

    /** What a value may be found by: more than one while keys are being changed. */
    public List<byte[]> lookups(Field field, Province province, String plain) {
        Use use = lookups(field, province);
        current(use);
        return jdbc
                .sql(
                        "select id from keys.key where province = ? and purpose = ? and subject is null and closed is not null")
                .params(use.province, use.purpose)
                .query(Integer.class)
                .list()
                .stream()
                .map(id -> hashed(key(id), field, plain))
                .toList();
    }

    /** A new key for what is too large for a column; its word is kept closed in a field. */
    public FileKey fileKey() {
        return FileKey.drawn(suite);
    }

    /** Destroys the key of a matter: what it closed is erased for good. */
    public void destroy(Province province, String purpose, UUID subject) {
        jdbc.sql(
                        "update keys.key set closed = null, current = false, destroyed_at = ? where province = ? and purpose = ?"
                                + " and subject = ? and closed is not null")
                .params(Timestamp.from(clock.instant()), province.number(), purpose, subject)
                .update();
        any.invalidateAll();
        current.invalidateAll();
    }

    void forget() {
        any.invalidateAll();
        current.invalidateAll();
    }

    private static Use use(Cell cell) {
        return new Use(cell.province().number(), cell.field().purpose(), cell.subject());
    }

    static String lookupPurpose(Field field) {
        return field.purpose() + "/" + field.column();
    }

    private static Use lookups(Field field, Province province) {
        return new Use(province.number(), lookupPurpose(field), null);
    }

    private static byte[] hashed(Key key, Field field, String plain) {
        Lookup lookup = field.lookup();
        if (lookup == null) {
            throw new IllegalArgumentException(field.name() + " is not found by its value");
        }
        return key.suite.hash(key.secret, lookup.alike().apply(plain).getBytes(UTF_8));
    }

    private static byte[] bound(Cell cell) {
        return (cell.field().name() + "|" + cell.province().number() + "|" + cell.row())
                .getBytes(UTF_8);
    }

    private Key current(Use use) {
        Key held = current.getIfPresent(use);
        if (held != null) {
            return held;
        }
        Optional<Key> known = read(use);
        Key found = known.orElseGet(() -> made(use));
        if (known.isPresent() || use.subject == null) {
            current.put(use, found);
            any.put(found.id, found);
        }
        return found;
    }

    /**
     * Within a transaction its own connection; else the one beside: who opens a column has the row
     * it stands in, and with it a connection, in hand, and when a key is read anew all who do so
     * would wait for a second one of the same few.
     */
    private JdbcClient reading() {
        return TransactionSynchronizationManager.isActualTransactionActive() ? jdbc : beside;
    }

    private Optional<Key> read(Use use) {
        return reading()
                .sql(
                        "select id, suite, master, closed from keys.key where province = ? and purpose = ?"
                                + " and subject is not distinct from cast(? as uuid) and current")
                .param(use.province)
                .param(use.purpose)
                .param(use.subject)
                .query((row, n) ->
                        new Key(
                                row.getInt("id"),
                                Suite.valueOf(row.getString("suite")),
                                masters.open(
                                        row.getInt("master"), row.getBytes("closed"), use.bound())))
                .optional();
    }

    /**
     * A purpose's key is kept before it is used, whatever becomes of the work that needs it, on a
     * connection beside the others. A matter's own comes with the matter or not at all.
     */
    private Key made(Use use) {
        if (use.subject == null) {
            making.executeWithoutResult(status -> insert(beside, List.of(use)));
        } else {
            jdbc.sql(
                            "select id from keys.key where province = ? and purpose = ? and subject = ? and destroyed_at is not null"
                                    + " limit 1")
                    .params(use.province, use.purpose, use.subject)
                    .query(Integer.class)
                    .optional()
                    .ifPresent(destroyed -> {
                        throw new Erased(destroyed);
                    });
            insert(jdbc, List.of(use));
        }
        return read(use).orElseThrow();
    }

    private void insert(JdbcClient jdbc, List<Use> uses) {
        // Held until the end of the transaction, so that the master key is not changed meanwhile.
        int master =
                jdbc.sql(
                                "select version from keys.master order by version desc limit 1 for key share")
                        .query(Integer.class)
                        .single();
        jdbc.sql(
                        "insert into keys.key (province, purpose, subject, suite, master, closed, made_at)"
                                + " select n.province, n.purpose, n.subject, ?, ?, n.closed, ?"
                                + " from unnest(cast(? as smallint[]), cast(? as text[]), cast(? as uuid[]), cast(? as bytea[]))"
                                + " n (province, purpose, subject, closed) on conflict do nothing")
                .param(suite.name())
                .param(master)
                .param(Timestamp.from(clock.instant()))
                .param(uses.stream().map(Use::province).toArray(Short[]::new))
                .param(uses.stream().map(Use::purpose).toArray(String[]::new))
                .param(uses.stream().map(Use::subject).toArray(UUID[]::new))
                .param(
                        uses.stream()
                                .map(use -> masters.close(master, Suite.secret(), use.bound()))
                                .toArray(byte[][]::new))
                .update();
    }

    private static Use use(ResultSet row) throws SQLException {
        return new Use(
                row.getShort("province"),
                row.getString("purpose"),
                row.getObject("subject", UUID.class));
    }

    private Key key(int id) {
        Key held = any.getIfPresent(id);
        if (held != null) {
            return held;
        }
        Key found =
                reading()
                        .sql(
                                "select province, purpose, subject, suite, master, closed from keys.key where id = ?")
                        .param(id)
                        .query((row, n) -> {
                            byte[] closed = row.getBytes("closed");
                            if (closed == null) {
                                throw new Erased(id);
                            }
                            return new Key(
                                    id,
                                    Suite.valueOf(row.getString("suite")),
                                    masters.open(row.getInt("master"), closed, use(row).bound()));
                        })
                        .optional()
                        .orElseThrow(() -> new Erased(id));
        any.put(id, found);
        return found;
    }

    /**
     * Puts new keys in the place of the current ones; what the old closed is closed again by and
     * by.
     */
    int change(@Nullable Province province, @Nullable String purpose) {
        Integer changed =
                apart.execute(status -> {
                    List<Use> uses =
                            jdbc.sql(
                                            """
                                            update keys.key set current = false
                                            where current and purpose <> :evidence and (cast(:province as smallint) is null or province = :province)
                                              and (cast(:purpose as text) is null or purpose = :purpose or purpose like :purpose || '/%')
                                            returning province, purpose, subject
                                            """)
                                    .param("province", province == null ? null : province.number())
                                    .param("purpose", purpose)
                                    .param("evidence", Field.EVIDENCE)
                                    .query((row, n) -> use(row))
                                    .list();
                    insert(jdbc, uses);
                    return uses.size();
                });
        forget();
        return changed == null ? 0 : changed;
    }

    /**
     * Closes every key with a new master key; the fields stay as they are, and the old master key
     * is needed no more.
     */
    int changeMaster() {
        Integer version =
                apart.execute(status -> {
                    jdbc.sql("lock table keys.master in exclusive mode").update();
                    int next =
                            jdbc.sql("select max(version) + 1 from keys.master")
                                    .query(Integer.class)
                                    .single();
                    proven(next);
                    var ids = new ArrayList<Integer>();
                    var closed = new ArrayList<byte[]>();
                    jdbc.sql(
                                    "select id, province, purpose, subject, master, closed from keys.key where closed is not null for update")
                            .query(row -> {
                                Use use = use(row);
                                byte[] secret =
                                        masters.open(
                                                row.getInt("master"),
                                                row.getBytes("closed"),
                                                use.bound());
                                ids.add(row.getInt("id"));
                                closed.add(masters.close(next, secret, use.bound()));
                            });
                    jdbc.sql(
                                    "update keys.key k set master = ?, closed = n.closed"
                                            + " from unnest(cast(? as int[]), cast(? as bytea[])) n (id, closed) where k.id = n.id")
                            .param(next)
                            .param(ids.toArray(Integer[]::new))
                            .param(closed.toArray(byte[][]::new))
                            .update();
                    jdbc.sql("update keys.key set master = ? where closed is null")
                            .param(next)
                            .update();
                    jdbc.sql("delete from keys.master where version < ?").param(next).update();
                    return next;
                });
        forget();
        return version == null ? 0 : version;
    }

    /**
     * Makes the first master key, or looks whether the present ones are those that closed the keys.
     *
     * @throws CannotStart if they are not
     */
    void prove() {
        apart.executeWithoutResult(status -> {
            jdbc.sql("lock table keys.master in exclusive mode").update();
            var known =
                    jdbc.sql("select version, proof from keys.master")
                            .query((row, n) -> new Proof(row.getInt(1), row.getBytes(2)))
                            .list();
            if (known.isEmpty()) {
                proven(1);
            }
            for (Proof proof : known) {
                try {
                    masters.open(proof.version, proof.word, bound(proof.version));
                } catch (IllegalArgumentException e) {
                    throw new CannotStart(
                            "The master key "
                                    + proof.version
                                    + " is not the one that closed this database's keys: bring back"
                                    + " secrets/master-key-"
                                    + proof.version
                                    + " of the data folder, the NIANGJIA_SECRET of then, or the"
                                    + " token in which niangjia-master-key-"
                                    + proof.version
                                    + " lies (NIANGJIA_MASTER_KEY_MODULE).",
                            e);
                }
            }
        });
    }

    private record Proof(int version, byte[] word) {}

    private void proven(int version) {
        jdbc.sql("insert into keys.master (version, made_at, proof) values (?, ?, ?)")
                .param(version)
                .param(Timestamp.from(clock.instant()))
                .param(masters.close(version, "niangjia".getBytes(UTF_8), bound(version)))
                .update();
    }

    private static byte[] bound(int version) {
        return ("master|" + version).getBytes(UTF_8);
    }
}
