import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From nothing, and from a folder that has been laid out, to the first answer of the first page.
 */
final class Start {

    private Start() {}

    static List<Bench.Row> run(Bench.Settings settings) throws Exception {
        List<Double> first = new ArrayList<>();
        List<Double> later = new ArrayList<>();
        for (int round = 0; round < settings.rounds(); round++) {
            Path data = Bench.folder("start");
            for (List<Double> times : List.of(first, later)) {
                try (Program program = Program.start(data, true)) {
                    times.add(program.startSeconds);
                    Bench.tell(
                            "%s start %.1f s",
                            times == first ? "first" : "later", program.startSeconds);
                }
            }
            Program.remove(data);
        }
        return List.of(
                new Bench.Row(
                        "first start, four levels and demonstration laid in",
                        seconds(first),
                        "20 s",
                        ""),
                new Bench.Row("later start", seconds(later), "6 s", ""));
    }

    private static String seconds(List<Double> times) {
        return Bench.said(
                "%.1f s", Load.median(times.stream().mapToDouble(Double::doubleValue).toArray()));
    }
}
