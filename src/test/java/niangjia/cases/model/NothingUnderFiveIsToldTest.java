package niangjia.cases.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import niangjia.cases.model.Published.Counted;
import niangjia.cases.model.Published.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counts of sealed matters: no cell and no combination of cells tells a number under five. */
class NothingUnderFiveIsToldTest {

    /** Of those who came: with her word, rested, and the others. */
    private static final int GROUPS = 3;

    /** For counting exactly without fractions. */
    private static final long PRIME = 1_000_000_007L;

    @Test
    void howeverCellsAreAddedAndTakenFromEachOther() {
        var random = new Random(1949);
        int tables = 1000;
        long told = 0;
        long combined = 0;
        for (int n = 0; n < tables; n++) {
            List<Counted> counted = table(random);
            Published published = Published.of(counted);
            List<long[]> cells = cells(published, counted.size());
            told += cells.size();
            combined += guarded(counted, cells);
        }
        System.out.println(
                "tables "
                        + tables
                        + ", cells told "
                        + told
                        + ", groups that can be had "
                        + combined);
        assertThat(told).isGreaterThan(tables);
        assertThat(combined).isGreaterThan(tables);
    }

    @Test
    void everySmallTableOfOneProvince() {
        int tables = 0;
        for (int done = 0; done <= 12; done++) {
            for (int rested = 0; rested <= 12; rested++) {
                for (int others = 0; others <= 12; others++) {
                    var counted =
                            List.of(new Counted((short) 11, done + rested + others, done, rested));
                    guarded(counted, cells(Published.of(counted), 1));
                    tables++;
                }
            }
        }
        assertThat(tables).isEqualTo(13 * 13 * 13);
    }

    @Test
    void theNationIsTheSumOfWhatIsShown() {
        Published published =
                Published.of(
                        List.of(
                                new Counted((short) 11, 20, 10, 5),
                                new Counted((short) 12, 4, 4, 0),
                                new Counted((short) 13, 9, 6, 1)));
        assertThat(published.rows())
                .containsExactly(
                        new Row((short) 11, 20, 10, 5),
                        new Row((short) 12, null, null, null),
                        new Row((short) 13, 9, null, null));
        assertThat(published.nation()).isEqualTo(new Row((short) 0, 29, 10, 5));
    }

    @Test
    void nobodyMeansNothingIsTold() {
        assertThat(Published.of(List.of(new Counted((short) 11, 0, 0, 0))).nation())
                .isEqualTo(new Row((short) 0, null, null, null));
    }

    /** Whether the two ways of combining are known to the guard: it finds an offender. */
    @Test
    void aTableThatTellsTooMuchIsFound() {
        List<Counted> counted = List.of(new Counted((short) 11, 12, 9, 0));
        long[] came = {1, 1, 1};
        long[] done = {1, 0, 0};
        assertThat(least(counted, List.of(came, done))).isEqualTo(3);
    }

    private static List<Counted> table(Random random) {
        var counted = new ArrayList<Counted>();
        int provinces = 1 + random.nextInt(3);
        for (int p = 0; p < provinces; p++) {
            int most = random.nextBoolean() ? 8 : 40;
            int done = random.nextInt(most);
            int rested = random.nextInt(most);
            counted.add(
                    new Counted(
                            (short) (11 + p), done + rested + random.nextInt(most), done, rested));
        }
        return counted;
    }

    /** Each shown cell as what it adds up, group by group of each province. */
    private static List<long[]> cells(Published published, int provinces) {
        var cells = new ArrayList<long[]>();
        long[][] nation = new long[GROUPS][provinces * GROUPS];
        for (int p = 0; p < provinces; p++) {
            Row row = published.rows().get(p);
            add(cells, nation[0], row.came(), p, provinces, 0, 1, 2);
            add(cells, nation[1], row.done(), p, provinces, 0);
            add(cells, nation[2], row.rested(), p, provinces, 1);
        }
        Row all = published.nation();
        Integer[] sums = {all.came(), all.done(), all.rested()};
        for (int i = 0; i < GROUPS; i++) {
            if (sums[i] != null) {
                cells.add(nation[i]);
            }
        }
        return cells;
    }

    private static void add(
            List<long[]> cells,
            long[] nation,
            @Nullable Integer cell,
            int province,
            int provinces,
            int... groups) {
        if (cell != null) {
            long[] sum = new long[provinces * GROUPS];
            for (int group : groups) {
                sum[province * GROUPS + group] = 1;
                nation[province * GROUPS + group]++;
            }
            cells.add(sum);
        }
    }

    private static long guarded(List<Counted> counted, List<long[]> cells) {
        int[] had = {0};
        int least = least(counted, cells, had);
        assertThat(least).as(counted.toString()).isGreaterThanOrEqualTo(Published.LEAST);
        return had[0];
    }

    private static int least(List<Counted> counted, List<long[]> cells) {
        return least(counted, cells, new int[1]);
    }

    /**
     * The least number of women in any group of groups that the cells give by adding and taking.
     */
    private static int least(List<Counted> counted, List<long[]> cells, int[] had) {
        int atoms = counted.size() * GROUPS;
        int[] amounts = new int[atoms];
        for (int p = 0; p < counted.size(); p++) {
            Counted c = counted.get(p);
            amounts[p * GROUPS] = c.done();
            amounts[p * GROUPS + 1] = c.rested();
            amounts[p * GROUPS + 2] = c.came() - c.done() - c.rested();
        }
        int rank = rank(cells);
        int least = Integer.MAX_VALUE;
        for (int groups = 1; groups < 1 << atoms; groups++) {
            long[] wanted = new long[atoms];
            int amount = 0;
            for (int a = 0; a < atoms; a++) {
                if ((groups >> a & 1) == 1) {
                    wanted[a] = 1;
                    amount += amounts[a];
                }
            }
            var with = new ArrayList<>(cells);
            with.add(wanted);
            if (rank(with) == rank) {
                had[0]++;
                least = Math.min(least, amount);
            }
        }
        return least;
    }

    /** Of rows of whole numbers, modulo a large prime. */
    private static int rank(List<long[]> rows) {
        List<long[]> left = new ArrayList<>(rows.stream().map(long[]::clone).toList());
        int rank = 0;
        int columns = left.isEmpty() ? 0 : left.getFirst().length;
        for (int column = 0; column < columns && rank < left.size(); column++) {
            int pivot = -1;
            for (int r = rank; r < left.size(); r++) {
                if (left.get(r)[column] % PRIME != 0) {
                    pivot = r;
                    break;
                }
            }
            if (pivot < 0) {
                continue;
            }
            long[] found = left.get(pivot);
            left.set(pivot, left.get(rank));
            left.set(rank, found);
            long inverse = power(found[column], PRIME - 2);
            for (int r = rank + 1; r < left.size(); r++) {
                long[] row = left.get(r);
                long factor = row[column] * inverse % PRIME;
                if (factor != 0) {
                    for (int c = column; c < columns; c++) {
                        row[c] = Math.floorMod(row[c] - factor * found[c] % PRIME, PRIME);
                    }
                }
            }
            rank++;
        }
        return rank;
    }

    private static long power(long base, long exponent) {
        long result = 1;
        long square = Math.floorMod(base, PRIME);
        for (long e = exponent; e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result = result * square % PRIME;
            }
            square = square * square % PRIME;
        }
        return result;
    }
}
