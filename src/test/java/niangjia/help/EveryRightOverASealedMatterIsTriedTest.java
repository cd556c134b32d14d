package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who may do what with a sealed matter, by what she is to it: every cell over HTTP, refusals first.
 * The verbs come from the pages of those on it; one without a row fails.
 */
@OnTheRealNet
class EveryRightOverASealedMatterIsTriedTest {

    private static final Path DOCS = Path.of("docs", "rights-over-a-sealed-matter.md");
    private static final Pattern VERB = Pattern.compile("name=\"act\" value=\"([a-z-]+)\"");

    /** After these nothing is as it was. */
    private static final Set<String> ENDS = Set.of("related", "accept", "decline", "confirm");

    /** What somebody is to the matter. */
    private enum Role {
        ELSEWHERE("a seat of another city"),
        COLLEAGUE("a colleague of hers"),
        RELATED("whom the woman ruled out"),
        FORMER("who held it before"),
        ASKED("who is asked to take it"),
        NAMED_UNSAID("named, reason not said"),
        ABOVE_UNSAID("above it, reason not said"),
        NAMED("named"),
        ABOVE("above it"),
        HOLDER("who holds it");

        private final String words;

        Role(String words) {
            this.words = words;
        }
    }

    private enum Cell {
        YES("yes"),
        OUTLINE("the outline"),
        WHY("says why first"),
        REFUSED("refused"),
        NOT_THERE("–");

        private final String words;

        Cell(String words) {
            this.words = words;
        }
    }

    /**
     * @param before what has to have happened, done once more before each who may
     */
    private record Row(
            String what,
            String verb,
            Map<Role, Cell> cells,
            Consumer<Story> before,
            Map<String, String> form) {

        Cell cell(Role role) {
            return Objects.requireNonNull(cells.get(role));
        }
    }

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;

    private final Map<Role, SeatHeld> who = new EnumMap<>(Role.class);
    private final Map<Role, Phone> phones = new EnumMap<>(Role.class);
    private final Map<String, Row> rows = new LinkedHashMap<>();

    @Test
    void inEveryCellOfTheTable() throws IOException {
        everybodySitsDown();
        listRights();
        Set<String> shown = new TreeSet<>();
        int tried = 0;
        for (Row row : rows.values()) {
            Story story = story(row);
            for (Role role : Role.values()) {
                if (role == Role.NAMED && !row.what.equals("say why")) {
                    saysWhy(story, Role.NAMED);
                    saysWhy(story, Role.ABOVE);
                }
                Cell expected = row.cell(role);
                if (expected == Cell.YES) {
                    row.before.accept(story);
                }
                HttpResponse<String> answer = tries(story, row, role);
                assertThat(cell(answer)).as(row.what + ": " + role.words).isEqualTo(expected);
                tried++;
                if (expected == Cell.YES && ENDS.contains(row.verb)) {
                    story = story(row);
                    if (role.ordinal() >= Role.NAMED.ordinal()) {
                        saysWhy(story, Role.NAMED);
                        saysWhy(story, Role.ABOVE);
                    }
                }
            }
            for (Role role : List.of(Role.HOLDER, Role.NAMED, Role.ABOVE, Role.ASKED)) {
                VERB.matcher(phone(role).get("/cases/" + story.id()).body())
                        .results()
                        .forEach(found -> shown.add(found.group(1)));
            }
        }
        System.out.println(
                "%d rights over a sealed matter, %d cells tried".formatted(rows.size(), tried));
        assertThat(rows.values().stream().map(Row::verb)).containsAll(shown);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCS, table());
        }
        assertThat(Files.readString(DOCS)).isEqualTo(table());
    }

    private void everybodySitsDown() {
        who.put(Role.ABOVE, seats.onDuty("6210", "庆阳的她"));
        who.put(Role.FORMER, seats.onDuty("621002", "先接的她"));
        who.put(Role.HOLDER, seats.fill(seats.place("621002"), "办着的她", false));
        who.put(Role.NAMED, seats.fill(seats.place("621002"), "一起办的她", false));
        who.put(Role.NAMED_UNSAID, seats.fill(seats.place("621002"), "还没说为什么的她", false));
        who.put(Role.COLLEAGUE, seats.fill(seats.place("621002"), "同一间屋的她", false));
        who.put(Role.RELATED, seats.fill(seats.place("621002"), "她表姐", false));
        who.put(Role.ASKED, seats.onDuty("621021", "庆城的她"));
        who.put(Role.ELSEWHERE, seats.fill(seats.place("620802"), "崆峒的她", false));
        who.forEach((role, seat) -> phones.put(role, Phone.of(port, seats, seat)));
        who.put(Role.ABOVE_UNSAID, held(Role.ABOVE));
        phones.put(Role.ABOVE_UNSAID, phone(Role.ABOVE));
    }

    private Phone phone(Role role) {
        return Objects.requireNonNull(phones.get(role));
    }

    private SeatHeld held(Role role) {
        return Objects.requireNonNull(who.get(role));
    }

    private void listRights() {
        allOn("read it", "GET /cases/{id}").put(Role.ASKED, Cell.OUTLINE);
        allOn("read what she said", "GET /requests/{id}").put(Role.ASKED, Cell.OUTLINE);
        allOn("a paper for a court", "POST /cases/{id}/paper");
        everybodyOnIt("say why", "reason");
        allOn("write into the intake log", "note");
        leads("name somebody", "name", "next", seat(Role.COLLEAGUE));
        leads("name nobody else", "unname", "next", seat(Role.COLLEAGUE));
        everybodyOnIt("step aside", "related");
        allOn("tell how far an option is", "option", "what", "LEGAL_AID", "state", "OFFERED");
        allOn("file for a protection order", "file", "wish", "yes");
        allOn("plan how she stays safe", "plan");
        allOn("agree how to reach her", "reach", "reach", "周二下午");
        allOn(
                "say how grave it is",
                "gravity",
                "state",
                "HIGH",
                "review",
                today().plusDays(7).toString());
        allOn("report harm to a child", "report");
        allOn(
                "confirm that a wish is hers",
                "confirm",
                "what",
                "EXPORT",
                "how",
                "IN_PERSON",
                "spoken",
                now());
        allOn("say that a wish is not hers", "not-hers", "what", "EXPORT");
        for (String wish : List.of("confirm that a wish is hers", "say that a wish is not hers")) {
            rows.compute(wish, (what, row) -> before(row, this::wishes));
        }
        holds("ask that it rests", "rest", story -> {});
        second("agree that it rests", "confirm-rest", story -> act(story, Role.HOLDER, "rest"));
        allOn("let it go on", "go-on");
        leads("offer it also to those near her", "near", "wish", "yes", "near", "yes")
                .put(Role.NAMED, Cell.NOT_THERE);
        holds("look at what goes along", "preview", story -> {}, "next", seat(Role.ASKED))
                .putAll(Map.of(Role.NAMED, Cell.NOT_THERE, Role.ABOVE, Cell.NOT_THERE));
        holds(
                "ask somebody to take it",
                "refer",
                story -> {},
                "next",
                seat(Role.ASKED),
                "wish",
                "yes");
        holds("ask nobody any more", "withdraw", story -> {});
        asked("take it", "accept");
        asked("not take it", "decline");
        holds("ask that the log is held", "hold", story -> act(story, Role.ABOVE, "hold-not"));
        second("agree that the log is held", "set-hold", story -> act(story, Role.HOLDER, "hold"));
        holds(
                "ask that the log is held no more",
                "lift",
                story -> {
                    act(story, Role.HOLDER, "hold");
                    act(story, Role.ABOVE, "set-hold");
                });
        second(
                "agree that the log is held no more",
                "confirm-lift",
                story -> {
                    act(story, Role.HOLDER, "hold");
                    act(story, Role.ABOVE, "set-hold");
                    act(story, Role.HOLDER, "lift");
                });
        leads("take back what nobody agreed to", "hold-not");
        rows.compute(
                "take back what nobody agreed to",
                (what, row) -> before(row, story -> act(story, Role.HOLDER, "hold")));
    }

    private static Row before(Row row, Consumer<Story> before) {
        return new Row(row.what, row.verb, row.cells, before, row.form);
    }

    private String seat(Role role) {
        return held(role).seat().toString();
    }

    private Map<Role, Cell> allOn(String what, String verb, String... form) {
        return add(what, verb, story -> {}, Cell.YES, Cell.YES, Cell.YES, Cell.WHY, form);
    }

    private void everybodyOnIt(String what, String verb) {
        add(what, verb, story -> {}, Cell.YES, Cell.YES, Cell.YES, Cell.YES);
    }

    private Map<Role, Cell> leads(String what, String verb, String... form) {
        return add(what, verb, story -> {}, Cell.YES, Cell.REFUSED, Cell.YES, Cell.WHY, form);
    }

    private Map<Role, Cell> holds(
            String what, String verb, Consumer<Story> before, String... form) {
        return add(what, verb, before, Cell.YES, Cell.REFUSED, Cell.REFUSED, Cell.WHY, form);
    }

    private void second(String what, String verb, Consumer<Story> before) {
        add(what, verb, before, Cell.REFUSED, Cell.REFUSED, Cell.YES, Cell.WHY);
    }

    private void asked(String what, String verb) {
        Map<Role, Cell> cells =
                add(
                        what,
                        verb,
                        story -> {},
                        Cell.NOT_THERE,
                        Cell.NOT_THERE,
                        Cell.NOT_THERE,
                        Cell.NOT_THERE);
        cells.put(Role.ASKED, Cell.YES);
    }

    private Map<Role, Cell> add(
            String what,
            String verb,
            Consumer<Story> before,
            Cell holder,
            Cell named,
            Cell above,
            Cell unsaid,
            String... form) {
        Map<Role, Cell> cells = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            cells.put(role, Cell.NOT_THERE);
        }
        cells.put(Role.HOLDER, holder);
        cells.put(Role.NAMED, named);
        cells.put(Role.ABOVE, above);
        cells.put(Role.NAMED_UNSAID, unsaid);
        cells.put(Role.ABOVE_UNSAID, unsaid);
        Map<String, String> more = new LinkedHashMap<>();
        for (int i = 0; i < form.length; i += 2) {
            more.put(form[i], form[i + 1]);
        }
        rows.put(what, new Row(what, verb, cells, before, more));
        return cells;
    }

    /** Referred on once, with one who is named, and offered to another. */
    private Story story(Row row) {
        String kind = row.verb.equals("report") ? "child-harm" : "violence";
        Story story =
                Story.asked(
                        port,
                        jdbc,
                        "621002",
                        "丈夫打我，我很害怕",
                        ",\"kind\":\"%s\",\"notBy\":\"她表姐\"".formatted(kind));
        done(story.work(phone(Role.FORMER), "refer", "next", seat(Role.HOLDER), "wish", "yes"));
        done(story.work(phone(Role.HOLDER), "accept"));
        for (Role role : List.of(Role.NAMED, Role.NAMED_UNSAID)) {
            done(story.work(phone(Role.HOLDER), "name", "next", seat(role)));
        }
        done(story.work(phone(Role.HOLDER), "refer", "next", seat(Role.ASKED), "wish", "yes"));
        return story;
    }

    private void saysWhy(Story story, Role role) {
        done(story.work(phone(role), "reason", "words", "一起办"));
    }

    private void act(Story story, Role role, String verb) {
        story.work(phone(role), verb, "words", "写一句");
    }

    private void wishes(Story story) {
        done(
                story.phone()
                        .post(
                                "/mine/data",
                                Map.of(
                                        "once", story.phone().token("/code"),
                                        "act", "wish",
                                        "what", "EXPORT")));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE);
    }

    private String now() {
        return LocalDateTime.ofInstant(clock.instant(), WorkingTime.ZONE)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private static void done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    }

    private HttpResponse<String> tries(Story story, Row row, Role role) {
        Phone phone = phone(role);
        return switch (row.verb) {
            case "GET /cases/{id}" -> phone.get("/cases/" + story.id());
            case "GET /requests/{id}" -> {
                HttpResponse<String> answer = phone.get(story.address());
                yield answer.statusCode() == 303 ? phone.get("/cases/" + story.id()) : answer;
            }
            case "POST /cases/{id}/paper" ->
                    phone.post("/cases/" + story.id() + "/paper", Map.of("once", phone.token("/")));
            default ->
                    story.work(
                            phone,
                            row.verb,
                            Stream.concat(
                                            Stream.of("words", "写一句"),
                                            row.form.entrySet().stream()
                                                    .flatMap(e ->
                                                            Stream.of(e.getKey(), e.getValue())))
                                    .toArray(String[]::new));
        };
    }

    private static Cell cell(HttpResponse<String> answer) {
        if (answer.statusCode() == 404) {
            return Cell.NOT_THERE;
        }
        if (answer.body().contains("为什么打开它")) {
            return Cell.WHY;
        }
        if (answer.body().contains("接下之前只看得到这些")) {
            return Cell.OUTLINE;
        }
        return answer.statusCode() == 422 ? Cell.REFUSED : Cell.YES;
    }

    private String table() {
        var text =
                new StringBuilder(
                        """
                        # Rights over a sealed matter

                        By what somebody is to it. Written by `EveryRightOverASealedMatterIsTriedTest`, which tries every cell over
                        HTTP, refusals first. Draw it anew with
                        `./dev test -Dtest=EveryRightOverASealedMatterIsTriedTest -Ddocs.write=true`.

                        "–": answered as if it did not exist. "Says why first": asked for a reason, which is kept. The lists, counts
                        and searches in which it never stands are in [rights.md](rights.md) and [security.md](security.md).

                        """);
        text.append("| right | verb |");
        for (Role role : Role.values()) {
            text.append(' ').append(role.words).append(" |");
        }
        text.append("\n| --- | --- |").append(" --- |".repeat(Role.values().length)).append('\n');
        for (Row row : rows.values()) {
            text.append("| ").append(row.what).append(" | `").append(row.verb).append("` |");
            for (Role role : Role.values()) {
                text.append(' ').append(row.cell(role).words).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }
}
