import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures what is asked for by name, prints a table, and keeps it in docs/bench.md. */
final class Bench {

    /**
     * How long everything is warmed and measured, and how often.
     *
     * @param share how much of the nation is laid in, where a measurement lays it in
     */
    record Settings(boolean quick, double warm, double window, int rounds, double share) {}

    /**
     * A line of the table.
     *
     * @param ratio against the yardstick of the same run, or empty
     */
    record Row(String what, String figure, String target, String ratio) {}

    interface Measurement {
        List<Row> run(Settings settings) throws Exception;
    }

    static final Path WORK = Path.of("target/bench");
    private static final Path DOCUMENT = Path.of("docs/bench.md");
    private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

    static {
        ALL.put("start", Start::run);
        ALL.put("import", Import::run);
        ALL.put("ask", Ask::run);
        ALL.put("log", Log::run);
        ALL.put("pages", Pages::run);
        ALL.put("numbers", Nation::numbers);
        ALL.put("late", Nation::late);
        ALL.put("search", Nation::search);
        ALL.put("reach", Reach::run);
        ALL.put("rush", Rush::run);
    }

    private Bench() {}

    public static void main(String[] words) throws Exception {
        boolean quick = false;
        double window = 0;
        int rounds = 0;
        double share = 1;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "--quick" -> quick = true;
                case "--window" -> window = Double.parseDouble(words[++i]);
                case "--share" -> share = Double.parseDouble(words[++i]);
                case "--rounds" -> rounds = Integer.parseInt(words[++i]);
                default -> {
                    if (!ALL.containsKey(words[i])) {
                        System.err.println("There is: " + String.join(" ", ALL.keySet()));
                        System.exit(2);
                    }
                    names.add(words[i]);
                }
            }
        }
        double seconds = window > 0 ? window : quick ? 2 : 30;
        var settings =
                new Settings(
                        quick,
                        quick ? 4 : Math.max(seconds, 10),
                        seconds,
                        rounds > 0 ? rounds : quick ? 1 : 3,
                        share);
        Files.createDirectories(WORK);
        for (String name : names.isEmpty() ? List.copyOf(ALL.keySet()) : names) {
            String begun = load();
            System.out.println("\n" + name + ", load " + begun);
            List<Row> rows = ALL.get(name).run(settings);
            String title =
                    name.equals("reach") && settings.share < 1
                            ? name + " --share " + settings.share
                            : name;
            String section = section(title, settings, begun, rows);
            System.out.println("\n" + section);
            if (!quick && !rows.isEmpty()) {
                keep(title, section);
            }
        }
    }

    private static String section(String name, Settings settings, String begun, List<Row> rows)
            throws IOException, InterruptedException {
        var text = new StringBuilder("## ").append(name).append("\n\n");
        text.append(
                said(
                        "%s, commit %s, %s, load at the beginning %s; windows of %.0f s, %d round%s, median.\n\n",
                        LocalDate.now(ZoneOffset.UTC),
                        commit(),
                        machine(),
                        begun,
                        settings.window,
                        settings.rounds,
                        settings.rounds == 1 ? "" : "s"));
        text.append(
                "| what | figure | target | against the yardstick |\n| --- | --- | --- | --- |\n");
        for (Row row : rows) {
            text.append(
                    said("| %s | %s | %s | %s |\n", row.what, row.figure, row.target, row.ratio));
        }
        return text.toString();
    }

    /** Puts the section in the place of the older one of its name; what people wrote stays. */
    private static void keep(String name, String section) throws IOException {
        String document =
                Files.exists(DOCUMENT)
                        ? Files.readString(DOCUMENT)
                        : "# Figures\n\nMeasured by `./dev bench [NAME]` on the packaged program with its embedded database.\n";
        String mark = "## " + name + "\n";
        int from = document.indexOf("\n" + mark);
        String before = from < 0 ? document.stripTrailing() + "\n" : document.substring(0, from);
        String after = "";
        if (from >= 0) {
            int to = document.indexOf("\n## ", from + mark.length());
            after = to < 0 ? "" : document.substring(to);
        }
        Files.writeString(DOCUMENT, before + "\n" + section + after, StandardCharsets.UTF_8);
    }

    private static String commit() throws IOException, InterruptedException {
        return output("git", "rev-parse", "--short", "HEAD")
                + (output("git", "status", "--porcelain", "--", "src", "pom.xml", "dev").isEmpty()
                        ? ""
                        : " with changes");
    }

    private static String output(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? said : "unknown";
    }

    private static String machine() throws IOException {
        String model =
                Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
        return Runtime.getRuntime().availableProcessors() + " cores (" + model + ")";
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    static String said(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static void tell(String format, Object... values) {
        System.out.println("  " + said(format, values));
    }

    /** An empty folder for a program's data. */
    static Path folder(String name) throws IOException {
        Path folder = WORK.resolve(name).toAbsolutePath();
        Program.remove(folder);
        return folder;
    }
}
