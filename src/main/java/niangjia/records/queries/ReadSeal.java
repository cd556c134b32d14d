package niangjia.records.queries;

import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import niangjia.records.model.Algorithm;
import niangjia.records.model.Hasher;
import niangjia.records.model.Tree;
import niangjia.records.model.Tree.Node;
import niangjia.shared.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Proofs for whoever holds a root. All hashes are hexadecimal. */
@Component
public class ReadSeal {

    /**
     * That an entry is under a root (RFC 9162, 2.1.3).
     *
     * @param position the leaf's index
     * @param size of the tree that the root is over
     */
    public record Inclusion(
            UUID entry,
            long position,
            String leaf,
            long size,
            String root,
            String algorithm,
            List<String> path) {}

    /** That the log of the larger size begins with the smaller one (RFC 9162, 2.1.4). */
    public record Consistency(long smaller, long larger, String algorithm, List<String> path) {}

    private record Leaf(long position, byte[] hash, long size, byte[] root, String algorithm) {}

    private final JdbcClient jdbc;
    private final ReadNodes nodes;

    ReadSeal(JdbcClient jdbc, ReadNodes nodes) {
        this.jdbc = jdbc;
        this.nodes = nodes;
    }

    /** For an entry of her branch; of a sealed matter there is none. */
    public Optional<Inclusion> inclusion(Scope.Branch who, UUID entry) {
        return jdbc.sql(
                        """
                        select l.position, l.hash, s.size, s.hash as root, s.algorithm
                        from records.entry e
                        join network.place u on u.id = e.unit and u.position between :first and :last
                        join records.leaf l on l.province = e.province and l.entry = e.id
                        cross join (select size, hash, algorithm from records.root order by size desc limit 1) s
                        where e.id = :id and not e.sealed
                        """)
                .param("id", entry)
                .param("first", who.first())
                .param("last", who.last())
                .query(Leaf.class)
                .optional()
                .map(leaf ->
                        new Inclusion(
                                entry,
                                leaf.position,
                                hex(leaf.hash),
                                leaf.size,
                                hex(leaf.root),
                                leaf.algorithm,
                                path(
                                        who,
                                        leaf.algorithm,
                                        Tree.inclusion(leaf.position, leaf.size))));
    }

    /** Between two sizes of the log that have a root; empty where one has none. */
    public Optional<Consistency> consistency(Scope scope, long smaller, long larger) {
        List<String> known =
                jdbc.sql("select algorithm from records.root where size in (?, ?)")
                        .param(smaller)
                        .param(larger)
                        .query(String.class)
                        .list();
        return smaller >= larger || known.size() != 2
                ? Optional.empty()
                : Optional.of(
                        new Consistency(
                                smaller,
                                larger,
                                known.getFirst(),
                                path(scope, known.getFirst(), Tree.consistency(smaller, larger))));
    }

    private List<String> path(Scope scope, String algorithm, List<List<Node>> path) {
        Hasher hasher = Algorithm.named(algorithm).hasher();
        Map<Node, byte[]> kept =
                nodes.of(scope, hasher, path.stream().flatMap(Collection::stream).toList());
        return path.stream()
                .map(parts -> Tree.joined(hasher, parts.stream().map(kept::get).toList()))
                .map(ReadSeal::hex)
                .toList();
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
