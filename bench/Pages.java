import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** The pages that everybody opens first, as a browser that has been here before asks for them. */
final class Pages {

    private static final int CLIENTS = 8;

    private Pages() {}

    static List<Bench.Row> run(Bench.Settings settings) throws Exception {
        List<Bench.Row> rows = new ArrayList<>();
        try (Program program = Program.start(Bench.folder("pages"), true)) {
            List<String[]> villages = new ArrayList<>();
            try (var connection = program.connect();
                    var statement = connection.createStatement();
                    var found =
                            statement.executeQuery(
                                    "select id, name from network.place where province = 99 and depth >= 3 and shown order by"
                                            + " code")) {
                while (found.next()) {
                    villages.add(new String[] {found.getString(1), found.getString(2)});
                }
            }
            List<String> remembered = new ArrayList<>();
            List<String> units = new ArrayList<>();
            for (String[] village : villages) {
                remembered.add(
                        "place="
                                + village[0]
                                + "."
                                + Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(
                                                village[1].getBytes(StandardCharsets.UTF_8)));
                units.add("/network/" + village[0]);
            }
            rows.addAll(page(program, settings, "home", List.of("/"), List.of("")));
            rows.addAll(
                    page(
                            program,
                            settings,
                            "home, her place remembered",
                            List.of("/"),
                            remembered));
            try (Http http = new Http(program.port)) {
                if (http.get(units.getFirst()) == 200) {
                    rows.addAll(page(program, settings, "a unit's page", units, List.of("")));
                }
            }
            rows.add(
                    new Bench.Row(
                            "memory of the program",
                            Bench.said("%.0f MB", program.megabytes()),
                            "512 MB",
                            ""));
        }
        return rows;
    }

    private static List<Bench.Row> page(
            Program program,
            Bench.Settings settings,
            String name,
            List<String> paths,
            List<String> remembered)
            throws Exception {
        Load.Clients clients = client -> new Reader(new Http(program.port), paths, remembered);
        Load.closed(program, CLIENTS, settings.warm(), clients);
        double[] core = new double[settings.rounds()];
        double[] rate = new double[settings.rounds()];
        double[] late = new double[settings.rounds()];
        for (int round = 0; round < settings.rounds(); round++) {
            var full = Load.closed(program, CLIENTS, settings.window(), clients);
            var calm = Load.open(program, CLIENTS, settings.window(), full.rate() / 2, clients);
            core[round] = full.perCore();
            rate[round] = full.rate();
            late[round] = calm.p99();
            Bench.tell(
                    "%s: %.0f/s, %.0f for a core (program + database %s), p99 %.1f ms at half, %d failed",
                    name,
                    full.rate(),
                    full.perCore(),
                    full.spent(),
                    calm.p99(),
                    full.failed() + calm.failed());
        }
        return List.of(
                new Bench.Row(
                        name,
                        Bench.said(
                                "%.0f for a core (%.0f/s, p99 %.1f ms at half of it)",
                                Load.median(core), Load.median(rate), Load.median(late)),
                        "1,000 for a core",
                        Bench.said("%.1f times PetClinic's 70", Load.median(core) / 70)));
    }

    /** Sees the page as who has been here: her browser keeps the cookie of the first answer. */
    private record Reader(Http http, List<String> paths, List<String> remembered)
            implements Load.Work {

        @Override
        public void once(Random random) throws Exception {
            String place = remembered.get(random.nextInt(remembered.size()));
            String path = paths.get(random.nextInt(paths.size()));
            String kept = http.allCookies();
            String cookies = kept.isEmpty() || place.isEmpty() ? kept + place : kept + "; " + place;
            int status = http.send(Http.get(path, cookies));
            if (status != 200) {
                throw new IllegalStateException(path + ": " + status);
            }
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
