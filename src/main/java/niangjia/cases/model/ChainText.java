package niangjia.cases.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An intake log's chain as text: what its hashes cover, its words as they are stored. With it
 * whoever has the paper computes every hash anew. A first line with the format, the province, the
 * matter, how many entries there are and the hash of the last; then a line an entry, its fields
 * parted by tabs.
 */
public record ChainText(List<Chain.Stored> log, int entries, byte @Nullable [] newest) {

    /** Goes up with every change of the format. */
    public static final String FORMAT = "niangjia.chain.1";

    private static final HexFormat HEX = HexFormat.of();

    public @Nullable Integer firstBroken() {
        return Chain.firstBroken(log, entries, newest);
    }

    public byte[] write() {
        var text = new StringBuilder();
        Chain.Link first = log.isEmpty() ? null : log.getFirst().link();
        line(
                text,
                FORMAT,
                first == null ? "" : String.valueOf(first.province()),
                first == null ? "" : first.matter().toString(),
                String.valueOf(entries),
                newest == null ? "" : HEX.formatHex(newest));
        for (Chain.Stored stored : log) {
            Chain.Link link = stored.link();
            line(
                    text,
                    String.valueOf(link.number()),
                    link.id().toString(),
                    String.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, link.at())),
                    link.seat() == null ? "" : link.seat().toString(),
                    link.person() == null ? "" : link.person().toString(),
                    link.knownAs() == null
                            ? ""
                            : "="
                                    + Base64.getEncoder()
                                            .encodeToString(link.knownAs().getBytes(UTF_8)),
                    link.what(),
                    Base64.getEncoder().encodeToString(link.words()),
                    HEX.formatHex(stored.previous()),
                    HEX.formatHex(stored.hash()));
        }
        return text.toString().getBytes(UTF_8);
    }

    /**
     * @throws IllegalArgumentException for anything that {@link #write} did not write
     */
    public static ChainText read(byte[] bytes) {
        List<String> lines = new String(bytes, UTF_8).lines().toList();
        try {
            String[] head = lines.getFirst().split("\t", -1);
            if (!head[0].equals(FORMAT) || head.length != 5) {
                throw new IllegalArgumentException("not a chain of ours");
            }
            var log = new ArrayList<Chain.Stored>();
            for (String line : lines.subList(1, lines.size())) {
                log.add(stored(head, line.split("\t", -1)));
            }
            return new ChainText(
                    log,
                    Integer.parseInt(head[3]),
                    head[4].isEmpty() ? null : HEX.parseHex(head[4]));
        } catch (IndexOutOfBoundsException | java.util.NoSuchElementException cut) {
            throw new IllegalArgumentException("the chain is cut off", cut);
        }
    }

    private static Chain.Stored stored(String[] head, String[] part) {
        var link =
                new Chain.Link(
                        Short.parseShort(head[1]),
                        UUID.fromString(head[2]),
                        Integer.parseInt(part[0]),
                        UUID.fromString(part[1]),
                        Instant.EPOCH.plus(Long.parseLong(part[2]), ChronoUnit.MICROS),
                        part[3].isEmpty() ? null : UUID.fromString(part[3]),
                        part[4].isEmpty() ? null : UUID.fromString(part[4]),
                        part[5].isEmpty()
                                ? null
                                : new String(
                                        Base64.getDecoder().decode(part[5].substring(1)), UTF_8),
                        part[6],
                        Base64.getDecoder().decode(part[7]));
        return new Chain.Stored(link, HEX.parseHex(part[8]), HEX.parseHex(part[9]));
    }

    private static void line(StringBuilder text, String... parts) {
        text.append(String.join("\t", parts)).append('\n');
    }
}
