package niangjia.records.queries;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import niangjia.records.model.Hasher;
import niangjia.records.model.Tree;
import niangjia.records.model.Tree.Node;
import niangjia.shared.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Inner nodes of the sealed tree, computed from the level below that is kept. */
@Component
public class ReadNodes {

    private record Part(int level, long index, byte[] hash) {}

    private final JdbcClient jdbc;

    public ReadNodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Hashes say nothing of anybody: who may ask for a proof, may see those that it needs. */
    public Map<Node, byte[]> of(Scope scope, Hasher hasher, List<Node> nodes) {
        Integer[] levels = nodes.stream().map(Node::level).toArray(Integer[]::new);
        Long[] indexes = nodes.stream().map(Node::index).toArray(Long[]::new);
        List<Part> parts =
                jdbc.sql(
                                """
                                with wanted as (
                                  select level, index, level / :step * :step as kept, index << level % :step as first,
                                    (index + 1 << level % :step) - 1 as last
                                  from unnest(:levels::int[], :indexes::bigint[]) w (level, index))
                                select w.level, w.index, l.hash, l.position from wanted w
                                join records.leaf l on w.kept = 0 and l.position between w.first and w.last
                                union all
                                select w.level, w.index, n.hash, n.position from wanted w
                                join records.node n on w.kept > 0 and n.level = w.kept
                                  and n.position between w.first and w.last
                                order by 1, 2, 4
                                """)
                        .param("step", Tree.STEP)
                        .param("levels", levels)
                        .param("indexes", indexes)
                        .query((row, n) ->
                                new Part(
                                        row.getInt("level"),
                                        row.getLong("index"),
                                        row.getBytes("hash")))
                        .list();
        Map<Node, List<byte[]>> below = new HashMap<>();
        for (Part part : parts) {
            below.computeIfAbsent(new Node(part.level, part.index), n -> new ArrayList<>())
                    .add(part.hash);
        }
        Map<Node, byte[]> hashes = new HashMap<>();
        for (Node node : nodes) {
            List<byte[]> kept = below.getOrDefault(node, List.of());
            if (kept.size() != 1 << node.level() % Tree.STEP) {
                throw new IllegalStateException("the sealed tree has a gap under " + node);
            }
            hashes.put(node, top(hasher, kept));
        }
        return hashes;
    }

    private static byte[] top(Hasher hasher, List<byte[]> row) {
        List<byte[]> level = row;
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>(level.size() / 2);
            for (int i = 0; i < level.size(); i += 2) {
                above.add(hasher.node(level.get(i), level.get(i + 1)));
            }
            level = above;
        }
        return level.getFirst();
    }
}
