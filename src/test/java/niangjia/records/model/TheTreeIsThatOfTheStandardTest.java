package niangjia.records.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import niangjia.records.model.Tree.Node;
import org.junit.jupiter.api.Test;

/**
 * The Merkle tree of RFC 9162: its published roots, and its proofs checked as the standard says.
 */
class TheTreeIsThatOfTheStandardTest {

    /** The leaves and roots with which implementations of RFC 6962 and RFC 9162 are tested. */
    private static final List<String> LEAVES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS =
            List.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final int MOST = 257;

    private final Hasher hasher = Algorithm.SHA_256.hasher();

    @Test
    void itsRootsAreThePublishedOnes() {
        Tree tree = new Tree(hasher);
        assertThat(hex(tree.root()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        for (int i = 0; i < LEAVES.size(); i++) {
            tree.add(hasher.leaf(HexFormat.of().parseHex(LEAVES.get(i))), (node, hash) -> {});
            assertThat(hex(tree.root())).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void sm3IsThatOfItsStandard() {
        assertThat(hex(Algorithm.SM3.hasher().reason("ab".getBytes(UTF_8), "c")))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
        assertThatThrownBy(() -> Algorithm.named("MD5")).hasMessageContaining("SHA-256 or SM3");
    }

    @Test
    void ofEverySizeItIsWhatTheDefinitionSays() {
        List<byte[]> leaves = leaves();
        Tree grown = new Tree(hasher);
        Map<Node, byte[]> kept = new HashMap<>();
        for (int size = 0; size <= MOST; size++) {
            byte[] root = naive(leaves.subList(0, size));
            assertThat(grown.root()).as("size %d", size).isEqualTo(root);
            Tree takenUp = new Tree(hasher, size, node -> complete(leaves, node));
            assertThat(takenUp.root()).as("taken up at %d", size).isEqualTo(root);
            if (size < MOST) {
                grown.add(leaves.get(size), kept::put);
            }
        }
        assertThat(kept.keySet()).containsExactly(new Node(8, 0));
        assertThat(kept.get(new Node(8, 0))).isEqualTo(naive(leaves.subList(0, 256)));
    }

    @Test
    void everyLeafIsProvedToBeInItAndNoOther() {
        List<byte[]> leaves = leaves();
        int proved = 0;
        for (int size = 1; size <= MOST; size++) {
            byte[] root = naive(leaves.subList(0, size));
            for (int leaf = 0; leaf < size; leaf += size < 40 ? 1 : 7) {
                List<byte[]> path = hashes(leaves, Tree.inclusion(leaf, size));
                assertThat(included(leaves.get(leaf), leaf, size, path, root)).isTrue();
                byte[] another = leaves.get((leaf + 1) % MOST);
                assertThat(included(another, leaf, size, path, root)).isFalse();
                proved++;
            }
        }
        System.out.println("inclusion proofs checked: " + proved);
    }

    @Test
    void everySizeIsProvedToBeginWithEveryEarlierOne() {
        List<byte[]> leaves = leaves();
        int proved = 0;
        for (int larger = 1; larger <= MOST; larger += larger < 40 ? 1 : 9) {
            byte[] after = naive(leaves.subList(0, larger));
            for (int smaller = 1; smaller < larger; smaller++) {
                byte[] before = naive(leaves.subList(0, smaller));
                List<byte[]> path = hashes(leaves, Tree.consistency(smaller, larger));
                assertThat(consistent(smaller, larger, before, after, path)).isTrue();
                assertThat(consistent(smaller, larger, leaves.getFirst(), after, path))
                        .isEqualTo(smaller == 1);
                proved++;
            }
        }
        System.out.println("consistency proofs checked: " + proved);
    }

    @Test
    void noTwoEntriesHaveTheSameBytes() {
        var id = new java.util.UUID(1, 2);
        var one = new Sealable((short) 1, id, 5, "a", "1:b,", null, null, null, id, false, null);
        var two = new Sealable((short) 1, id, 5, "a,4:1:b", "", null, null, id, null, false, null);
        assertThat(one.bytes()).isNotEqualTo(two.bytes());
        assertThat(new String(one.bytes(), UTF_8))
                .isEqualTo(
                        "16:niangjia.entry.1,1:1,36:00000000-0000-0001-0000-000000000002,1:5,1:a,4:1:b,,---"
                                + "36:00000000-0000-0001-0000-000000000002,5:false,-");
    }

    private List<byte[]> leaves() {
        var random = new Random(9162);
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            byte[] entry = new byte[random.nextInt(40)];
            random.nextBytes(entry);
            leaves.add(hasher.leaf(entry));
        }
        return leaves;
    }

    /** MTH of RFC 9162, 2.1.1, word by word. */
    private byte[] naive(List<byte[]> leaves) {
        int n = leaves.size();
        if (n == 0) {
            return hasher.nothing();
        }
        if (n == 1) {
            return leaves.getFirst();
        }
        int k = Integer.highestOneBit(n - 1);
        return hasher.node(naive(leaves.subList(0, k)), naive(leaves.subList(k, n)));
    }

    private byte[] complete(List<byte[]> leaves, Node node) {
        int first = (int) node.index() << node.level();
        return naive(leaves.subList(first, first + (1 << node.level())));
    }

    private List<byte[]> hashes(List<byte[]> leaves, List<List<Node>> path) {
        return path.stream()
                .map(parts -> parts.stream().map(part -> complete(leaves, part)).toList())
                .map(parts -> Tree.joined(hasher, parts))
                .toList();
    }

    /** RFC 9162, 2.1.3.2. */
    private boolean included(byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
        long fn = index;
        long sn = size - 1;
        byte[] r = leaf;
        for (byte[] p : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                r = hasher.node(p, r);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                r = hasher.node(r, p);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && java.util.Arrays.equals(r, root);
    }

    /** RFC 9162, 2.1.4.2. */
    private boolean consistent(
            long first, long second, byte[] firstHash, byte[] secondHash, List<byte[]> proof) {
        List<byte[]> path = new ArrayList<>(proof);
        if (Long.bitCount(first) == 1) {
            path.addFirst(firstHash);
        }
        long fn = first - 1;
        long sn = second - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        byte[] fr = path.getFirst();
        byte[] sr = path.getFirst();
        for (byte[] c : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = hasher.node(c, fr);
                sr = hasher.node(c, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                sr = hasher.node(sr, c);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0
                && java.util.Arrays.equals(fr, firstHash)
                && java.util.Arrays.equals(sr, secondHash);
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
