package niangjia.network.queries;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import niangjia.network.Place.Standing;
import niangjia.network.Sums;

/**
 * The numbers of a unit and all below it, read from its sums. Federations listed, founded and
 * unknown are counted apart: being listed is no proof.
 */
public record Tally(
        List<Row> kinds,
        long listed,
        long founded,
        long unknown,
        long filled,
        long onDuty,
        long empty,
        long noSeat,
        long away,
        long silent) {

    /** Units of one kind. */
    public record Row(String kind, long listed, long founded, long unknown) {
        public long all() {
            return listed + founded + unknown;
        }
    }

    /** How many places below have nobody who answers. */
    public long blind() {
        return unknown + noSeat + away + silent;
    }

    public long units() {
        return listed + founded + unknown;
    }

    public static Tally of(Map<String, Long> sums, List<ReadUnits.Kind> kinds) {
        List<Row> rows = new ArrayList<>();
        long listed = 0;
        long founded = 0;
        long unknown = 0;
        for (ReadUnits.Kind kind : kinds) {
            var row =
                    new Row(
                            kind.code(),
                            at(sums, Sums.units(kind.code(), Standing.LISTED)),
                            at(sums, Sums.units(kind.code(), Standing.FOUNDED)),
                            at(sums, Sums.units(kind.code(), Standing.UNKNOWN)));
            if (row.all() > 0) {
                rows.add(row);
                listed += row.listed;
                founded += row.founded;
                unknown += row.unknown;
            }
        }
        long answering = at(sums, "answer.yes");
        long away = at(sums, "answer.away");
        long silent = at(sums, "answer.silent");
        return new Tally(
                List.copyOf(rows),
                listed,
                founded,
                unknown,
                at(sums, "seat.filled"),
                at(sums, "seat.on-duty"),
                at(sums, "seat.empty"),
                Math.max(0, listed + founded - answering - away - silent),
                away,
                silent);
    }

    private static long at(Map<String, Long> sums, String what) {
        return sums.getOrDefault(what, 0L);
    }
}
