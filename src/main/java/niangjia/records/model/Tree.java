package niangjia.records.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The Merkle tree of RFC 9162, section 2.1, as a list of what is complete so far: leaves are added
 * at the right, each at the cost of about two hashes.
 */
public final class Tree {

    /** Every so many levels a node is kept; see {@link #add}. */
    public static final int STEP = 8;

    /** A complete part of the tree: the {@code index}-th over 2<sup>level</sup> leaves. */
    public record Node(int level, long index) {}

    private final Hasher hasher;
    private final List<byte[]> complete = new ArrayList<>();
    private long size;

    /**
     * @param size how many leaves there are already
     * @param kept gives the hashes of {@link #covering} these leaves
     */
    public Tree(Hasher hasher, long size, Function<Node, byte[]> kept) {
        this.hasher = hasher;
        this.size = size;
        covering(0, size).forEach(node -> complete.add(kept.apply(node)));
    }

    /** An empty one. */
    public Tree(Hasher hasher) {
        this(
                hasher,
                0,
                node -> {
                    throw new IllegalStateException("an empty tree has no nodes");
                });
    }

    public long size() {
        return size;
    }

    /**
     * @param keep told of every complete part at a level that is a multiple of {@link #STEP}, but
     *     not of the leaf itself
     */
    public void add(byte[] leaf, BiConsumer<Node, byte[]> keep) {
        byte[] hash = leaf;
        size++;
        for (int level = 1; level <= Long.numberOfTrailingZeros(size); level++) {
            hash = hasher.node(complete.removeLast(), hash);
            if (level % STEP == 0) {
                keep.accept(new Node(level, (size >>> level) - 1), hash);
            }
        }
        complete.add(hash);
    }

    /** The root over all leaves so far. */
    public byte[] root() {
        return complete.isEmpty() ? hasher.nothing() : joined(hasher, complete);
    }

    /** The root of what stands side by side, from the right, where the smaller parts are. */
    public static byte[] joined(Hasher hasher, List<byte[]> parts) {
        byte[] root = parts.getLast();
        for (byte[] left : parts.subList(0, parts.size() - 1).reversed()) {
            root = hasher.node(left, root);
        }
        return root;
    }

    /**
     * The complete parts, from the left, that make up the leaves from {@code first} to before
     * {@code last}.
     */
    public static List<Node> covering(long first, long last) {
        List<Node> parts = new ArrayList<>();
        for (long at = first; at < last; ) {
            int level = 63 - Long.numberOfLeadingZeros(last - at);
            parts.add(new Node(level, at >>> level));
            at += 1L << level;
        }
        return parts;
    }

    /**
     * That a leaf is in the tree of that size (PATH in RFC 9162, 2.1.3.1): the elements in their
     * order, each made up of complete parts.
     */
    public static List<List<Node>> inclusion(long leaf, long size) {
        List<List<Node>> path = new ArrayList<>();
        long first = 0;
        long last = size;
        while (last - first > 1) {
            long middle = first + half(last - first);
            if (leaf < middle) {
                path.add(covering(middle, last));
                last = middle;
            } else {
                path.add(covering(first, middle));
                first = middle;
            }
        }
        return path.reversed();
    }

    /**
     * That the tree of the larger size begins with the smaller one (PROOF in RFC 9162, 2.1.4.1).
     */
    public static List<List<Node>> consistency(long smaller, long larger) {
        List<List<Node>> path = new ArrayList<>();
        long first = 0;
        long last = larger;
        while (last != smaller) {
            long middle = first + half(last - first);
            if (smaller <= middle) {
                path.add(covering(middle, last));
                last = middle;
            } else {
                path.add(covering(first, middle));
                first = middle;
            }
        }
        if (first > 0) {
            path.add(covering(first, last));
        }
        return path.reversed();
    }

    /** The largest power of two below n. */
    private static long half(long n) {
        return Long.highestOneBit(n - 1);
    }
}
