package niangjia.help;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import niangjia.contact.model.Found;
import niangjia.contact.tasks.ContactPoints;
import niangjia.contact.tasks.HerPages;
import niangjia.contact.tasks.HerSide;
import niangjia.contact.tasks.Pair;
import niangjia.contact.tasks.Relays;
import niangjia.contact.tasks.Visits;
import niangjia.database.DataFolder;
import niangjia.duties.tasks.OfferWork;
import niangjia.duties.tasks.Plans;
import niangjia.duties.tasks.Projects;
import niangjia.duties.tasks.Studios;
import niangjia.duties.tasks.WorkOn;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.relief.CampaignId;
import niangjia.relief.tasks.DraftRelief;
import niangjia.relief.tasks.OpenRelief;
import niangjia.shared.Ids;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import niangjia.shared.Words;
import niangjia.site.Answer;
import niangjia.site.Look;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every text field of every form that the running program shows, to visitors, to her and to staff:
 * whatever is typed is taken, or refused with the field named in the language of the page and
 * everything still there.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
@Import(Seats.class)
@DirtiesContext
class EveryFormTakesAnythingTest {

    private static final String MARKUP = "<script>alert(1)</script>\"'><img src=x>";
    private static final String HUGE = "x".repeat(1 << 20);

    /** More than any field takes, and little enough to be kept. */
    private static final String LONG = "长".repeat(2100);

    private static final List<String> ODD =
            List.of(
                    "",
                    HUGE,
                    LONG,
                    "a\u0000b\u0001\u001b\u0085c",
                    "😀👩‍👩‍👧‍👦🇨🇳",
                    "\u202eשלום\u202c",
                    MARKUP);

    /** What somebody may choose for a picture, by mistake or on purpose. */
    private static final List<Upload.Part> ODD_FILES =
            List.of(
                    new Upload.Part("她.jpg", Pictures.words("<html><script>alert(1)</script>")),
                    new Upload.Part("空.jpg", new byte[0]),
                    new Upload.Part("大.png", Pictures.pngThatClaims(60_000, 60_000)));

    /** A browser sends an input that was left empty too. */
    private static final Upload.Part NOTHING_CHOSEN = new Upload.Part("", new byte[0]);

    /** Inputs in which somebody types. */
    private static final Set<String> TYPED =
            Set.of("text", "search", "date", "password", "tel", "email", "number", "textarea");

    private static final Set<String> BUTTONS = Set.of("submit", "image");

    /** Routes that answer with no page of their own. */
    private static final Set<String> GO_ON =
            Set.of(
                    "/u/{unit}",
                    "/mine/data.json",
                    "/r/{token}",
                    "/committee",
                    "/blind-spots",
                    "/numbers",
                    "/duties/projects",
                    "/duties/year",
                    "/leave",
                    "/j/{token}",
                    "/members",
                    "/staff",
                    "/account/data.json",
                    "/w/{token}",
                    "/g/{token}",
                    "/access/ways/data.json",
                    // Not there without a provider; AProviderVouchesForHerTest has one.
                    "/access/provider");

    /**
     * Where forms lead, and what has to stand in their other fields so that one field alone is
     * wrong. A form that leads elsewhere has no way yet and fails.
     */
    private final Map<String, Map<String, String>> ways = new TreeMap<>();

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired DataFolder folder;
    @Autowired Clock clock;
    @Autowired OfferWork offerWork;
    @Autowired WorkOn workOn;
    @Autowired Projects projects;
    @Autowired Studios studios;
    @Autowired Plans plans;
    @Autowired Pair pair;
    @Autowired Visits visits;
    @Autowired Relays relays;
    @Autowired ContactPoints points;
    @Autowired HerPages pages;
    @Autowired HerSide herSide;
    @Autowired DraftRelief draftRelief;
    @Autowired OpenRelief openRelief;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    private final List<String> accidents = new ArrayList<>();
    private final Set<String> forms = new TreeSet<>();
    private final Set<String> visited = new HashSet<>();
    private int fields;
    private int sent;
    private int telephones;

    /** A page in front of somebody, opened anew for each sending. */
    private interface Opened {
        Seen in(boolean english);
    }

    /** The same seat on two phones. */
    private record Tongues(Phone chinese, Phone english) {
        Phone in(boolean inEnglish) {
            return inEnglish ? english : chinese;
        }
    }

    private record Seen(Phone phone, String path, String body) {}

    private record Field(String name, String type, String value) {
        boolean isTyped() {
            return TYPED.contains(type);
        }
    }

    @Test
    void orSaysInHerLanguageWhichFieldIsWrongAndKeepsTheRest() {
        listWays();
        beforeAnybodyHasAnAccount();
        Map<String, Opened> rest = onceSomebodyHas();
        Set<String> missing = new TreeSet<>(pages());
        missing.removeAll(visited);
        rest.forEach(this::look);
        missing.removeAll(visited);
        // What was taken is shown somewhere, perhaps on a page that was seen before.
        rest.forEach((name, page) -> unescaped("later " + name, page.in(false).body()));
        System.out.println(
                "%d forms with %d fields visited, %d sendings: %s"
                        .formatted(forms.size(), fields, sent, forms));
        accidents.forEach(System.out::println);
        assertThat(missing).as("pages that nobody has told how to reach").isEmpty();
        assertThat(accidents).isEmpty();
        assertThat(forms).hasSizeGreaterThan(30);
        assertThat(fields).isGreaterThan(60);
    }

    private void listWays() {
        String today = LocalDate.now(clock.withZone(Look.ZONE)).toString();
        way("/ask");
        way("/code", "code", "1111 2222 3333 4444");
        way("/mine");
        way("/mine/data");
        way("/mine/erase", "sure", "yes");
        way("/mine/forget");
        way("/language", "to", "en");
        way("/type", "to", "1");
        way("/access");
        way("/access/seat");
        way("/access/sign-out");
        way("/begin/{}", "code", "99", "password", "a long pass phrase");
        way("/requests/{}");
        way("/cases/{}", "next", "", "state", "", "what", "");
        way("/cases/{}/paper");
        way("/check-paper");
        way("/records");
        way("/audit");
        way("/audit/proof");
        way("/audit/duty");
        way("/access/second");
        way("/access/passkey");
        way("/access/ways/app");
        way("/access/ways/passkey");
        way("/access/ways/codes");
        way("/access/ways/remove");
        way("/access/ways/end");
        way("/access/ways/password");
        way("/access/ways/provider");
        for (String account :
                List.of(
                        "in",
                        "code",
                        "out",
                        "sessions",
                        "delete",
                        "gather",
                        "from-mine",
                        "matter")) {
            way("/account/" + account);
        }
        way("/mine/word");
        way("/contact/new", "consent", "yes");
        way("/contact/{}", "found", "SAW", "next", nextYear() + "-01-01");
        way("/contact/proposed/{}");
        way("/contact/choices/{}", "choice", "first");
        way("/contact/hand-over");
        way("/contact/relays/{}");
        way("/contact/points", "keeper", "");
        way("/contact/points/{}", "keeper", "");
        way("/duties/work/{}");
        way("/duties/offer");
        way("/duties/projects/of/{}");
        way("/duties/projects/{}");
        way("/duties/studios/{}/change");
        way("/duties/spots/{}");
        way("/duties/plans/{}", "day", today);
        way("/duties/calendar");
        way("/relief/draft", "useful", nextMonth(), "agreed", "yes");
        way("/relief/{}/change", "useful", nextMonth(), "agreed", "yes");
        way(
                "/relief/{}/work",
                "day",
                tomorrow(),
                "time",
                "09:00",
                "hours",
                "3",
                "seen",
                today,
                "until",
                nextMonth(),
                "amount",
                "10");
        way("/relief/{}/pledge", "amount", "10");
        way("/relief/{}/alarm");
        way("/my-pledges", "amount", "20", "fetched", "10");
        way("/my-pledges/forget");
        way("/contact/import");
        way("/contact/import/{}");
        way("/my-people");
        way("/my-people/code");
        way("/my-people/data");
        way("/my-people/forget");
        way("/account/people");
        way("/mine/end-link");
        way("/handed-on");
        way("/handed-on/{}/end");
        way("/staff/{}");
        way("/join/{}", "password", "a long pass phrase");
        way("/joined");
        way("/network/{}/join", "agreed", "yes");
        way("/network/{}/members", "agreed", "yes");
        way("/network/{}/coverage", "place", "990101103", "day", today);
        way("/network/{}/kinds", "day", today);
        way("/requests/for-her", "consent", "yes");
        way("/my-seat", "until", "2099-01-01");
        way("/my-seat/related", "q", "", "place", "", "said", "");
        way("/network");
        way("/network/{}");
        way("/network/{}/apply", "kind", "building");
        way("/network/{}/applications");
        way(
                "/network/{}/change",
                "code",
                "",
                "day",
                today,
                "approval",
                "妇字1号",
                "approved-on",
                today,
                "candidates",
                "9",
                "elected",
                "9",
                "ballots",
                "20",
                "to",
                "990101101");
        way("/network/{}/committee", "day", today, "committee", "9", "vice", "2");
        way("/network/{}/settings", "amount", "3", "from", today, "lines", "2031-01-01,rest");
        way("/pocket/undecided");
        way("/pocket/devices");
        way("/workbench/network/import", "code", "1", "name", "2", "parent", "");
        way("/workbench/network/import/{}/columns", "code", "1", "name", "2", "parent", "");
        way("/workbench/network/import/{}/yes");
    }

    private void way(String action, String... values) {
        Map<String, String> known = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i += 2) {
            known.put(values[i], values[i + 1]);
        }
        ways.put(action, known);
    }

    /** The first account is opened once; until then anybody here may sit down. */
    private void beforeAnybodyHasAnAccount() {
        String token = HexFormat.of().formatHex(folder.secret("first-account", 16));
        look(
                "/begin/{token}",
                english -> {
                    // Some of what is typed is good enough.
                    jdbc.sql("delete from access.account where not demonstration").update();
                    return seen(visitor(english), "/begin/" + token);
                });
        jdbc.sql("delete from access.account where not demonstration").update();
        look("/access", english -> seen(visitor(english), "/access"));
        look("/account/in", english -> seen(visitor(english), "/account/in"));
        look("/account/in asked", this::codeAsked);
        look("/account/outbox", english -> seen(visitor(english), "/account/outbox"));
        look("/account", english -> seen(withAccount(english), "/account"));
        look("/account/sessions", english -> seen(withAccount(english), "/account/sessions"));
        look("/account/people", english -> seen(withAccount(english), "/account/people"));
    }

    private Seen codeAsked(boolean english) {
        Phone phone = visitor(english);
        return new Seen(phone, "/account/in", asksForCode(phone, telephone()));
    }

    private String asksForCode(Phone phone, String telephone) {
        return phone.post(
                        "/account/in",
                        Map.of("once", phone.token("/account/in"), "telephone", telephone))
                .body();
    }

    /** Each another, in another space of numbers. */
    private String telephone() {
        return "13%09d".formatted(++telephones * 7_919_317L % 1_000_000_000L);
    }

    private Phone withAccount(boolean english) {
        Phone phone = visitor(english);
        String telephone = telephone();
        asksForCode(phone, telephone);
        String outbox =
                Jsoup.parse(phone.get("/account/outbox").body())
                        .select("main li")
                        .getFirst()
                        .text();
        phone.post(
                "/account/code",
                Map.of(
                        "once",
                        phone.token("/account/in"),
                        "telephone",
                        telephone,
                        "code",
                        outbox.replaceFirst("^[0-9]{11}", "")
                                .replaceFirst("(?s).*?([0-9]{6}).*", "$1")));
        return phone;
    }

    private Map<String, Opened> onceSomebodyHas() {
        String county = unit("990101");
        String township = unit("990101101");
        String market = unit("新华建材市场");
        SeatHeld chair = seat(county);
        SeatHeld member = seats.fill(seats.place("990101"), "石桥的同事", true);
        Tongues staff = both(chair);
        Tongues colleague = both(member);
        Tongues operator = both(seat(unit("99")));
        Tongues nation = both(seats.fill(seats.place(""), "全国的人", false));

        Map<String, Opened> all = new LinkedHashMap<>();
        all.put("/", english -> seen(visitor(english), "/"));
        all.put("/code", english -> seen(visitor(english), "/code"));
        all.put("/ask where", english -> asked(visitor(english), Map.of()));
        all.put("/ask ready", english -> asked(visitor(english), Map.of("place", county)));
        all.put("/mine", english -> mine(story("WAITING", chair, member), english));
        all.put("/privacy", english -> seen(visitor(english), "/privacy"));
        all.put("/mine/data", english -> hers(story("WAITING", chair, member), english, "/data"));
        all.put("/mine/erase", english -> hers(story("WAITING", chair, member), english, "/erase"));
        all.put("/mine/now", english -> mineNow(story("WAITING", chair, member), english));
        all.put("/mine her word", english -> mine(story("HER_WORD", chair, member), english));
        all.put("/requests/{id}", english -> of(staff, english, story("WAITING", chair, member)));
        all.put("/cases/{id}", english -> caseOf(staff, english, chair));
        for (String state : List.of("IN_HAND", "OFFERED", "BEHALF", "HER_WORD")) {
            Tongues who = state.equals("OFFERED") ? colleague : staff;
            all.put(
                    "/requests/{id} " + state,
                    english -> of(who, english, story(state, chair, member)));
        }
        for (String path :
                List.of(
                        "/workbench",
                        "/workbench/now",
                        "/cases",
                        "/requests/now",
                        "/requests",
                        "/requests/late",
                        "/requests/for-her",
                        "/my-seat",
                        "/my-seat/related",
                        "/handed-on",
                        "/pocket",
                        "/pocket/handed-in",
                        "/pocket/undecided",
                        "/pocket/devices",
                        "/pocket/leaving",
                        "/records")) {
            all.put(path, english -> seen(staff.in(english), path));
        }
        for (String path :
                List.of(
                        "",
                        "/glance",
                        "/wall",
                        "/blind-spots",
                        "/apply",
                        "/change",
                        "/settings",
                        "/committee")) {
            all.put(
                    "/network/{unit}" + path,
                    english -> seen(staff.in(english), "/network/" + county + path));
        }
        contact(all, staff, chair, member);
        duties(all, staff, chair, member);
        relief(all, staff, colleague, chair, member);
        all.put("/network", english -> seen(visitor(english), "/network"));
        all.put("/numbers/{unit}", english -> seen(staff.in(english), "/numbers/" + county));
        all.put(
                "/network/{unit}/change unfounded",
                english -> seen(staff.in(english), "/network/" + market + "/change"));
        all.put(
                "/network/{unit}/change rehearsed",
                english -> rehearsed(staff.in(english), "/network/" + township + "/change"));
        all.put(
                "/network/{unit}/committee",
                english -> {
                    threeSeats(township);
                    return seen(staff.in(english), "/network/" + township + "/committee");
                });
        all.put(
                "/network/{unit}/applications",
                english -> {
                    applied(township);
                    return seen(staff.in(english), "/network/" + county + "/applications");
                });
        all.put("/applications/{id}", english -> seen(visitor(english), applied(township)));
        all.put("/places/find", english -> seen(visitor(english), "/places/find?q=shi"));
        all.put(
                "/network/{unit}/settings of the nation",
                english ->
                        seen(nation.in(english), "/network/" + seats.place("").id() + "/settings"));
        String online = unit("护工网上妇联");
        for (String path : List.of("/coverage", "/members")) {
            all.put(
                    "/network/{unit}" + path,
                    english -> seen(staff.in(english), "/network/" + online + path));
        }
        all.put(
                "/network/{unit}/join",
                english -> seen(visitor(english), "/network/" + online + "/join"));
        all.put("/check-paper", english -> seen(visitor(english), "/check-paper"));
        all.put("/sealed-numbers", english -> seen(operator.in(english), "/sealed-numbers"));
        all.put("/audit/duty", english -> seen(operator.in(english), "/audit/duty"));
        SeatHeld auditor = seats.fill(seats.place("990101"), "石桥的审计", false);
        jdbc.sql(
                        "insert into records.auditor (province, seat, person, given_by, since) values (99, ?, ?, ?, now())")
                .params(auditor.seat().value(), auditor.holder().value(), chair.seat().value())
                .update();
        Tongues audits = both(auditor);
        all.put("/audit", english -> seen(audits.in(english), "/audit"));
        all.put("/audit/proof", english -> seen(audits.in(english), "/audit/proof"));
        all.put("/records/root", english -> seen(visitor(english), "/records/root"));
        all.put("/joined", english -> joined(visitor(english), online));
        all.put(
                "/network/{unit}/kinds",
                english -> {
                    Phone phone = operator.in(english);
                    String page = "/network/" + unit("99") + "/kinds";
                    phone.post(
                            page,
                            Map.of(
                                    "once",
                                    phone.token(page),
                                    "act",
                                    "add",
                                    "zh",
                                    "种类" + sent,
                                    "en",
                                    "kind " + sent,
                                    "day",
                                    LocalDate.now(Look.ZONE).toString()));
                    return seen(phone, page);
                });
        all.put("/staff/{unit}", english -> seen(staff.in(english), "/staff/" + county));
        all.put("/join/{token}", english -> invited(staff.in(english), english, county));
        all.put(
                "/access/ways",
                english -> {
                    SeatHeld seat = newcomer();
                    seats.account(seat);
                    return seen(withPassword(english, seat), "/access/ways");
                });
        all.put(
                "/access/second",
                english -> {
                    SeatHeld seat = newcomer();
                    // Whoever has set up an app is asked for its code on the next phone.
                    Phone.of(port, seats, seat);
                    return seen(withPassword(english, seat), "/access/second");
                });
        String imports = "/workbench/network/import";
        all.put(imports, english -> seen(operator.in(english), imports));
        String named = new Upload(operator.in(false)).looked("code,name\n990101101902,石桥社区\n");
        all.put(
                imports + "/{import}",
                english -> {
                    Phone phone = operator.in(english);
                    return seen(phone, new Upload(phone).looked("甲,乙\n990101101901,石桥社区\n"));
                });
        all.put(imports + "/{import} named", english -> seen(operator.in(english), named));
        all.put(imports + "/{import}/now", english -> seen(operator.in(english), named + "/now"));
        all.put(
                imports + "/{import}/lines",
                english -> seen(operator.in(english), named + "/lines"));
        return all;
    }

    private void duties(Map<String, Opened> all, Tongues staff, SeatHeld chair, SeatHeld other) {
        UUID county = chair.place().id().value();
        for (String path : List.of("", "/offer", "/plans", "/report", "/calendar")) {
            all.put("/duties" + path, english -> seen(staff.in(english), "/duties" + path));
        }
        for (String path : List.of("/at", "/projects/of", "/year")) {
            all.put(
                    "/duties" + path + "/{unit}",
                    english -> seen(staff.in(english), "/duties" + path + "/" + county));
        }
        all.put(
                "/duties/report/{seat}",
                english -> seen(staff.in(english), "/duties/report/" + other.seat()));
        all.put(
                "/duties/work/{id}",
                english -> seen(staff.in(english), "/duties/work/" + offered(chair)));
        all.put(
                "/duties/work/{id} claimed",
                english -> {
                    jdbc.sql("update duties.claim set until = now(), how = 'LEFT' where seat = ?")
                            .param(chair.seat().value())
                            .update();
                    UUID work = offered(chair);
                    workOn.claim(chair, work, true, Door.PAGE);
                    return seen(staff.in(english), "/duties/work/" + work);
                });
        all.put(
                "/duties/projects/{id}",
                english -> {
                    UUID project = projects.begin(chair, "项目", "为了大家", null, null);
                    projects.addStep(chair, project, "第一步", null);
                    return seen(staff.in(english), "/duties/projects/" + project);
                });
        all.put(
                "/duties/studios/{id}",
                english -> seen(visitor(english), "/duties/studios/" + studio(chair)));
        all.put(
                "/duties/studios/{id}/change",
                english -> seen(staff.in(english), "/duties/studios/" + studio(chair) + "/change"));
        UUID spot =
                jdbc.sql(
                                "select g.unit from network.gap g where g.province = 99 and g.missing = 'UNKNOWN' order by g.position limit 1")
                        .query(UUID.class)
                        .single();
        all.put(
                "/duties/spots/{unit}",
                english -> seen(staff.in(english), "/duties/spots/" + spot));
        all.put(
                "/duties/plans/{id}",
                english -> {
                    jdbc.sql(
                                    "update duties.plan set given_up_at = now() where spot = ? and completed_at is null")
                            .param(spot)
                            .update();
                    return seen(
                            staff.in(english),
                            "/duties/plans/" + plans.begin(chair, new UnitId(spot), true));
                });
    }

    private void relief(
            Map<String, Opened> all,
            Tongues staff,
            Tongues second,
            SeatHeld chair,
            SeatHeld other) {
        UUID open = opened(chair).value();
        for (String path : List.of("", "/now", "/ledger", "/notice", "/alarm", "/pledge")) {
            all.put(
                    "/relief/{id}" + path,
                    english -> seen(visitor(english), "/relief/" + open + path));
        }
        all.put("/relief", english -> seen(visitor(english), "/relief"));
        all.put("/relief/desk", english -> seen(staff.in(english), "/relief/desk"));
        all.put(
                "/relief/draft",
                english ->
                        seen(
                                staff.in(english),
                                "/relief/draft?request=" + story("IN_HAND", chair, other).id()));
        all.put(
                "/relief/{id}/change",
                english ->
                        seen(staff.in(english), "/relief/" + drafted(chair).value() + "/change"));
        all.put(
                "/relief/{id}/work",
                english -> seen(staff.in(english), "/relief/" + drafted(chair).value() + "/work"));
        all.put(
                "/relief/{id}/work open",
                english -> {
                    UUID id = opened(chair).value();
                    pledged(visitor(english), id);
                    Phone alarmed = visitor(english);
                    alarmed.post(
                            "/relief/" + id + "/alarm",
                            Map.of(
                                    "once",
                                    alarmed.token("/relief/" + id + "/alarm"),
                                    "words",
                                    "不对劲的话"));
                    return seen(staff.in(english), "/relief/" + id + "/work");
                });
        all.put(
                "/relief/{id}/work second",
                english -> {
                    UUID id = opened(chair).value();
                    jdbc.sql(
                                    "update relief.campaign set stage = 'SECOND', opened_at = null, closes_at = null where id = ?")
                            .param(id)
                            .update();
                    return seen(second.in(english), "/relief/" + id + "/work");
                });
        all.put(
                "/relief/{id}/work ended",
                english -> {
                    UUID id = opened(chair).value();
                    jdbc.sql(
                                    "update relief.campaign set stage = 'ENDED', how_it_ended = 'OTHERWISE', ended_at = now() where id = ?")
                            .param(id)
                            .update();
                    return seen(staff.in(english), "/relief/" + id + "/work");
                });
        all.put(
                "/relief/{id}/pick-up",
                english -> seen(staff.in(english), "/relief/" + open + "/pick-up"));
        all.put(
                "/my-pledges",
                english -> {
                    Phone phone = visitor(english);
                    pledged(phone, opened(chair).value());
                    return seen(phone, "/my-pledges");
                });
        all.put(
                "/my-pledges/paper",
                english -> {
                    Phone phone = visitor(english);
                    pledged(phone, opened(chair).value());
                    return seen(phone, "/my-pledges/paper");
                });
    }

    private CampaignId drafted(SeatHeld member) {
        return Campaigning.draft(draftRelief, clock, member, story("IN_HAND", member, member).id());
    }

    private CampaignId opened(SeatHeld member) {
        return Campaigning.open(
                draftRelief,
                openRelief,
                clock,
                member,
                member,
                story("IN_HAND", member, member).id());
    }

    private void pledged(Phone phone, UUID campaign) {
        String page = "/relief/" + campaign + "/pledge";
        Map<String, String> form = new java.util.HashMap<>();
        form.put("once", phone.token(page));
        form.put("buyer", "CANTEEN");
        form.put("organisation", "一中食堂");
        form.put("name", "王师傅");
        form.put("contact", telephone());
        form.put("amount", "20");
        form.put("pools", "yes");
        form.put(
                "window",
                jdbc.sql("select id::text from relief.pick_up where campaign = ?")
                        .param(campaign)
                        .query(String.class)
                        .single());
        phone.post(page, form);
    }

    private static String tomorrow() {
        return LocalDate.now(Look.ZONE).plusDays(1).toString();
    }

    private static String nextMonth() {
        return LocalDate.now(Look.ZONE).plusDays(9).toString();
    }

    private UUID offered(SeatHeld by) {
        return offerWork.by(
                by, new OfferWork.Offer(by.place().id(), false, null, "去看看", null), Door.PAGE);
    }

    private UUID studio(SeatHeld by) {
        return studios.open(by, by.place().id(), by.seat(), new Studios.Told("工作室", "调解", "周一"));
    }

    private void contact(Map<String, Opened> all, Tongues staff, SeatHeld chair, SeatHeld other) {
        for (String path :
                List.of("/contact", "/contact/new", "/contact/points", "/contact/import")) {
            all.put(path, english -> seen(staff.in(english), path));
        }
        all.put(
                "/contact/proposed",
                english -> {
                    pair.propose(chair.branch(), wanted(chair));
                    return seen(staff.in(english), "/contact/proposed");
                });
        all.put(
                "/contact/hand-over",
                english -> {
                    visited(chair);
                    return seen(staff.in(english), "/contact/hand-over");
                });
        all.put(
                "/contact/{pairing}",
                english -> seen(staff.in(english), "/contact/" + visited(chair).pairing()));
        all.put(
                "/contact/choices/{conflict}",
                english -> {
                    Pair.Begun begun = visited(chair);
                    UUID visit =
                            jdbc.sql("select id from contact.visit where pairing = ?")
                                    .param(begun.pairing())
                                    .query(UUID.class)
                                    .single();
                    UUID conflict = Ids.next(clock);
                    visits.correct(
                            chair,
                            conflict,
                            visit,
                            0,
                            Found.SAW,
                            "另一句",
                            clock.instant(),
                            Door.PAGE);
                    return seen(staff.in(english), "/contact/choices/" + conflict);
                });
        all.put(
                "/contact/relays/{relay}",
                english ->
                        seen(
                                staff.in(english),
                                "/contact/relays/"
                                        + relays.begin(
                                                chair,
                                                Objects.requireNonNull(visited(chair).pairing()),
                                                "WORK",
                                                "找活")));
        all.put(
                "/contact/relays/{relay} offered",
                english -> {
                    UUID relay =
                            relays.begin(
                                    other,
                                    Objects.requireNonNull(visited(other).pairing()),
                                    "WORK",
                                    "找活");
                    relays.offer(other, relay, chair.seat(), "还没找到");
                    return seen(staff.in(english), "/contact/relays/" + relay);
                });
        all.put(
                "/contact/points/{id}",
                english -> seen(staff.in(english), "/contact/points/" + point(chair)));
        all.put(
                "/network/{unit}/contact-points",
                english -> {
                    point(chair);
                    return seen(
                            visitor(english), "/network/" + chair.place().id() + "/contact-points");
                });
        all.put(
                "/contact/import/{id}",
                english -> {
                    Phone phone = staff.in(english);
                    String page =
                            new Upload(phone)
                                    .send(
                                            "/contact/import",
                                            "名单.csv",
                                            ("姓名,村\n好的"
                                                            + sent
                                                            + ","
                                                            + chair.place().name()
                                                            + "\n坏的,没有的村\n")
                                                    .getBytes(StandardCharsets.UTF_8),
                                            Map.of("once", phone.token("/contact/import")))
                                    .headers()
                                    .firstValue("Location")
                                    .orElseThrow();
                    return seen(phone, page);
                });
        all.put("/my-people code", english -> seen(visitor(english), "/my-people"));
        all.put("/my-people", english -> hers(english, visited(chair), "/my-people"));
        all.put(
                "/my-people joined",
                english -> {
                    Pair.Begun begun = visited(chair);
                    herSide.joins(begun.page(), visited(chair).page());
                    return hers(english, begun, "/my-people");
                });
        all.put(
                "/my-people proposed",
                english ->
                        hers(english, pair.propose(chair.branch(), wanted(chair)), "/my-people"));
        all.put("/my-people/data", english -> hers(english, visited(chair), "/my-people/data"));
    }

    private Seen hers(boolean english, Pair.Begun begun, String path) {
        Phone phone = visitor(english);
        phone.get("/w/" + pages.token(begun.page()));
        return seen(phone, path);
    }

    private static Pair.Wanted wanted(SeatHeld seat) {
        return new Pair.Wanted("石桥的一户", true, seat.place().id());
    }

    /** Somebody who was visited once. */
    private Pair.Begun visited(SeatHeld seat) {
        Pair.Begun begun = pair.aloud(seat.branch(), wanted(seat));
        visits.made(
                seat,
                new Visits.Made(
                        Ids.next(clock),
                        Objects.requireNonNull(begun.pairing()),
                        clock.instant(),
                        Found.SAW,
                        "都好",
                        null,
                        false,
                        null),
                Door.PAGE);
        return begun;
    }

    private UUID point(SeatHeld seat) {
        return points.open(
                seat,
                seat.place().id(),
                new ContactPoints.Told("WOMENS_HOME", "石桥之家", "石桥头", "白天", "坐坐", null));
    }

    private static String nextYear() {
        return String.valueOf(LocalDate.now(Look.ZONE).getYear() + 1);
    }

    private void look(String name, Opened page) {
        String route = name.split(" ", 2)[0];
        visited.add(route);
        Seen first = page.in(false);
        unescaped(name, first.body());
        for (Element form : Jsoup.parse(first.body()).select("form")) {
            String key = key(form);
            assertThat(ways).as("a way for the form of " + name).containsKey(action(form));
            if (forms.add(key)) {
                visit(key, name, page);
            }
        }
    }

    private void visit(String key, String name, Opened page) {
        Element form = form(key, page.in(false).body());
        List<Element> buttons = form.select("button[name]");
        if (fields(form).stream().allMatch(field -> field.name().equals("once"))) {
            return;
        }
        for (int b = 0; b < Math.max(1, buttons.size()); b++) {
            Set<String> wrongAnyway = named(send(key, page, null, "", b, false, NOTHING_CHOSEN));
            chooseFiles(key, name, page, form, b, wrongAnyway);
            for (Field field : fields(form)) {
                if (field.name().equals("once")) {
                    continue;
                }
                if (field.isTyped() && b == 0) {
                    fields++;
                }
                for (String odd :
                        !field.isTyped()
                                ? List.of(MARKUP)
                                // Further buttons of a form read the same fields.
                                : b == 0 ? ODD : List.of("", LONG)) {
                    // What is refused nearly everywhere is looked at in both languages.
                    boolean both = field.isTyped() && odd.isEmpty();
                    for (boolean english : both ? List.of(true, false) : List.of(fields % 2 == 0)) {
                        String where =
                                "%s %s button %d: %s=%s%s"
                                        .formatted(
                                                name,
                                                key,
                                                b,
                                                field.name(),
                                                shown(odd),
                                                english ? " in English" : "");
                        try {
                            Sent answer =
                                    send(key, page, field.name(), odd, b, english, NOTHING_CHOSEN);
                            judge(where, key, field, odd, english, answer, wrongAnyway);
                        } catch (IllegalStateException gone) {
                            wrong(true, String.valueOf(gone.getMessage()), where);
                        }
                    }
                }
            }
        }
    }

    private void chooseFiles(
            String key,
            String name,
            Opened page,
            Element form,
            int button,
            Set<String> wrongAnyway) {
        if (form.select("input[type=file][accept^=image]").isEmpty()) {
            return;
        }
        fields += button == 0 ? 1 : 0;
        for (Upload.Part odd : ODD_FILES) {
            boolean english = (ODD_FILES.indexOf(odd) + button) % 2 == 0;
            String where =
                    "%s %s button %d: file=%s%s"
                            .formatted(name, key, button, odd.name(), english ? " in English" : "");
            judge(
                    where,
                    key,
                    new Field("file", "file", ""),
                    "",
                    english,
                    send(key, page, null, "", button, english, odd),
                    wrongAnyway);
        }
    }

    private record Sent(
            Phone phone,
            HttpResponse<String> answer,
            Map<String, String> values,
            Set<String> typed) {}

    /**
     * @param field what is filled with something odd, or null for a form as it should be
     */
    private Sent send(
            String key,
            Opened page,
            @Nullable String field,
            String odd,
            int button,
            boolean english,
            Upload.Part file) {
        Seen seen = page.in(english);
        Element form = form(key, seen.body());
        Map<String, String> known = ways.getOrDefault(action(form), Map.of());
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> typed = new HashSet<>();
        for (Field each : fields(form)) {
            boolean words = each.isTyped();
            values.put(
                    each.name(),
                    known.containsKey(each.name())
                            ? known.getOrDefault(each.name(), "")
                            : words && each.value().isEmpty()
                                    ? "'\"<img src=x>" + each.name() + sent
                                    : each.value());
            if (words) {
                typed.add(each.name());
            }
        }
        known.forEach((name, value) -> {
            if (!form.select("[name=" + name + "]").isEmpty()) {
                values.put(name, value);
            }
        });
        if (field != null) {
            values.put(field, odd);
        }
        List<Element> buttons = form.select("button[name]");
        if (!buttons.isEmpty()) {
            Element tapped = buttons.get(Math.min(button, buttons.size() - 1));
            values.put(tapped.attr("name"), tapped.attr("value"));
        }
        sent++;
        String address = form.hasAttr("action") ? form.attr("action") : seen.path();
        if (form.attr("method").equalsIgnoreCase("get")) {
            String query =
                    values.entrySet().stream()
                            .map(v -> v.getKey() + "=" + encoded(v.getValue()))
                            .collect(Collectors.joining("&"));
            return new Sent(seen.phone(), seen.phone().get(address + "?" + query), values, typed);
        }
        if (form.attr("enctype").startsWith("multipart")) {
            return new Sent(
                    seen.phone(),
                    form.select("input[type=file]").attr("accept").startsWith("image/")
                            ? new Upload(seen.phone()).send(address, values, file)
                            : new Upload(seen.phone()).send(address, "甲,乙\n1,2\n", values),
                    values,
                    typed);
        }
        return new Sent(seen.phone(), seen.phone().post(address, values), values, typed);
    }

    private void judge(
            String where,
            String key,
            Field field,
            String odd,
            boolean english,
            Sent sending,
            Set<String> wrongAnyway) {
        HttpResponse<String> answer = sending.answer();
        unescaped(where, answer.body());
        int status = answer.statusCode();
        if (status == 303) {
            String to = answer.headers().firstValue("Location").orElseThrow();
            HttpResponse<String> next = sending.phone().get(to);
            unescaped(where + " then " + to, next.body());
            wrong(next.statusCode() >= 500, "an accident on " + to, where);
            return;
        }
        boolean chosen = field.type().equals("file");
        if (!field.isTyped() && !chosen || key.startsWith("get")) {
            wrong(status >= 500, "an accident " + status, where);
            return;
        }
        wrong(status != 200 && status != 422 && status != 413, "answered with " + status, where);
        if (status != 422) {
            return;
        }
        Document page = Jsoup.parse(answer.body());
        Set<String> named = named(sending);
        wrong(
                !named.contains(field.name())
                        && (named.isEmpty() || !wrongAnyway.containsAll(named)),
                "names " + named + " (an ordinary one: " + wrongAnyway + ")",
                where);
        String said = page.select(".mistakes, .mistake").text();
        wrong(said.isBlank(), "says nothing", where);
        String ofOurs = said.replace(odd.strip(), "");
        wrong(
                english
                        ? ofOurs.matches(".*[\\u4e00-\\u9fff].*")
                        : !said.matches("(?s).*[\\u4e00-\\u9fff].*"),
                "not in her language: " + said,
                where);
        Element again = formAgain(key, answer.body());
        if (again == null) {
            wrong(true, "the form is gone", where);
            return;
        }
        Map<String, String> kept =
                fields(again).stream()
                        .collect(Collectors.toMap(Field::name, Field::value, (a, b) -> a));
        for (String other : sending.typed()) {
            boolean itself = other.equals(field.name());
            boolean secret =
                    other.toLowerCase(Locale.ROOT).contains("password")
                            || !again.select("input[type=password][name=" + other + "]").isEmpty()
                            || !again.select("[autocomplete=one-time-code]").isEmpty();
            if (!secret
                    && !(itself && odd.equals(HUGE))
                    && kept.containsKey(other)
                    // A day that was emptied comes back as today.
                    && !(itself && odd.isEmpty() && field.type().equals("date"))) {
                String before = Words.clean(sending.values().getOrDefault(other, "")).strip();
                String after = Words.clean(kept.getOrDefault(other, "")).strip();
                // The code of a receipt is no text: its beginning is enough.
                boolean code =
                        itself
                                && (key.startsWith("post /code ")
                                        || key.startsWith("post /my-people/code ")
                                        || key.startsWith("post /account/people "))
                                && odd.equals(LONG);
                wrong(
                        code ? !before.startsWith(after) || after.isEmpty() : !after.equals(before),
                        "lost " + other + ": " + shown(kept.getOrDefault(other, "")),
                        where);
            }
        }
    }

    /** The fields of the form that its answer points at. */
    private static Set<String> named(Sent sending) {
        if (sending.answer().statusCode() != 422) {
            return Set.of();
        }
        String body = sending.answer().body();
        Document page = Jsoup.parse(body);
        Set<String> named =
                page.select("[aria-invalid=true]").stream()
                        .map(e -> e.attr("name"))
                        .collect(toSet());
        for (Element link : page.select(".mistakes a[href^=#]")) {
            Element at = page.getElementById(link.attr("href").substring(1));
            if (at != null) {
                named.add(at.hasAttr("name") ? at.attr("name") : at.id());
            }
        }
        return named;
    }

    private void unescaped(String where, String body) {
        wrong(
                body.contains("<script>alert(1)") || body.contains("<img src=x"),
                "not escaped",
                where);
        wrong(
                body.contains("Exception") || body.contains("\tat niangjia"),
                "shows what broke",
                where);
    }

    private void wrong(boolean it, String what, String where) {
        if (it) {
            accidents.add(what + " ← " + where);
        }
    }

    /** The same form, though a choice may have come or gone. */
    private static Element form(String key, String body) {
        List<Element> all = Jsoup.parse(body).select("form");
        return all.stream()
                .filter(form -> key(form).equals(key))
                .findFirst()
                .or(() ->
                        all.stream()
                                .filter(form -> withoutFields(key(form)).equals(withoutFields(key)))
                                .findFirst())
                .orElseThrow(() -> new IllegalStateException("no longer there: " + key));
    }

    private static String withoutFields(String key) {
        return key.replaceFirst(" \\(.*\\) ", " ");
    }

    /** As it was, or another that leads to the same place and holds as much. */
    private static @Nullable Element formAgain(String key, String body) {
        List<Element> all = Jsoup.parse(body).select("form");
        return all.stream()
                .filter(form -> key(form).equals(key))
                // Of several seats' forms the one that was sent is open.
                .max(
                        Comparator.comparing(form ->
                                form.parents().stream()
                                        .anyMatch(p ->
                                                p.normalName().equals("details")
                                                        && p.hasAttr("open"))))
                .or(() ->
                        all.stream()
                                .filter(form ->
                                        key.startsWith(method(form) + " " + action(form) + " "))
                                .max(Comparator.comparing(form -> fields(form).size())))
                .orElse(null);
    }

    private static String key(Element form) {
        String names =
                fields(form).stream()
                        .map(Field::name)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(","));
        String buttons =
                form.select("button[name]").stream()
                        .map(b -> b.attr("name") + "=" + anyId(b.attr("value")))
                        .filter(b -> !b.startsWith("place=") && !b.startsWith("walk="))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(","));
        return method(form) + " " + action(form) + " (" + names + ") [" + buttons + "]";
    }

    private static String method(Element form) {
        return form.attr("method").toLowerCase(Locale.ROOT);
    }

    private static String action(Element form) {
        return anyId(form.attr("action").split("\\?", 2)[0]);
    }

    private static String anyId(String address) {
        return address.replaceAll(
                "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,64}", "{}");
    }

    /** What the form would send, a button apart. */
    private static List<Field> fields(Element form) {
        List<Field> fields = new ArrayList<>();
        for (Element input : form.select("input[name], textarea[name], select[name]")) {
            String type =
                    input.normalName().equals("input")
                            ? input.attr("type").isEmpty() ? "text" : input.attr("type")
                            : input.normalName();
            boolean unchecked =
                    (type.equals("radio") || type.equals("checkbox")) && !input.hasAttr("checked");
            if (BUTTONS.contains(type) || type.equals("file") || unchecked) {
                continue;
            }
            String value =
                    switch (type) {
                        case "textarea" -> input.wholeText();
                        case "select" -> {
                            Element chosen = input.selectFirst("option[selected]");
                            Element first = chosen == null ? input.selectFirst("option") : chosen;
                            yield first == null ? "" : first.attr("value");
                        }
                        default -> input.attr("value");
                    };
            fields.add(new Field(input.attr("name"), type, value));
        }
        return fields;
    }

    private TreeSet<String> pages() {
        TreeSet<String> pages = new TreeSet<>();
        routes.getHandlerMethods()
                .forEach((info, method) -> {
                    if (info.getMethodsCondition().getMethods().contains(RequestMethod.GET)
                            && Answer.class.isAssignableFrom(method.getMethod().getReturnType())) {
                        info.getPatternValues().stream()
                                .map(p -> p.replaceAll("\\{(\\w+):.*}$", "{$1}"))
                                .forEach(pages::add);
                    }
                });
        pages.removeAll(GO_ON);
        return pages;
    }

    private Phone visitor(boolean english) {
        Phone phone = new Phone(port);
        speak(phone, english);
        return phone;
    }

    private static void speak(Phone phone, boolean english) {
        if (english) {
            phone.post("/language", Map.of("to", "en", "back", "/"));
        }
    }

    private Tongues both(SeatHeld seat) {
        Phone english = Phone.of(port, seats, seat);
        speak(english, true);
        return new Tongues(Phone.of(port, seats, seat), english);
    }

    private SeatHeld newcomer() {
        return seats.fill(seats.place("990101"), "新来的她", false);
    }

    /** In with the password, and no further yet. */
    private Phone withPassword(boolean english, SeatHeld seat) {
        Phone phone = visitor(english);
        phone.post(
                "/access",
                Map.of(
                        "once",
                        phone.token("/access"),
                        "login",
                        seat.seat().toString(),
                        "password",
                        Seats.PASSWORD));
        return phone;
    }

    /** A link that a colleague was given, opened on a phone of her own. */
    private Seen invited(Phone chair, boolean english, String unit) {
        String seat = newcomer().seat().toString();
        String page = "/staff/" + unit;
        String given = chair.post(page, Map.of("once", chair.token(page), "seat", seat)).body();
        String link = Jsoup.parse(given).select("code").text();
        return seen(visitor(english), link.substring(link.indexOf("/join/")));
    }

    private static Seen joined(Phone phone, String unit) {
        String form = "/network/" + unit + "/join";
        phone.post(
                form,
                Map.of("once", phone.token(form), "name", "小芳", "contact", "", "agreed", "yes"));
        return seen(phone, "/joined");
    }

    private static Seen seen(Phone phone, String path) {
        HttpResponse<String> answer = phone.get(path);
        assertThat(answer.statusCode()).as(path + " " + answer.headers().map()).isIn(200, 404);
        return new Seen(phone, path, answer.body());
    }

    private static Seen asked(Phone phone, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(more);
        form.put("once", phone.token("/"));
        form.put("text", "想找活干");
        form.put("step", "look");
        return new Seen(phone, "/ask", phone.post("/ask", form).body());
    }

    private static Seen rehearsed(Phone phone, String path) {
        String body =
                phone.post(
                                path,
                                Map.of(
                                        "once",
                                        phone.token(path),
                                        "act",
                                        "rename",
                                        "name",
                                        "石桥新镇",
                                        "code",
                                        "990101101",
                                        "day",
                                        LocalDate.now(Look.ZONE).toString()))
                        .body();
        return new Seen(phone, path, body);
    }

    private Seen mine(Story story, boolean english) {
        speak(story.phone(), english);
        return seen(story.phone(), "/mine");
    }

    private Seen hers(Story story, boolean english, String page) {
        speak(story.phone(), english);
        return seen(story.phone(), "/mine" + page);
    }

    private Seen mineNow(Story story, boolean english) {
        speak(story.phone(), english);
        return seen(story.phone(), "/mine/now");
    }

    private static Seen of(Tongues who, boolean english, Story story) {
        return seen(who.in(english), story.address());
    }

    /** A request in a state, on the desk of one or offered to another. */
    private Story story(String state, SeatHeld desk, SeatHeld other) {
        UUID words = Ids.next(clock);
        Story story = Story.asked(port, jdbc, "990101", "想找活干 " + words);
        jdbc.sql("update help.request set desk = ? where id = ?")
                .params(desk.seat().value(), story.id())
                .update();
        if (state.equals("WAITING")) {
            return story;
        }
        jdbc.sql(
                        """
                        update help.request set claimed_by = :holder, receiver = :holder, stage = :stage,
                          offered_to = case when :offered then :unit end,
                          offered_desk = case when :offered then :other end,
                          woman = case when :behalf then gen_random_uuid() end,
                          asked_by = case when :behalf then :other end
                        where id = :id
                        """)
                .param(
                        "holder",
                        state.equals("BEHALF") ? other.seat().value() : desk.seat().value())
                .param("stage", state.equals("HER_WORD") ? "HER_WORD" : "IN_HAND")
                .param("offered", state.equals("OFFERED"))
                .param("behalf", state.equals("BEHALF"))
                .param("unit", other.place().id().value())
                .param("other", other.seat().value())
                .param("id", story.id())
                .update();
        return story;
    }

    private Seen caseOf(Tongues who, boolean english, SeatHeld desk) {
        Story story =
                Story.asked(
                        port, jdbc, "990101", "他打我 " + Ids.next(clock), ",\"kind\":\"violence\"");
        jdbc.sql("update help.request set desk = ? where id = ?")
                .params(desk.seat().value(), story.id())
                .update();
        return seen(who.in(english), "/cases/" + story.id());
    }

    private SeatHeld seat(String unit) {
        return seats.held(
                jdbc.sql("select seat from network.desk where unit = ?::uuid order by seat limit 1")
                        .param(unit)
                        .query((row, n) -> SeatId.of(row.getString(1)))
                        .single());
    }

    /** One empty, one on duty and one away, whatever was done to them before. */
    private void threeSeats(String unit) {
        for (int n = 1; n <= 3; n++) {
            jdbc.sql("delete from network.holding where seat = ?")
                    .param(new UUID(990101, n))
                    .update();
            jdbc.sql(
                            """
                            insert into network.seat (id, province, unit, post, engagement, holder, known_as, on_duty, changed_at)
                            values (:id, 99, :unit::uuid, 'CADRE', 'FULL_TIME', :holder::uuid, :name, :duty, now())
                            on conflict (id) do update set holder = excluded.holder, known_as = excluded.known_as,
                              on_duty = excluded.on_duty, away_until = null
                            """)
                    .param("id", new UUID(990101, n))
                    .param("unit", unit)
                    .param("holder", n == 1 ? null : new UUID(990102, n).toString())
                    .param("name", n == 1 ? null : "她")
                    .param("duty", n == 2)
                    .update();
        }
    }

    private String applied(String unit) {
        Phone phone = new Phone(port);
        String form = "/network/" + unit + "/apply";
        return phone.post(
                        form,
                        Map.of(
                                "once", phone.token(form),
                                "kind", "building",
                                "name", "大厦" + Ids.next(clock),
                                "applicant", "王姐",
                                "contact", "传达室",
                                "proof", "合同"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private String unit(String codeOrName) {
        return jdbc.sql(
                        "select id::text from network.place where province = 99 and (code = ? or name = ?)")
                .params(codeOrName, codeOrName)
                .query(String.class)
                .single();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String shown(String odd) {
        return odd.length() > 40 ? odd.substring(0, 40) + "…" : odd.replace('\u0000', '0');
    }
}
