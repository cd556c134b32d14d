import java.util.List;
final class Nation {
    private Nation() {}
    static List<Bench.Row> numbers(Bench.Settings s) { return List.of(); }
    static List<Bench.Row> late(Bench.Settings s) { return List.of(); }
    static List<Bench.Row> search(Bench.Settings s) { return List.of(); }
}
