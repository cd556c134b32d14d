package niangjia.help;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import niangjia.contact.tasks.Pair;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.network.tasks.StillAsSeen;
import niangjia.shared.SeatId;
import niangjia.site.FormToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may do what, and where: every route of the running program has its rule here, every cell of
 * the table is tried over HTTP, and {@code docs/rights.md} is written from it.
 */
@OnTheRealNet
class EveryRightIsTriedTest {

    private static final Path DOCUMENT = Path.of("docs/rights.md");

    /** Who tries. */
    private enum Role {
        NOBODY("nobody"),
        WOMAN("a woman with a receipt"),
        MEMBER("executive member"),
        VICE_CHAIR("vice-chair"),
        CHAIR("chair"),
        CADRE("cadre");

        final String word;

        Role(String word) {
            this.word = word;
        }

        boolean sits() {
            return compareTo(WOMAN) > 0;
        }

        boolean leads() {
            return compareTo(MEMBER) > 0;
        }
    }

    /** Where it is tried, as seen from the unit that somebody sits in. */
    private enum Where {
        OWN("own unit"),
        BELOW("below"),
        ABOVE("above"),
        BESIDE("beside"),
        FAR("another province");

        final String word;

        Where(String word) {
            this.word = word;
        }

        boolean within() {
            return this == OWN || this == BELOW;
        }
    }

    /** What comes of it. */
    private enum Cell {
        YES("yes"),
        DOOR("sign in"),
        NOT_THERE("not there"),
        FORBIDDEN("forbidden"),
        REFUSED("refused");

        final String word;

        Cell(String word) {
            this.word = word;
        }
    }

    private interface Rule extends BiFunction<Role, Where, Cell> {}

    /** A seat that lacks the right is told so; who has no seat is shown the door. */
    private static Rule seats(Rule seated) {
        return (role, where) -> role.sits() ? seated.apply(role, where) : Cell.DOOR;
    }

    private static final Rule ANY_SEAT = seats((role, where) -> Cell.YES);
    private static final Rule SEES =
            seats((role, where) -> where.within() ? Cell.YES : Cell.NOT_THERE);
    private static final Rule CHANGES =
            seats((role, where) ->
                    !where.within() ? Cell.NOT_THERE : role.leads() ? Cell.YES : Cell.REFUSED);
    private static final Rule CHANGES_FROM_ABOVE =
            seats((role, where) ->
                    !where.within()
                            ? Cell.NOT_THERE
                            : role.leads() && where == Where.BELOW ? Cell.YES : Cell.REFUSED);
    private static final Rule LEADS =
            seats((role, where) -> where.within() && role.leads() ? Cell.YES : Cell.NOT_THERE);
    private static final Rule OWN_ONLY =
            seats((role, where) -> where == Where.OWN ? Cell.YES : Cell.NOT_THERE);
    private static final Rule ASKS_FOR_HER =
            seats((role, where) -> where.within() ? Cell.YES : Cell.REFUSED);

    /** The one seat on duty that holds it: here that of the county, as nobody below is on duty. */
    private static final Rule DESK =
            seats((role, where) ->
                    role == Role.CADRE && where.within() ? Cell.YES : Cell.NOT_THERE);

    private static final Rule RECEIPT =
            (role, where) -> role == Role.WOMAN ? Cell.YES : Cell.NOT_THERE;

    /**
     * A right: a route, and of a route with several verbs one of them.
     *
     * @param said what it is, in the document
     * @param from the place that the seats sit in: a county, a province, or a federation beside
     * @param where the places that make a difference
     */
    private record Right(
            String said,
            String verb,
            String path,
            Map<String, String> form,
            From from,
            List<Where> where,
            Rule rule) {

        String route() {
            return verb + " " + path;
        }
    }

    private enum From {
        COUNTY,
        PROVINCE,
        BESIDE
    }

    /** Addresses that are open to everybody; what they show is public or belongs to who asks. */
    private static final Set<String> OPEN =
            Set.of(
                    "GET /",
                    "GET /u/{unit}",
                    "POST /ask",
                    "GET /code",
                    "POST /code",
                    "GET /r/{token}",
                    "POST /r/{token}",
                    "GET /account/in",
                    "POST /account/in",
                    "POST /account/code",
                    "POST /account/out",
                    "GET /account/outbox",
                    "GET /leave",
                    // The shell of the app: the same for everybody, with nothing of anybody.
                    "GET /pocket",
                    "GET /pocket/sw.js",
                    "GET /pocket/manifest.webmanifest",
                    "GET /pocket/texts/{language:zh|en}.json",
                    // Of a phone's own secret, without anybody signed in: tells "erase" or "keep".
                    "POST /pocket/standing",
                    "POST /language",
                    "POST /type",
                    "GET /network",
                    "GET /network/{unit:[0-9a-fA-F-]{36}}",
                    "GET /network/{unit}/glance",
                    "GET /network/{unit}/wall",
                    "GET /network/{unit}/blind-spots",
                    "GET /network/{unit}/join",
                    "POST /network/{unit}/join",
                    "GET /network/{unit}/apply",
                    "POST /network/{unit}/apply",
                    "GET /applications/{id}",
                    "GET /network/{unit}/contact-points",
                    "GET /duties/studios/{id}",
                    "GET /duties/feed/{token}.ics",
                    "GET /relief",
                    "GET /relief/{id}",
                    "GET /relief/{id}/now",
                    "GET /relief/{id}/ledger",
                    "GET /relief/{id}/notice",
                    "GET /relief/{id}/pictures/{file}",
                    "GET /relief/{id}/pledge",
                    "POST /relief/{id}/pledge",
                    "GET /relief/{id}/alarm",
                    "POST /relief/{id}/alarm",
                    "GET /api/v1/relief/{id}",
                    "POST /api/v1/relief/{id}/pledges",
                    // Of who holds a pledge's private link: PledgesAreHersTest looks at them.
                    "GET /g/{token}",
                    "GET /my-pledges",
                    "POST /my-pledges",
                    "POST /my-pledges/forget",
                    "GET /my-pledges/paper",
                    "GET /my-pledges/window.ics",
                    "GET /my-pledges/data.json",
                    "GET /w/{token}",
                    "GET /my-people",
                    "POST /my-people",
                    "POST /my-people/code",
                    "POST /my-people/forget",
                    "GET /my-people/data",
                    "POST /my-people/data",
                    "GET /my-people/data.json",
                    "GET /my-people/files/{file}",
                    "GET /j/{token}",
                    "GET /joined",
                    "POST /joined",
                    "GET /places/find",
                    "GET /mine",
                    "POST /mine/forget",
                    "POST /api/v1/help-requests",
                    "GET /api/v1/places",
                    "GET /privacy",
                    "GET /records/root",
                    "GET /check-paper",
                    "POST /check-paper",
                    "GET /api/v1/records/root",
                    "GET /api/v1/records/consistency",
                    "GET /api/v1/units/{id}",
                    "GET /api/v1/units/{id}/below");

    /**
     * A woman's own account: who has not come in is shown the way in, and of others' nothing is
     * there; tried by HerAccountTest.
     */
    private static final Set<String> ACCOUNT =
            Set.of(
                    "GET /account",
                    "GET /account/sessions",
                    "GET /account/people",
                    "POST /account/people",
                    "POST /account/sessions",
                    "POST /account/delete",
                    "POST /account/from-mine",
                    "POST /account/gather",
                    "POST /account/matter",
                    "GET /account/data.json");

    /** The door itself: passwords, factors and links decide there, see docs/security.md. */
    private static final Set<String> DOOR =
            Set.of(
                    "GET /access",
                    "POST /access",
                    "POST /access/passkey",
                    "POST /access/seat",
                    "POST /access/sign-out",
                    "GET /access/second",
                    "POST /access/second",
                    "GET /access/ways",
                    "POST /access/ways/app",
                    "POST /access/ways/passkey",
                    "POST /access/ways/codes",
                    "POST /access/ways/remove",
                    "POST /access/ways/end",
                    "POST /access/ways/password",
                    "POST /access/ways/provider",
                    "GET /access/ways/data.json",
                    "GET /access/provider",
                    "POST /access/provider",
                    "POST /access/provider/signed-out",
                    "GET /begin/{token}",
                    "POST /begin/{token}",
                    "GET /join/{token}",
                    "POST /join/{token}");

    private static final List<Where> EVERYWHERE = List.of(Where.values());
    private static final List<Where> HERE = List.of(Where.OWN);

    /** No province stands beside one but in another province. */
    private static final List<Where> NOT_BESIDE =
            List.of(Where.OWN, Where.BELOW, Where.ABOVE, Where.FAR);

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;
    @Autowired Pair pair;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    private final List<Right> rights = new ArrayList<>();
    private final Map<From, Map<Where, Place>> places = new EnumMap<>(From.class);
    private final Map<From, Map<Role, Phone>> phones = new EnumMap<>(From.class);
    private final Map<Where, Story> stories = new EnumMap<>(Where.class);
    private final Map<Where, Story> sealedStories = new EnumMap<>(Where.class);
    private final Map<UUID, UUID> seatIn = new HashMap<>();
    private final Map<UUID, String> files = new HashMap<>();
    private final Map<Where, UUID> campaigns = new EnumMap<>(Where.class);
    private int applications;
    private @Nullable UUID anothersPairing;

    @Test
    void inEveryCellOfTheTable() throws IOException {
        rules();
        assertThat(ruled()).as("routes without a rule").containsAll(running());
        assertThat(running()).as("rules without a route").containsAll(ruled());

        settle();
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (boolean refusals : new boolean[] {true, false}) {
            for (Right right : rights) {
                for (Where where : right.where) {
                    for (Role role : Role.values()) {
                        Cell expected = right.rule.apply(role, where);
                        if ((expected != Cell.YES) == refusals) {
                            tried++;
                            HttpResponse<String> answer = attempt(right, role, where, refusals);
                            Cell found = cell(answer);
                            if (found != expected) {
                                wrong.add(
                                        "%s %s, %s, %s: %s instead of %s (%d %s)"
                                                .formatted(
                                                        right.route(),
                                                        right.said,
                                                        role.word,
                                                        where.word,
                                                        found,
                                                        expected,
                                                        answer.statusCode(),
                                                        answer.headers()
                                                                .firstValue("Location")
                                                                .orElse("")));
                            }
                        }
                    }
                }
            }
        }
        System.out.println("cells tried: " + tried + " of " + rights.size() + " rights");
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(900);
        documented();
    }

    private void documented() throws IOException {
        String drawn = document();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, drawn);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("write it anew with -Ddocs.write=true")
                .isEqualTo(drawn);
    }

    private void rules() {
        here("GET /workbench", "the workbench");
        here("GET /workbench/now", "its live part");
        here("GET /requests", "the board");
        here("GET /requests/now", "its live part");
        here("GET /requests/late", "late requests");
        here("GET /requests/for-her", "the form for asking on her behalf");
        here("GET /records", "the log of the branch");
        here("GET /my-seat", "one's own seat");
        here("POST /my-seat", "skills and kinds of one's own seat", "act", "change");
        here("GET /my-seat/related", "where one has relatives");
        here(
                "POST /my-seat/related",
                "to say or take back where one has relatives",
                "act",
                "take-back",
                "said",
                UUID.randomUUID().toString());
        here("GET /numbers", "numbers, from one's own place down");
        here("GET /committee", "one's own committee");
        here("GET /blind-spots", "one's own blind spots");
        here("GET /members", "one's own federation's members");
        here("GET /cases", "the sealed matters that she is on");
        here("GET /staff", "one's own place's accounts");
        here("GET /pocket/me", "who is signed in on a phone");
        here("POST /pocket/devices/new", "put a phone into use");
        here("POST /pocket/hand-in", "hand in lines from a phone");
        here("GET /pocket/handed-in", "what she handed in");
        here("GET /pocket/devices", "her phones");
        here("POST /pocket/devices", "erase a phone of hers", "device", new UUID(1, 2).toString());
        here("GET /pocket/leaving", "signing out with lines on the phone");
        here("GET /pocket/undecided", "lines that wait for her to decide");
        put(
                From.COUNTY,
                "POST /pocket/undecided",
                "decide about a line that does not wait for her",
                HERE,
                seats((role, where) -> Cell.NOT_THERE),
                "act",
                "give-back",
                "line",
                new UUID(1, 2).toString());

        add(
                "POST /requests/for-her",
                "ask on her behalf",
                ASKS_FOR_HER,
                "text",
                "邻居托我问低保",
                "name",
                "老邻居",
                "consent",
                "yes",
                "kind",
                "work",
                "place",
                "{unit}");
        add("GET /requests/{id}", "open a request", SEES);
        for (String act :
                List.of(
                        "claim",
                        "say",
                        "reached",
                        "note",
                        "propose",
                        "offer",
                        "accept",
                        "decline",
                        "seal",
                        "heard-done",
                        "heard-not-yet")) {
            add("POST /requests/{id}", act + " on a request", SEES, "act", act, "words", "x");
        }
        add("GET /requests/{id}", "open a sealed matter", DESK, "sealed", "yes");
        for (String act : List.of("claim", "say", "note", "offer", "accept", "propose")) {
            add(
                    "POST /requests/{id}",
                    act + " on a sealed matter",
                    DESK,
                    "sealed",
                    "yes",
                    "act",
                    act,
                    "words",
                    "x");
        }

        add("GET /requests/{id}/files/{file}", "open a file of a request", SEES);
        add(
                "GET /requests/{id}/files/{file}",
                "open a file of a sealed matter",
                DESK,
                "sealed",
                "yes");
        put(
                From.COUNTY,
                "GET /cases/{id}/files/{file}",
                "a file of a case that she is not on",
                HERE,
                seats((role, where) -> Cell.NOT_THERE));

        put(
                From.COUNTY,
                "GET /api/v1/records/entries/{id}/proof",
                "the proof of an entry that is not in the branch",
                HERE,
                seats((role, where) -> Cell.NOT_THERE));
        put(
                From.COUNTY,
                "GET /cases/{id}",
                "the case of a sealed matter that she is not on",
                HERE,
                seats((role, where) -> Cell.NOT_THERE));
        put(
                From.COUNTY,
                "POST /cases/{id}",
                "work on a case that she is not on",
                HERE,
                seats((role, where) -> Cell.NOT_THERE),
                "act",
                "log",
                "words",
                "x");
        put(
                From.COUNTY,
                "POST /cases/{id}/paper",
                "a paper of a case that she is not on",
                HERE,
                seats((role, where) -> Cell.NOT_THERE));
        Rule noDuty = seats((role, where) -> Cell.NOT_THERE);
        put(From.COUNTY, "GET /audit", "the log for auditors, without the duty", HERE, noDuty);
        put(From.COUNTY, "GET /audit/proof", "a day against the witness, without it", HERE, noDuty);
        put(From.COUNTY, "GET /audit/duty", "who audits, from a county", HERE, noDuty);
        put(
                From.COUNTY,
                "POST /audit/duty",
                "ask somebody to audit, from a county",
                HERE,
                noDuty,
                "act",
                "give",
                "seat",
                "{seat}");
        Rule leadership = seats((role, where) -> role.leads() ? Cell.YES : Cell.NOT_THERE);
        put(From.PROVINCE, "GET /audit/duty", "who audits, from a province", HERE, leadership);
        put(
                From.PROVINCE,
                "POST /audit/duty",
                "ask somebody to audit, from a province",
                HERE,
                leadership,
                "act",
                "give",
                "seat",
                "nobody");
        put(
                From.COUNTY,
                "GET /sealed-numbers",
                "counts of sealed matters, in a county",
                HERE,
                noDuty);
        put(
                From.PROVINCE,
                "GET /sealed-numbers",
                "counts of sealed matters, in a province",
                HERE,
                leadership);
        add("GET /numbers/{unit}", "numbers of a place", SEES);
        add("GET /api/v1/units/{unit}/numbers", "the same for programs", SEES);
        add("GET /staff/{unit}", "accounts of a place", LEADS);
        add("POST /staff/{unit}", "a link for an account", LEADS, "seat", "{seat}");

        contact();
        duties();
        relief();
        here("GET /handed-on", "what she handed on and got");
        add(
                "POST /handed-on",
                "hand the work on requests of a place on",
                SEES,
                "unit",
                "{unit}",
                "duty",
                "HELP");
        handsOn("LATE", "hand the late lists of a place on", SEES);
        handsOn("NET", "hand the net of a place on", CHANGES);
        handsOn("ACCOUNTS", "hand the accounts of a place on", CHANGES);
        put(
                From.COUNTY,
                "POST /handed-on/{id}/end",
                "take back what others handed on",
                HERE,
                seats((role, where) -> Cell.NOT_THERE));

        add("GET /network/{unit}/committee", "the committee, to change it", SEES);
        String day = "2099-01-01";
        committee("term", "open a term", "day", day, "committee", "9", "vice", "2");
        committee("add", "add a seat");
        committee("fill", "fill a seat", "name", "某人", "seat", "{seat}", "day", "2026-01-01");
        committee("leave", "empty a seat", "seat", "{seat}", "day", day);
        committee("away", "set a seat away", "seat", "{seat}", "until", "2026-12-01");
        committee("on-duty", "set a seat on duty", "seat", "{seat}");

        add("GET /network/{unit}/change", "found, rename, move, close: the page", SEES);
        change("found", "found a unit", CHANGES, "kind", "", "name", "x", "day", day);
        change(
                "act",
                "record a founding act",
                CHANGES,
                "approval",
                "妇字1号",
                "approved-on",
                day,
                "candidates",
                "9",
                "elected",
                "5",
                "ballots",
                "20");
        change("rename", "rename", CHANGES, "name", "改名", "day", day);
        change("move", "move under another unit", CHANGES_FROM_ABOVE, "to", "{own}", "day", day);
        change("close", "close with a successor", CHANGES_FROM_ABOVE, "to", "{own}", "day", day);

        add("GET /network/{unit}/settings", "settings", SEES);
        add(
                "POST /network/{unit}/settings",
                "agree a setting",
                CHANGES,
                "act",
                "agree",
                "name",
                "none",
                "amount",
                "3",
                "unit",
                "DAYS",
                "from",
                "2026-06-01");
        add(
                "POST /network/{unit}/settings",
                "withdraw a setting",
                CHANGES,
                "act",
                "withdraw",
                "name",
                "none",
                "from",
                "2026-06-01");
        add("GET /network/{unit}/applications", "applications that wait", SEES);
        add(
                "POST /network/{unit}/applications",
                "admit an application",
                CHANGES,
                "act",
                "admit",
                "application",
                "{application}");
        add(
                "POST /network/{unit}/applications",
                "decline an application",
                CHANGES,
                "act",
                "decline",
                "application",
                "{application}");

        from(From.PROVINCE, "GET /network/{unit}/kinds", "kinds of the province", provinces(SEES));
        from(
                From.PROVINCE,
                "POST /network/{unit}/kinds",
                "add a kind",
                provinces(CHANGES),
                "act",
                "add",
                "zh",
                "",
                "en",
                "",
                "day",
                day);
        from(
                From.PROVINCE,
                "POST /network/{unit}/kinds",
                "end a kind",
                provinces(CHANGES),
                "act",
                "end",
                "kind",
                "own",
                "day",
                day);
        imports("GET /workbench/network/import", "imports of villages");
        imports("POST /workbench/network/import", "hand in villages");
        imported("POST /workbench/network/import/{import}/columns");
        imported("GET /workbench/network/import/{import}");
        imported("GET /workbench/network/import/{import}/now");
        imported("POST /workbench/network/import/{import}/yes");
        imported("GET /workbench/network/import/{import}/lines");
        imported("GET /workbench/network/import/{import}/bad.csv");

        from(From.BESIDE, "GET /network/{unit}/coverage", "places it looks after", SEES);
        from(
                From.BESIDE,
                "POST /network/{unit}/coverage",
                "look after a place",
                CHANGES,
                "act",
                "begin",
                "place",
                "{parent}",
                "day",
                day);
        from(
                From.BESIDE,
                "POST /network/{unit}/coverage",
                "look after a place no more",
                CHANGES,
                "act",
                "end",
                "covered",
                "{own}",
                "day",
                day);
        from(From.BESIDE, "GET /network/{unit}/members", "who belongs to it", OWN_ONLY);
        from(
                From.BESIDE,
                "POST /network/{unit}/members",
                "write a woman down",
                OWN_ONLY,
                "act",
                "join",
                "name",
                "");
        from(
                From.BESIDE,
                "POST /network/{unit}/members",
                "let a woman leave",
                OWN_ONLY,
                "act",
                "leave",
                "woman",
                "{woman}");

        Rule toTheCode = (role, where) -> role == Role.WOMAN ? Cell.YES : Cell.DOOR;
        hers("GET /mine/data", "what is held of her", toTheCode);
        hers("GET /mine/data.json", "the same for programs", RECEIPT);
        hers(
                "POST /mine/data",
                "put it right, let it rest",
                toTheCode,
                "act",
                "correct",
                "contact",
                "长".repeat(101));
        hers("GET /mine/erase", "erase: asks once more", toTheCode);
        hers("POST /mine/erase", "erase", toTheCode);
        hers("GET /mine/files/{file}", "a file of her request", RECEIPT);
        hers("POST /mine/word", "a word on her sealed matter", toTheCode, "word", "x");
        hers("POST /mine/end-link", "end its link and code", toTheCode);
        hers("GET /mine/now", "her request, its live part", RECEIPT);
        hers(
                "POST /mine",
                "her word",
                (role, where) -> role == Role.WOMAN ? Cell.YES : Cell.DOOR,
                "word",
                "say",
                "words",
                "还在等");
        hers(
                "GET /api/v1/receipt",
                "her request, for programs",
                (role, where) -> role == Role.WOMAN ? Cell.YES : Cell.DOOR);
    }

    /** Pairings are of the seat that holds them, and nobody leads into them. */
    private void contact() {
        here("GET /contact", "her own households");
        here("GET /contact/new", "the form for a pairing");
        here("GET /contact/proposed", "whom she has asked");
        here("GET /contact/hand-over", "seats whose households wait for somebody");
        here("GET /contact/points", "points of contact of her federation");
        here("GET /contact/import", "files of pairings that she handed in");
        here("POST /contact/import", "hand in pairings");
        here("GET /contact/export.csv", "her own households as a file");
        here("GET /contact/export.xlsx", "the same as a workbook");
        add(
                "POST /contact/new",
                "pair with a woman",
                ASKS_FOR_HER,
                "name",
                "老邻居",
                "consent",
                "yes",
                "place",
                "{unit}");
        Rule anothers = seats((role, where) -> Cell.NOT_THERE);
        String pairing = " /contact/{pairing:[0-9a-fA-F-]{36}}";
        put(From.COUNTY, "GET" + pairing, "a household that another seat holds", HERE, anothers);
        put(
                From.COUNTY,
                "GET" + pairing + "/files/{file}",
                "a picture of a household that another seat holds",
                HERE,
                anothers);
        for (String act : List.of("visit", "request", "correct", "end", "slip", "relay")) {
            put(
                    From.COUNTY,
                    "POST" + pairing,
                    act + " where another seat holds it",
                    HERE,
                    anothers,
                    "act",
                    act,
                    "found",
                    "SAW",
                    "words",
                    "x");
        }
        for (String route :
                List.of(
                        "POST /contact/proposed/{id}",
                        "GET /contact/choices/{conflict}",
                        "POST /contact/choices/{conflict}",
                        "GET /contact/relays/{relay}",
                        "POST /contact/relays/{relay}",
                        "GET /contact/points/{id}",
                        "POST /contact/points/{id}",
                        "GET /contact/import/{id}",
                        "POST /contact/import/{id}",
                        "GET /contact/import/{id}/bad.csv")) {
            put(From.COUNTY, route, "what is another seat's or federation's", HERE, anothers);
        }
        Rule leads =
                seats((role, where) -> where.within() && role.leads() ? Cell.YES : Cell.REFUSED);
        add(
                "POST /contact/hand-over",
                "hand a seat's households over",
                leads,
                "from",
                "{seat}",
                "to",
                new UUID(1, 2).toString());
        add(
                "POST /contact/points",
                "open a point of contact",
                leads,
                "kind",
                "WOMENS_HOME",
                "place",
                "{unit}");
    }

    /** Worked on by who drafted it and by who leads its place or above. */
    private void relief() {
        here("GET /relief/desk", "what is at work of relief in her branch");
        here("GET /relief/draft", "the form for a draft");
        put(
                From.COUNTY,
                "POST /relief/draft",
                "draft out of a request that another has in hand",
                HERE,
                seats((role, where) -> Cell.NOT_THERE),
                "request",
                new UUID(1, 2).toString());
        add("GET /relief/{id}/work", "work on what another drafted", LEADS);
        for (String act : List.of("seen", "second", "extend", "yields", "stop", "close")) {
            add(
                    "POST /relief/{id}/work",
                    act + " on what another drafted",
                    LEADS,
                    "act",
                    act,
                    "pledge",
                    "",
                    "words",
                    "长".repeat(301));
        }
        add("GET /relief/{id}/change", "change a draft of another", LEADS);
        add("POST /relief/{id}/change", "change a draft of another", LEADS, "item", "");
        add("GET /relief/{id}/pick-up", "who fetches it where", LEADS);
        add("GET /relief/{id}/lines.csv", "who pledged, as a file", LEADS);
        add("GET /relief/{id}/lines.xlsx", "the same as a workbook", LEADS);
        put(
                From.COUNTY,
                "GET /relief/{id}/work/pictures/{file}",
                "a picture that is not of it",
                HERE,
                seats((role, where) -> Cell.NOT_THERE));
    }

    /** Offered by who leads a place, taken by who is asked; a year is read from above. */
    private void duties() {
        here("GET /duties", "what is in her hands and offered to her");
        here("GET /duties/offer", "the form for offering work");
        here("GET /duties/projects", "projects of her own unit");
        here("GET /duties/plans", "founding plans of her own federation");
        here("GET /duties/report", "her own duty report");
        here("GET /duties/year", "her own federation's year");
        here("GET /duties/calendar", "her calendar address");
        here("POST /duties/calendar", "another calendar address", "act", "begin");
        add("GET /duties/at/{unit}", "work asked of a place", SEES);
        add("GET /duties/projects/of/{unit}", "projects and studios of a place", SEES);
        add("GET /duties/year/{unit}", "a federation's year", SEES);
        add("GET /duties/spots/{unit}", "a blind spot and what can be done", SEES);
        add("GET /duties/report/{seat}", "another seat's duty report", LEADS);
        add("POST /duties/offer", "offer work", CHANGES, "unit", "{unit}", "words", "去看看");
        add("POST /duties/spots/{unit}", "offer a blind spot", CHANGES, "act", "offer");
        add("POST /duties/spots/{unit}", "plan a founding", CHANGES_FROM_ABOVE, "act", "plan");
        add(
                "POST /duties/projects/of/{unit}",
                "lead a project",
                OWN_ONLY,
                "act",
                "project",
                "title",
                "项目",
                "aim",
                "为了大家");
        add(
                "POST /duties/projects/of/{unit}",
                "open a studio",
                CHANGES,
                "act",
                "studio",
                "seat",
                "{seat}",
                "name",
                "工作室",
                "does",
                "调解",
                "hours",
                "周一");
        Rule anothers = seats((role, where) -> Cell.NOT_THERE);
        for (String act :
                List.of(
                        "claim",
                        "decline",
                        "leave",
                        "accept",
                        "not-me",
                        "result",
                        "confirm",
                        "back",
                        "withdraw")) {
            put(
                    From.COUNTY,
                    "POST /duties/work/{id}",
                    act + " work that is not hers to see",
                    HERE,
                    anothers,
                    "act",
                    act,
                    "words",
                    "x");
        }
        for (String route :
                List.of(
                        "GET /duties/work/{id}",
                        "GET /duties/projects/{id}",
                        "GET /duties/plans/{id}",
                        "GET /duties/studios/{id}/change")) {
            put(From.COUNTY, route, "what is another branch's", HERE, anothers);
        }
        put(
                From.COUNTY,
                "POST /duties/projects/{id}",
                "another branch's project",
                HERE,
                anothers,
                "act",
                "end",
                "outcome",
                "x");
        put(
                From.COUNTY,
                "POST /duties/plans/{id}",
                "another branch's plan",
                HERE,
                anothers,
                "act",
                "give-up");
        put(
                From.COUNTY,
                "POST /duties/studios/{id}/change",
                "another branch's studio",
                HERE,
                anothers,
                "act",
                "close");
    }

    private void here(String route, String said, String... form) {
        put(From.COUNTY, route, said, HERE, ANY_SEAT, form);
    }

    private void hers(String route, String said, Rule rule, String... form) {
        put(From.COUNTY, route, said, HERE, rule, form);
    }

    private void add(String route, String said, Rule rule, String... form) {
        put(From.COUNTY, route, said, EVERYWHERE, rule, form);
    }

    private void committee(String act, String said, String... form) {
        var all = new ArrayList<>(List.of("act", act));
        all.addAll(List.of(form));
        add("POST /network/{unit}/committee", said, CHANGES, all.toArray(String[]::new));
    }

    private void change(String act, String said, Rule rule, String... form) {
        var all = new ArrayList<>(List.of("act", act, "seen", "{seen}"));
        all.addAll(List.of(form));
        add("POST /network/{unit}/change", said, rule, all.toArray(String[]::new));
    }

    private void from(From from, String route, String said, Rule rule, String... form) {
        put(from, route, said, from == From.PROVINCE ? NOT_BESIDE : EVERYWHERE, rule, form);
    }

    /** Only a province has kinds of its own. */
    private static Rule provinces(Rule rule) {
        return (role, where) ->
                role.sits() && where != Where.OWN ? Cell.NOT_THERE : rule.apply(role, where);
    }

    private void handsOn(String duty, String said, Rule rule) {
        add(
                "POST /handed-on",
                said,
                rule,
                "unit",
                "{unit}",
                "to",
                "{seat}",
                "until",
                "{soon}",
                "duty",
                duty);
    }

    private void imports(String route, String said) {
        put(
                From.PROVINCE,
                route,
                said,
                HERE,
                seats((role, where) -> role.leads() ? Cell.YES : Cell.FORBIDDEN));
        put(
                From.COUNTY,
                route,
                said + ", from a county",
                HERE,
                seats((role, where) -> Cell.FORBIDDEN));
    }

    /** Somebody else's import is not there. */
    private void imported(String route) {
        put(
                From.PROVINCE,
                route,
                "an import of another place",
                HERE,
                seats((role, where) -> role.leads() ? Cell.NOT_THERE : Cell.FORBIDDEN));
    }

    private void put(
            From from, String route, String said, List<Where> where, Rule rule, String... form) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < form.length; i += 2) {
            fields.put(form[i], form[i + 1]);
        }
        String[] parts = route.split(" ", 2);
        rights.add(new Right(said, parts[0], parts[1], fields, from, where, rule));
    }

    private Set<String> ruled() {
        Set<String> all = rights.stream().map(Right::route).collect(toCollection(TreeSet::new));
        all.addAll(OPEN);
        all.addAll(DOOR);
        all.addAll(ACCOUNT);
        return all;
    }

    /** The running program's own table; what takes an actor must not be called open. */
    private Set<String> running() {
        Set<String> all = new TreeSet<>();
        routes.getHandlerMethods()
                .forEach((info, method) -> {
                    for (String path : info.getPatternValues()) {
                        for (var verb : info.getMethodsCondition().getMethods()) {
                            String route = verb + " " + path;
                            all.add(route);
                            assertThat(takesASeat(method) && OPEN.contains(route))
                                    .as(route + " takes a seat and is called open")
                                    .isFalse();
                        }
                    }
                });
        return all;
    }

    private static boolean takesASeat(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .map(p -> p.getParameterType().getSimpleName())
                .anyMatch(Set.of("Actor", "Acting")::contains);
    }

    private void settle() {
        places.put(From.COUNTY, in("340202", "340202012", "3402", "340207", "350102"));
        places.put(From.PROVINCE, in("34", "3403", "", "34", "35"));
        Place beside = seats.beside(seats.place("340209"), "弋江市场", "market");
        places.put(
                From.BESIDE,
                Map.of(
                        Where.OWN, beside,
                        Where.BELOW, seats.beside(beside, "弋江摊区", "market"),
                        Where.ABOVE, seats.place("340209"),
                        Where.BESIDE, seats.beside(seats.place("340209"), "弋江楼宇", "building"),
                        Where.FAR, seats.beside(seats.place("350103"), "台江市场", "market")));
        for (From from : From.values()) {
            Map<Where, Place> there = of(places, from);
            there.values().stream().distinct().forEach(this::furnish);
            phones.put(from, phones(of(there, Where.OWN)));
        }
        Place county = own(From.COUNTY);
        SeatHeld another = seats.held(new SeatId(of(seatIn, county.id().value())));
        anothersPairing =
                pair.aloud(another.branch(), new Pair.Wanted("别的席位的一户", true, county.id()))
                        .pairing();
        for (Where where : Where.values()) {
            String place = codeOf(of(of(places, From.COUNTY), where));
            stories.put(where, Story.asked(port, jdbc, place, "工钱的事"));
            campaigns.put(where, drafted(of(of(places, From.COUNTY), where), of(stories, where)));
            sealedStories.put(
                    where,
                    Story.asked(
                            port, jdbc, place, "他打我", ",\"kind\":\"violence\",\"stayNear\":true"));
        }
        for (Map<Where, Story> asked : List.of(stories, sealedStories)) {
            for (Story story : asked.values()) {
                Sendings.say(story.phone(), "照片", Sendings.photo());
                files.put(
                        story.id(),
                        jdbc.sql("select id::text from files.file where matter = ?")
                                .param(story.id())
                                .query(String.class)
                                .single());
            }
        }
        phones.values().forEach(by -> by.put(Role.WOMAN, of(stories, Where.OWN).phone()));
    }

    /** By a seat that nobody here holds. */
    private UUID drafted(Place place, Story story) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into relief.campaign (province, id, request, place, shown_place, kind, item, story, measure,
                          price_fen, cap, smallest, most, rule, useful_until, shown_as, drafted_by, drafted_at, stage, available)
                        values (?, ?, ?, ?, ?, 'PRODUCE', '包菜', '裂了口', 'KILOGRAM', 120, 100, 1, 100, 'IN_TURN',
                          date '2026-06-30', '王', gen_random_uuid(), ?, 'DRAFT', 100)
                        """)
                .param(place.province().number())
                .param(id)
                .param(story.id())
                .param(place.id().value())
                .param(place.id().value())
                .param(Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    private Map<Where, Place> in(
            String own, String below, String above, String beside, String far) {
        var there = new EnumMap<Where, Place>(Where.class);
        there.put(Where.OWN, seats.place(own));
        there.put(Where.BELOW, seats.place(below));
        there.put(Where.ABOVE, seats.place(above));
        there.put(Where.BESIDE, seats.place(beside));
        there.put(Where.FAR, seats.place(far));
        return there;
    }

    /** Somebody sits there. */
    private void furnish(Place place) {
        seatIn.put(place.id().value(), seats.fill(place, "那里的她", false).seat().value());
    }

    private Map<Role, Phone> phones(Place own) {
        var by = new EnumMap<Role, Phone>(Role.class);
        by.put(Role.NOBODY, new Phone(port));
        by.put(Role.MEMBER, in(seats.sits(own, "执委", "EXECUTIVE_MEMBER", "PART_TIME"), false));
        by.put(Role.VICE_CHAIR, in(seats.sits(own, "副主席", "VICE_CHAIR", "PART_TIME"), false));
        by.put(Role.CHAIR, in(seats.sits(own, "主席", "CHAIR", "PART_TIME"), false));
        by.put(Role.CADRE, in(seats.onDuty("", "干部"), true, own));
        return by;
    }

    private Phone in(SeatHeld seat, boolean onDuty) {
        if (!onDuty) {
            seats.offDuty(seat);
        }
        return Phone.of(port, seats, seat);
    }

    private Phone in(SeatHeld elsewhere, boolean onDuty, Place own) {
        seats.offDuty(elsewhere);
        return in(seats.fill(own, "干部", onDuty), onDuty);
    }

    private static <K, V> V of(Map<K, V> map, K key) {
        return java.util.Objects.requireNonNull(map.get(key));
    }

    private static String codeOf(Place place) {
        return place.divisionCode().orElseThrow();
    }

    private HttpResponse<String> attempt(Right right, Role role, Where where, boolean refused) {
        Phone phone = of(of(phones, right.from), role);
        Place place = of(of(places, right.from), where);
        Story story = of(right.form.containsKey("sealed") ? sealedStories : stories, where);
        String address =
                right.path
                        .replace("{unit}", place.id().toString())
                        .replace(
                                "{id}",
                                (right.path.startsWith("/relief/")
                                                ? of(campaigns, where)
                                                : story.id())
                                        .toString())
                        .replace("{file}", of(files, story.id()))
                        .replace("{seat}", String.valueOf(seatIn.get(place.id().value())))
                        .replace("{import}", new UUID(1, 2).toString())
                        .replaceAll("\\{pairing:[^/]*}", String.valueOf(anothersPairing))
                        .replaceAll("\\{(?:conflict|relay)}", new UUID(1, 2).toString());
        if (right.verb.equals("GET")) {
            return role == Role.WOMAN && right.path.equals("/api/v1/receipt")
                    ? phone.get(address, "Authorization", "Receipt " + story.code())
                    : phone.get(address);
        }
        Map<String, String> form = new HashMap<>(right.form);
        form.remove("sealed");
        form.replaceAll((name, value) -> filled(value, right.from, place));
        form.put(FormToken.FIELD, phone.token("/access"));
        if (!refused && right.path.equals("/requests/{id}")) {
            // She may: that is enough, and the request stays as it is.
            form.put("words", "长".repeat(2001));
        }
        if (right.path.equals("/pocket/hand-in")) {
            return phone.postJson(
                    address,
                    "{\"clock\":\"2026-05-21T01:00:00Z\",\"device\":\"%s\",\"entries\":[]}"
                            .formatted(device(phone)),
                    FormToken.HEADER,
                    of(form, FormToken.FIELD));
        }
        return right.path.equals("/workbench/network/import")
                        || right.path.equals("/contact/import")
                ? new Upload(phone).send(address, "", form)
                : phone.post(address, form);
    }

    /** A phone's own secret, if anybody is in. */
    private static String device(Phone phone) {
        String given =
                phone.postJson(
                                "/pocket/devices/new",
                                "{}",
                                FormToken.HEADER,
                                phone.token("/access"))
                        .body();
        return given.contains("secret")
                ? given.replaceFirst("(?s).*\"secret\":\"([^\"]+)\".*", "$1")
                : "";
    }

    private String filled(String value, From from, Place place) {
        return switch (value) {
            case "{unit}" -> place.id().toString();
            case "{soon}" ->
                    LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE).plusDays(5).toString();
            case "{own}" -> own(from).id().toString();
            case "{parent}" -> String.valueOf(place.parent());
            case "{woman}" -> joined(place);
            case "{seat}" -> String.valueOf(seatIn.get(place.id().value()));
            case "{application}" -> applied(place);
            case "{seen}" -> StillAsSeen.mark(place);
            default -> value;
        };
    }

    /** Somebody who belongs to it, if anybody can. */
    private String joined(Place place) {
        Phone phone = new Phone(port);
        phone.post(
                "/network/" + place.id() + "/join",
                Map.of("once", phone.token("/"), "name", "她", "agreed", "yes"));
        return jdbc.sql(
                        "select woman::text from network.membership where unit = ? and upper_inf(during) limit 1")
                .param(place.id().value())
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** Somebody applies to move in. */
    private String applied(Place place) {
        Phone phone = new Phone(port);
        String page =
                phone.post(
                                "/network/" + place.id() + "/apply",
                                Map.of(
                                        "once", phone.token("/"),
                                        "kind", "market",
                                        "name", "第" + ++applications + "市场",
                                        "applicant", "某人",
                                        "contact", "电话",
                                        "proof", "执照"))
                        .headers()
                        .firstValue("Location")
                        .orElseThrow();
        return page.substring(page.lastIndexOf('/') + 1);
    }

    private Place own(From from) {
        return of(of(places, from), Where.OWN);
    }

    /** Past the guard, whatever else may be wrong with the form, is a yes. */
    private static Cell cell(HttpResponse<String> answer) {
        String to = answer.headers().firstValue("Location").orElse("");
        return switch (answer.statusCode()) {
            case 401 -> Cell.DOOR;
            case 303 -> to.equals("/access") || to.equals("/code") ? Cell.DOOR : Cell.YES;
            case 403 -> Cell.FORBIDDEN;
            case 404 -> Cell.NOT_THERE;
            case 422 ->
                    REFUSALS.stream().anyMatch(answer.body()::contains) ? Cell.REFUSED : Cell.YES;
            case 200 -> Cell.YES;
            default -> throw new IllegalStateException(answer.statusCode() + " " + answer.uri());
        };
    }

    private static final List<String> REFUSALS = refusals();

    private static List<String> refusals() {
        return List.of(
                        "network.refused.post",
                        "network.refused.own-unit",
                        "help.place.missing",
                        "contact.pair.place",
                        "contact.hand.from",
                        "contact.point.place",
                        "contact.point.not-yours")
                .stream()
                .map(EveryRightIsTriedTest::text)
                .toList();
    }

    private static String text(String key) {
        var texts = new java.util.Properties();
        String module = key.substring(0, key.indexOf('.'));
        try (var in =
                Files.newBufferedReader(
                        Path.of("src/main/resources/texts/" + module + ".properties"))) {
            texts.load(in);
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
        return java.util.Objects.requireNonNull(texts.getProperty(key));
    }

    private String document() {
        var text =
                new StringBuilder(
                        """
                        # Rights

                        Written by `EveryRightIsTriedTest`, which tries every cell over HTTP, refusals first, and fails on a
                        route of the running program that has no rule. Draw it anew with
                        `./dev test -Dtest=EveryRightIsTriedTest -Ddocs.write=true`.

                        "Sign in": shown the door. "Not there": answered as if it did not exist. "Refused": told why.
                        The places are seen from the unit that somebody sits in. Who may do what with a sealed matter stands in
                        [a table of its own](rights-over-a-sealed-matter.md).

                        """);
        for (From from : From.values()) {
            text.append("## From ")
                    .append(
                            switch (from) {
                                case COUNTY -> "a county";
                                case PROVINCE -> "a province";
                                case BESIDE -> "a federation beside the territory";
                            })
                    .append("\n\n| right | route | ");
            text.append(Arrays.stream(Role.values()).map(r -> r.word).collect(joining(" | ")));
            text.append(" |\n|").append(" --- |".repeat(2 + Role.values().length)).append('\n');
            for (Right right : rights) {
                if (right.from == from) {
                    text.append("| ").append(right.said).append(" | `").append(right.route());
                    text.append("` |");
                    for (Role role : Role.values()) {
                        text.append(' ').append(inWords(right, role)).append(" |");
                    }
                    text.append('\n');
                }
            }
            text.append('\n');
        }
        text.append("## Open to everybody\n\n");
        new TreeSet<>(OPEN).forEach(route -> text.append("- `").append(route).append("`\n"));
        text.append("\n## The door\n\n");
        new TreeSet<>(DOOR).forEach(route -> text.append("- `").append(route).append("`\n"));
        text.append("\n## Her own account\n\n");
        new TreeSet<>(ACCOUNT).forEach(route -> text.append("- `").append(route).append("`\n"));
        return text.toString();
    }

    private static String inWords(Right right, Role role) {
        Map<Cell, List<Where>> by = new EnumMap<>(Cell.class);
        for (Where where : right.where) {
            by.computeIfAbsent(right.rule.apply(role, where), c -> new ArrayList<>()).add(where);
        }
        return by.size() == 1
                ? by.keySet().iterator().next().word
                : by.entrySet().stream()
                        .map(e ->
                                e.getKey().word
                                        + ": "
                                        + e.getValue().stream()
                                                .map(w -> w.word)
                                                .collect(joining(", ")))
                        .collect(joining("; "));
    }
}
