package niangjia.cases.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be seen of the counts of sealed matters. A cell is shown only if it is five or more, and
 * if whatever is left when cells are taken from each other is five or more as well: of those who
 * came, those with her word, those rested and the rest are three groups, and no shown cells may
 * leave less than five of any of them, alone or together. The nation's line is the sum of what is
 * shown, so it tells nothing that is not shown already.
 */
public record Published(List<Row> rows, Row nation) {

    /** The least number that is told. */
    public static final int LEAST = 5;

    /**
     * A province's line.
     *
     * @param came none: not told
     * @param done with her word that it is done
     * @param rested let rest without her word; never counted as solved
     */
    public record Row(
            short province,
            @Nullable Integer came,
            @Nullable Integer done,
            @Nullable Integer rested) {}

    /** What was counted, as it stands. */
    public record Counted(short province, int came, int done, int rested) {}

    public static Published of(List<Counted> counted) {
        List<Row> rows = counted.stream().map(Published::row).toList();
        return new Published(
                rows,
                new Row(
                        (short) 0,
                        sum(rows.stream().map(Row::came).toList()),
                        sum(rows.stream().map(Row::done).toList()),
                        sum(rows.stream().map(Row::rested).toList())));
    }

    private static Row row(Counted counted) {
        int came = counted.came;
        if (came < LEAST) {
            return new Row(counted.province, null, null, null);
        }
        boolean done = isToldBeside(counted.done, came);
        boolean rested = isToldBeside(counted.rested, came);
        if (done && rested && came - counted.done - counted.rested < LEAST) {
            // Both would leave the third group bare.
            rested = false;
        }
        return new Row(
                counted.province, came, done ? counted.done : null, rested ? counted.rested : null);
    }

    private static boolean isToldBeside(int part, int whole) {
        return part >= LEAST && whole - part >= LEAST;
    }

    private static @Nullable Integer sum(List<@Nullable Integer> cells) {
        int sum = 0;
        boolean any = false;
        for (Integer cell : cells) {
            if (cell != null) {
                sum += cell;
                any = true;
            }
        }
        return any ? sum : null;
    }
}
