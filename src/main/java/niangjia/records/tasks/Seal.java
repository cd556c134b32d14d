package niangjia.records.tasks;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.records.model.Algorithm;
import niangjia.records.model.Batch;
import niangjia.records.model.Hasher;
import niangjia.records.model.Sealable;
import niangjia.records.model.Tree;
import niangjia.records.model.Tree.Node;
import niangjia.records.model.Witness;
import niangjia.records.queries.ReadNodes;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what was entered, in the order in which it was committed, and tells the witness. One copy
 * of the program at a time does it; whoever is stopped in the middle leaves nothing half done, and
 * what the witness could not be told is told at a later turn.
 */
@Component
public class Seal {

    private static final Logger LOG = LoggerFactory.getLogger(Seal.class);

    /** So many roots at one turn, so that a witness that was long away does not hold sealing up. */
    private static final int TOLD_AT_ONCE = 20;

    private record Last(long size, byte[] hash, String algorithm, String snapshot) {}

    /**
     * Which entries are next.
     *
     * @param restored the transactions of the last root are not this server's
     */
    private record Reach(String last, String now, boolean restored) {}

    private record Next(String xid, Sealable entry) {}

    private record Sealed(Sealable entry, byte[] hash) {}

    private final JdbcClient jdbc;
    private final ReadNodes nodes;
    private final Witness witness;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final Algorithm algorithm;
    private volatile boolean witnessAway;

    Seal(
            JdbcClient jdbc,
            ReadNodes nodes,
            Witness witness,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${niangjia.seal.hash}") String algorithm) {
        this.jdbc = jdbc;
        this.nodes = nodes;
        this.witness = witness;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.algorithm = Algorithm.named(algorithm);
    }

    /** One turn: seals what is committed by now, then tells the witness what it does not know. */
    public void turn() {
        now();
        tell();
    }

    /** Refuses a hash by setting that is another than the log's own. */
    public void checkAlgorithm() {
        last().ifPresent(this::orRefuse);
    }

    private void orRefuse(Last last) {
        if (!last.algorithm.equals(algorithm.word())) {
            throw new IllegalStateException(
                    "The log is sealed with "
                            + last.algorithm
                            + " for its whole life, and niangjia.seal.hash says "
                            + algorithm.word()
                            + ": set it to "
                            + last.algorithm
                            + ".");
        }
    }

    /** How many entries were sealed; none where another copy is at it. */
    public long now() {
        Long sealed = transaction.execute(status -> mine("records.seal") ? sealAll() : 0L);
        return sealed == null ? 0 : sealed;
    }

    private boolean mine(String what) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext(?))")
                .param(what)
                .query(Boolean.class)
                .single();
    }

    private Optional<Last> last() {
        return jdbc.sql(
                        "select size, hash, algorithm, snapshot::text as snapshot from records.root"
                                + " order by size desc limit 1")
                .query(Last.class)
                .optional();
    }

    private long sealAll() {
        Optional<Last> last = last();
        last.ifPresent(this::orRefuse);
        Hasher hasher = algorithm.hasher();
        Tree tree = last.map(root -> grown(hasher, root)).orElseGet(() -> new Tree(hasher));
        Reach reach = reach(last.map(Last::snapshot).orElse("1:1:"));
        long began = tree.size();
        Next after = null;
        List<Next> next;
        do {
            next = next(reach, after, hasher);
            if (!next.isEmpty()) {
                keep(hasher, tree, reach, next);
                after = next.getLast();
            }
        } while (next.size() == Batch.MOST);
        return tree.size() - began;
    }

    /** The tree as it was left; what does not lead to its own root is not built upon. */
    private Tree grown(Hasher hasher, Last last) {
        Map<Node, byte[]> kept = nodes.of(Scope.everyone(), hasher, Tree.covering(0, last.size));
        Tree tree = new Tree(hasher, last.size, kept::get);
        if (!Arrays.equals(tree.root(), last.hash)) {
            throw new IllegalStateException(
                    "the sealed tree does not lead to its last root: nothing is sealed until"
                            + " somebody has looked (records verify)");
        }
        return tree;
    }

    private Reach reach(String last) {
        return jdbc.sql(
                        """
                        select :last::text as last, s.now::text as now,
                          pg_snapshot_xmax(:last::pg_snapshot) > pg_snapshot_xmax(s.now) as restored
                        from (select pg_current_snapshot() as now) s
                        """)
                .param("last", last)
                .query(Reach.class)
                .single();
    }

    /**
     * The last snapshot does not see them and the new one does, so nobody waits for whoever is
     * still at work; he is seen by a later one. Where the database was restored into another
     * server, whose transactions count anew, every entry without a leaf is next.
     */
    private List<Next> next(Reach reach, @Nullable Next after, Hasher hasher) {
        return jdbc.sql(
                        "select e.xid::text as xid, "
                                + EntryRows.FIELDS
                                + " from records.entry e"
                                + " left join records.reason r on r.province = e.province and r.entry = e.id where "
                                + (reach.restored
                                        ? ""
                                        : "e.xid >= pg_snapshot_xmin(:last::pg_snapshot)"
                                                + " and not pg_visible_in_snapshot(e.xid, :last::pg_snapshot)"
                                                + " and pg_visible_in_snapshot(e.xid, :now::pg_snapshot) and ")
                                + """
                                  (e.xid, e.id, e.province) > (:xid::xid8, :id, :province)
                                  and (select l.position from records.leaf l
                                    where l.province = e.province and l.entry = e.id) is null
                                order by e.xid, e.id, e.province limit :limit
                                """)
                .param("last", reach.last)
                .param("now", reach.now)
                .param("xid", after == null ? "0" : after.xid)
                .param("id", after == null ? new UUID(0, 0) : after.entry.id())
                .param("province", after == null ? (short) 0 : after.entry.province())
                .param("limit", Batch.MOST)
                .query((row, n) ->
                        new Next(
                                row.getString("xid"),
                                EntryRows.read(row, EntryRows.reason(row, hasher))))
                .list();
    }

    private void keep(Hasher hasher, Tree tree, Reach reach, List<Next> next) {
        long since = tree.size();
        List<Sealed> leaves = new ArrayList<>(next.size());
        List<Node> inner = new ArrayList<>();
        List<byte[]> innerHashes = new ArrayList<>();
        for (Next one : next) {
            byte[] hash = hasher.leaf(one.entry.bytes());
            leaves.add(new Sealed(one.entry, hash));
            tree.add(
                    hash,
                    (node, of) -> {
                        inner.add(node);
                        innerHashes.add(of);
                    });
        }
        jdbc.sql(
                        """
                        insert into records.leaf (position, province, entry, reason, hash)
                        select ? + n - 1, province, entry, reason, hash
                        from unnest(?::smallint[], ?::uuid[], ?::bytea[], ?::bytea[]) with ordinality
                          v (province, entry, reason, hash, n)
                        """)
                .param(since)
                .param(leaves.stream().map(l -> l.entry.province()).toArray(Short[]::new))
                .param(leaves.stream().map(l -> l.entry.id()).toArray(UUID[]::new))
                .param(leaves.stream().map(l -> l.entry.reason()).toArray(byte[][]::new))
                .param(leaves.stream().map(Sealed::hash).toArray(byte[][]::new))
                .update();
        if (!inner.isEmpty()) {
            jdbc.sql(
                            """
                            insert into records.node (level, position, hash)
                            select * from unnest(?::smallint[], ?::bigint[], ?::bytea[])
                            """)
                    .param(inner.stream().map(n -> (short) n.level()).toArray(Short[]::new))
                    .param(inner.stream().map(Node::index).toArray(Long[]::new))
                    .param(innerHashes.toArray(byte[][]::new))
                    .update();
        }
        jdbc.sql(
                        """
                        insert into records.root (size, since, hash, algorithm, at, snapshot)
                        values (?, ?, ?, ?, ?, ?::pg_snapshot)
                        """)
                .param(tree.size())
                .param(since)
                .param(tree.root())
                .param(algorithm.word())
                .param(Timestamp.from(clock.instant()))
                .param(reach.now)
                .update();
    }

    /**
     * Tells the witness, root by root in their order, what it has not yet confirmed. Each is noted
     * only after it has arrived; who dies between the two tells it once more.
     */
    public void tell() {
        for (int told = 0; told < TOLD_AT_ONCE; told++) {
            Boolean more = transaction.execute(status -> mine("records.tell") && tellNext());
            if (!Boolean.TRUE.equals(more)) {
                return;
            }
        }
    }

    private boolean tellNext() {
        Optional<Batch> next = untold();
        if (next.isEmpty()) {
            return false;
        }
        try {
            witness.tell(next.get());
        } catch (IOException away) {
            if (!witnessAway) {
                witnessAway = true;
                LOG.warn(
                        "The witness cannot be told of the log's roots and is asked again and again: {}",
                        away.toString());
            }
            return false;
        }
        if (witnessAway) {
            witnessAway = false;
            LOG.info("The witness is told of the log's roots again");
        }
        jdbc.sql("insert into records.witnessed (size, at) values (?, ?)")
                .param(next.get().size())
                .param(Timestamp.from(clock.instant()))
                .update();
        return true;
    }

    private Optional<Batch> untold() {
        return jdbc.sql(
                        """
                        select since, size, hash, algorithm, at, snapshot::text as snapshot from records.root
                        where size > coalesce((select max(size) from records.witnessed), 0) order by size limit 1
                        """)
                .query((row, n) -> {
                    long since = row.getLong("since");
                    long size = row.getLong("size");
                    return new Batch(
                            since,
                            size,
                            Algorithm.named(row.getString("algorithm")),
                            row.getTimestamp("at").toInstant(),
                            row.getString("snapshot"),
                            row.getBytes("hash"),
                            leaves(since, size));
                })
                .optional();
    }

    private List<Batch.Leaf> leaves(long since, long size) {
        return jdbc.sql(
                        """
                        select l.hash, l.province, l.entry, coalesce(e.act, '?') as act from records.leaf l
                        left join records.entry e on e.province = l.province and e.id = l.entry
                        where l.position >= ? and l.position < ? order by l.position
                        """)
                .param(since)
                .param(size)
                .query(Batch.Leaf.class)
                .list();
    }
}
