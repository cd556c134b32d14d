package niangjia.records.outside;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import niangjia.records.model.Algorithm;
import niangjia.records.model.Batch;
import org.jspecify.annotations.Nullable;

/**
 * Batches as lines of text, one after the other (docs/records.md). The last line of a batch closes
 * it: what an interruption left open is passed over, since it was told again.
 */
final class BatchText {

    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern SPACE = Pattern.compile("\\s");

    private BatchText() {}

    static String of(Batch batch) {
        var text = new StringBuilder("batch ").append(batch.since()).append('\n');
        for (Batch.Leaf leaf : batch.leaves()) {
            text.append("leaf ").append(HEX.formatHex(leaf.hash())).append(' ');
            text.append(leaf.province()).append(' ').append(leaf.entry()).append(' ');
            text.append(SPACE.matcher(leaf.act()).replaceAll("?")).append('\n');
        }
        text.append("root ").append(batch.size()).append(' ').append(batch.algorithm().word());
        text.append(' ').append(batch.at()).append(' ').append(batch.snapshot());
        return text.append(' ').append(HEX.formatHex(batch.root())).append('\n').toString();
    }

    static void read(BufferedReader lines, Consumer<Batch> each) throws IOException {
        Long since = null;
        List<Batch.Leaf> leaves = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ");
            try {
                switch (words[0]) {
                    case "batch" -> {
                        since = Long.valueOf(words[1]);
                        leaves = new ArrayList<>();
                    }
                    case "leaf" -> leaves.add(leaf(words));
                    case "root" -> {
                        Batch batch = since == null ? null : batch(since, words, leaves);
                        since = null;
                        if (batch != null) {
                            each.accept(batch);
                        }
                    }
                    default -> since = null;
                }
            } catch (IndexOutOfBoundsException
                    | IllegalArgumentException
                    | DateTimeException torn) {
                since = null;
            }
            if (since == null || leaves.size() > Batch.MOST) {
                since = null;
                leaves = new ArrayList<>();
            }
        }
    }

    private static Batch.Leaf leaf(String[] words) {
        return new Batch.Leaf(
                HEX.parseHex(words[1]),
                Short.parseShort(words[2]),
                UUID.fromString(words[3]),
                words[4]);
    }

    private static @Nullable Batch batch(long since, String[] words, List<Batch.Leaf> leaves) {
        long size = Long.parseLong(words[1]);
        return size - since != leaves.size() || leaves.isEmpty()
                ? null
                : new Batch(
                        since,
                        size,
                        Algorithm.named(words[2]),
                        Instant.parse(words[3]),
                        words[4],
                        HEX.parseHex(words[5]),
                        leaves);
    }
}
