package niangjia.records.tasks;

import java.io.IOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import niangjia.records.model.Batch;
import niangjia.records.model.Hasher;
import niangjia.records.model.Proof;
import niangjia.records.model.Proof.Bad;
import niangjia.records.model.Proof.Wrong;
import niangjia.records.model.Sealable;
import niangjia.records.model.Tree;
import niangjia.records.model.Tree.Node;
import niangjia.records.model.Witness;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares the log with what the witness was told when it was sealed: a batch at a time, so that it
 * takes as much memory for a day as for ten years. Believes nothing that the database says of
 * itself.
 */
@Component
public class Verify {

    private static final LocalDate FOREVER = LocalDate.of(9999, 12, 30);

    private final JdbcClient jdbc;
    private final Witness witness;

    Verify(JdbcClient jdbc, Witness witness) {
        this.jdbc = jdbc;
        this.witness = witness;
    }

    /** Everything that the witness was ever told. */
    public Proof all() throws IOException {
        return run(LocalDate.EPOCH, FOREVER);
    }

    /** What was sealed on a day in China. */
    public Proof day(LocalDate day) throws IOException {
        return run(day, day);
    }

    private Proof run(LocalDate first, LocalDate last) throws IOException {
        var walk = new Walk(first, last);
        witness.read(first, walk::next);
        if (walk.before == null) {
            // Nothing on that day and since: only the last root is wanted.
            witness.read(LocalDate.EPOCH, batch -> walk.before = batch);
        }
        walk.end();
        return walk.proof();
    }

    /** A leaf as it stands in the database, with its entry if that is still there. */
    private record Standing(
            long position,
            UUID leafOf,
            byte[] hash,
            byte @Nullable [] reason,
            @Nullable Sealable entry,
            byte @Nullable [] reasonNow) {}

    private final class Walk {

        private final LocalDate first;
        private final LocalDate last;

        /** Built anew where the walk begins with the first leaf. */
        private @Nullable Tree tree;

        private @Nullable Batch before;

        /** The first of those that only the next root can prove. */
        private @Nullable Bad doubtful;

        private @Nullable Bad bad;
        private long proved;
        private long erased;

        Walk(LocalDate first, LocalDate last) {
            this.first = first;
            this.last = last;
        }

        void next(Batch batch) {
            if (before != null && isAgain(before, batch)) {
                return;
            }
            boolean asked =
                    bad == null && !LocalDate.ofInstant(batch.at(), Witness.ZONE).isAfter(last);
            if (asked) {
                compare(batch);
            }
            before = batch;
        }

        private void compare(Batch batch) {
            Hasher hasher = batch.algorithm().hasher();
            boolean whole = first.equals(LocalDate.EPOCH);
            if (whole && tree == null) {
                tree = new Tree(hasher);
            }
            long expected = before != null ? before.size() : whole ? 0 : batch.since();
            if (batch.since() < expected) {
                bad = told(Wrong.WITNESS, batch.leaves().getFirst());
                return;
            }
            for (long at = expected; bad == null && at < batch.since(); at += Batch.MOST) {
                unwitnessed(hasher, at, Math.min(batch.since(), at + Batch.MOST));
            }
            if (bad == null) {
                leaves(hasher, batch);
            }
            if (bad == null) {
                roots(batch);
            }
            doubtful = null;
        }

        /** The witness was not told of these: its next root proves them, but names none. */
        private void unwitnessed(Hasher hasher, long from, long to) {
            for (Standing leaf : standing(hasher, from, to)) {
                Sealable entry = leaf.entry;
                if (entry == null) {
                    bad = gone(leaf.leafOf);
                    return;
                }
                byte[] hash = hasher.leaf(entry.bytes());
                if (!Arrays.equals(hash, leaf.hash)) {
                    bad = stands(Wrong.EDITED, entry);
                    return;
                }
                if (doubtful == null) {
                    doubtful = stands(Wrong.SEAL, entry);
                }
                if (tree != null) {
                    tree.add(hash, (node, of) -> {});
                }
                proved++;
            }
        }

        private void leaves(Hasher hasher, Batch batch) {
            List<Standing> standing = standing(hasher, batch.since(), batch.size());
            List<Node> inner = new ArrayList<>();
            List<byte[]> hashes = new ArrayList<>();
            for (int i = 0; i < batch.leaves().size(); i++) {
                Batch.Leaf told = batch.leaves().get(i);
                Standing there = i < standing.size() ? standing.get(i) : null;
                bad = compared(hasher, told, there, batch.since() + i);
                if (bad != null) {
                    return;
                }
                if (there != null && there.reason != null && there.reasonNow == null) {
                    erased++;
                }
                if (tree != null) {
                    tree.add(
                            told.hash(),
                            (node, hash) -> {
                                inner.add(node);
                                hashes.add(hash);
                            });
                }
                proved++;
            }
            if (!inner.isEmpty() && differing(inner, hashes)) {
                bad = told(Wrong.SEAL, batch.leaves().getFirst());
            }
        }

        private void roots(Batch batch) {
            Batch.Leaf earliest = batch.leaves().getFirst();
            if (tree != null && !Arrays.equals(tree.root(), batch.root())) {
                bad = doubtful == null ? told(Wrong.WITNESS, earliest) : doubtful;
                return;
            }
            boolean kept =
                    jdbc.sql("select hash from records.root where size = ?")
                            .param(batch.size())
                            .query((row, n) -> row.getBytes(1))
                            .optional()
                            .filter(hash -> Arrays.equals(hash, batch.root()))
                            .isPresent();
            if (!kept) {
                bad = told(Wrong.SEAL, earliest);
            }
        }

        /**
         * What was put beside the seal: it was there when the witness was last told, without a
         * leaf.
         */
        void end() {
            if (bad == null && before != null) {
                bad = slippedIn(before.snapshot(), first, last);
            }
        }

        Proof proof() {
            long known = before == null ? 0 : before.size();
            Unproved rest = unproved(known);
            return new Proof(
                    proved,
                    before == null
                            ? null
                            : new Proof.Known(
                                    known, before.root(), before.algorithm(), before.at()),
                    bad,
                    forgot(known),
                    rest.count,
                    rest.oldest,
                    erased);
        }
    }

    /** Somebody was stopped before he noted that the witness knows. */
    private static boolean isAgain(Batch before, Batch batch) {
        return before.since() == batch.since()
                && before.size() == batch.size()
                && Arrays.equals(before.root(), batch.root());
    }

    private @Nullable Bad compared(
            Hasher hasher, Batch.Leaf told, @Nullable Standing there, long position) {
        Sealable entry = there == null ? null : there.entry;
        if (there == null
                || there.position != position
                || entry == null
                || !entry.id().equals(told.entry())
                || entry.province() != told.province()) {
            return displaced(told, there == null || there.position != position ? null : entry);
        }
        if (!Arrays.equals(hasher.leaf(entry.bytes()), told.hash())) {
            return told(Wrong.EDITED, told);
        }
        if (!Arrays.equals(there.hash, told.hash())) {
            return told(Wrong.SEAL, told);
        }
        return there.reasonNow != null && !Arrays.equals(there.reason, there.reasonNow)
                ? told(Wrong.REASON, told)
                : null;
    }

    /** Another entry stands where the witness has this one. */
    private Bad displaced(Batch.Leaf told, @Nullable Sealable there) {
        boolean stillThere =
                jdbc.sql("select exists (select from records.entry where province = ? and id = ?)")
                        .param(told.province())
                        .param(told.entry())
                        .query(Boolean.class)
                        .single();
        if (!stillThere) {
            return told(Wrong.DELETED, told);
        }
        if (there == null) {
            return told(Wrong.SEAL, told);
        }
        return knows(there.id()) ? told(Wrong.MOVED, told) : stands(Wrong.INSERTED, there);
    }

    private boolean knows(UUID entry) {
        var found = new AtomicBoolean();
        try {
            witness.read(
                    LocalDate.EPOCH,
                    batch -> {
                        if (batch.leaves().stream().anyMatch(leaf -> leaf.entry().equals(entry))) {
                            found.set(true);
                        }
                    });
        } catch (IOException away) {
            throw new java.io.UncheckedIOException(away);
        }
        return found.get();
    }

    private static Bad told(Wrong wrong, Batch.Leaf leaf) {
        return new Bad(wrong, leaf.entry(), Sealable.moment(leaf.entry()), leaf.act());
    }

    private static Bad stands(Wrong wrong, Sealable entry) {
        return new Bad(wrong, entry.id(), Sealable.moment(entry.id()), entry.act());
    }

    private static Bad gone(UUID entry) {
        return new Bad(Wrong.DELETED, entry, Sealable.moment(entry), "?");
    }

    private List<Standing> standing(Hasher hasher, long from, long to) {
        return jdbc.sql(
                        "select l.position, l.entry as leaf_of, l.hash, l.reason as sealed_reason, "
                                + EntryRows.FIELDS
                                + """
                                 from records.leaf l
                                left join records.entry e on e.province = l.province and e.id = l.entry
                                left join records.reason r on r.province = l.province and r.entry = l.entry
                                where l.position >= ? and l.position < ? order by l.position
                                """)
                .param(from)
                .param(to)
                .query((row, n) -> {
                    byte[] reason = row.getBytes("sealed_reason");
                    return new Standing(
                            row.getLong("position"),
                            row.getObject("leaf_of", UUID.class),
                            row.getBytes("hash"),
                            reason,
                            row.getObject("id") == null ? null : EntryRows.read(row, reason),
                            EntryRows.reason(row, hasher));
                })
                .list();
    }

    private boolean differing(List<Node> nodes, List<byte[]> hashes) {
        return jdbc.sql(
                        """
                        select exists (select from unnest(?::smallint[], ?::bigint[], ?::bytea[]) w (level, position, hash)
                          left join records.node n on n.level = w.level and n.position = w.position
                          where n.hash is distinct from w.hash)
                        """)
                .param(nodes.stream().map(n -> (short) n.level()).toArray(Short[]::new))
                .param(nodes.stream().map(Node::index).toArray(Long[]::new))
                .param(hashes.toArray(byte[][]::new))
                .query(Boolean.class)
                .single();
    }

    private @Nullable Bad slippedIn(String snapshot, LocalDate first, LocalDate last) {
        return jdbc.sql(
                        """
                        select e.id, e.act from records.entry e
                        where e.at >= ? and e.at < ? and pg_visible_in_snapshot(e.xid, ?::pg_snapshot)
                          and pg_snapshot_xmax(?::pg_snapshot) <= pg_snapshot_xmax(pg_current_snapshot())
                          and not exists (select from records.leaf l where l.province = e.province and l.entry = e.id)
                        order by e.id limit 1
                        """)
                .param(start(first))
                .param(start(last.plusDays(1)))
                .param(snapshot)
                .param(snapshot)
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Bad(Wrong.INSERTED, id, Sealable.moment(id), row.getString("act"));
                })
                .optional()
                .orElse(null);
    }

    private static Timestamp start(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(Witness.ZONE).toInstant());
    }

    private record Unproved(long count, @Nullable Instant oldest) {}

    private Unproved unproved(long known) {
        return jdbc.sql(
                        """
                        select count(*), min(e.at) from records.entry e
                        left join records.leaf l on l.province = e.province and l.entry = e.id
                        where l.position is null or l.position >= ?
                        """)
                .param(known)
                .query((row, n) -> {
                    Timestamp oldest = row.getTimestamp(2);
                    return new Unproved(row.getLong(1), oldest == null ? null : oldest.toInstant());
                })
                .single();
    }

    /** How far the witness stands from the database. */
    public Witness.Apart apart() {
        return witness.apart();
    }

    /** What the witness once confirmed, it should still have. */
    private boolean forgot(long known) {
        return jdbc.sql("select coalesce(max(size), 0) > ? from records.witnessed")
                .param(known)
                .query(Boolean.class)
                .single();
    }
}
