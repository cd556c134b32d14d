package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import niangjia.network.SeatHeld;
import niangjia.records.Records;
import niangjia.records.tasks.Seal;
import niangjia.relief.tasks.DraftRelief;
import niangjia.relief.tasks.OpenRelief;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What other programs read of us in openapi.json is what they get, no more and no less. */
@OnTheRealNet
class TheInterfaceIsAsDescribedTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired JsonMapper json;
    @Autowired TestClock clock;
    @Autowired Records records;
    @Autowired Seal seal;
    @Autowired DraftRelief draft;
    @Autowired OpenRelief open;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    Phone program;
    JsonNode described;

    @BeforeEach
    void open() {
        program = new Phone(port);
        described = json.readTree(program.get("/api/v1/openapi.json").body());
    }

    @Test
    void everyRouteIsListedAndEveryListedRouteIsThere() {
        Set<String> running = new TreeSet<>();
        routes.getHandlerMethods()
                .forEach((info, method) -> {
                    for (String path : info.getPatternValues()) {
                        if (path.startsWith("/api/")) {
                            info.getMethodsCondition()
                                    .getMethods()
                                    .forEach(verb -> running.add(verb + " " + path));
                        }
                    }
                });
        Set<String> listed = new TreeSet<>();
        described
                .get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .propertyNames()
                                .forEach(verb ->
                                        listed.add(
                                                verb.toUpperCase(java.util.Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        System.out.println("routes of the interface visited: " + running.size());
        running.removeIf(route -> route.contains("/samples/"));
        assertThat(listed).isNotEmpty().isEqualTo(running);
    }

    @Test
    void sheAsksAndGetsACodeALinkAndAPromise() {
        seats.onDuty("410102", "周敏");
        Story.asked(port, jdbc, "410102", "先有一件事");
        seal.turn();
        assertThat(records.newestRoot()).isPresent();
        var answer = ask("{\"place\":\"410102\",\"text\":\"厂里三个月没发工资\"}");
        assertAsDescribed(answer, 201, "post", "/api/v1/help-requests");
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/receipt");
        JsonNode made = json.readTree(answer.body());
        assertThat(made.at("/root").toString())
                .as("the newest seal of the log, as on a receipt")
                .isEqualTo(
                        records.newestRoot()
                                .map(root -> json.valueToTree(root).toString())
                                .orElse("null"));
        assertThat(made.at("/promise/what").asString()).isEqualTo("FIRST_CONTACT");
        assertThat(made.at("/promise/by").asString()).isEqualTo("周敏");
        assertThat(made.at("/promise/due").asString())
                .isEqualTo(clock.instant().plus(java.time.Duration.ofHours(24)).toString());

        var followed = receipt(made.get("code").asString());
        assertAsDescribed(followed, 200, "get", "/api/v1/receipt");
        JsonNode hers = json.readTree(followed.body());
        assertThat(hers.get("stage").asString()).isEqualTo("WAITING");
        assertThat(hers.at("/promise/by").asString()).isEqualTo("周敏");
        assertThat(hers.at("/timeline/0/words").asString()).isEqualTo("厂里三个月没发工资");
        assertThat(receipt(made.get("code").asString().replace(" ", "")).body())
                .isEqualTo(followed.body());
        assertThat(new Phone(port).get(path(made.get("link").asString())).headers().map())
                .containsEntry("location", List.of("/mine"));
        assertThat(followed.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void aUnitIsAPlaceTooAndWithoutAnybodyOnDutyNothingIsPromised() {
        String unit = seats.place("540102").id().toString();
        var answer =
                ask(
                        "{\"place\":\"%s\",\"text\":\"想学手艺\",\"kind\":\"training\",\"contact\":\"\",\"safeTime\":\"晚上\"}"
                                .formatted(unit));
        assertAsDescribed(answer, 201, "post", "/api/v1/help-requests");
        assertThat(json.readTree(answer.body()).get("promise").isNull()).isTrue();
    }

    @Test
    void theSameKeyGetsTheSameAnswerHoweverOftenAndAtOnce() throws Exception {
        seats.onDuty("410103", "吴芳");
        String body = "{\"place\":\"410103\",\"text\":\"孩子上学的事\"}";
        Collection<Callable<HttpResponse<String>>> taps =
                IntStream.range(0, 8)
                        .<Callable<HttpResponse<String>>>mapToObj(
                                n -> () -> ask(body, "Idempotency-Key", "key-of-the-school"))
                        .toList();
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<HttpResponse<String>> tap : threads.invokeAll(taps)) {
                answers.add(tap.get());
            }
        }
        assertThat(answers).allSatisfy(a -> assertThat(a.statusCode()).isEqualTo(201));
        assertThat(answers.stream().map(HttpResponse::body).collect(Collectors.toSet())).hasSize(1);
        assertThat(count("孩子上学的事")).isEqualTo(1);
        assertThat(ask(body).body()).isNotEqualTo(answers.getFirst().body());
        assertThat(count("孩子上学的事")).isEqualTo(2);
        assertProblem(
                ask(
                        "{\"place\":\"410103\",\"text\":\"另一件事\"}",
                        "Idempotency-Key",
                        "key-of-the-school"),
                422,
                "Idempotency-Key");
    }

    @Test
    void whatCannotBeTakenIsToldWithItsField() {
        assertProblem(ask("{\"place\":\"999999\",\"text\":\"x\"}"), 422, "place");
        assertProblem(ask("{\"text\":\"x\"}"), 422, "place");
        assertProblem(ask("{\"place\":\"411104\",\"text\":\" \\u0000 \"}"), 422, "text");
        assertProblem(
                ask("{\"place\":\"411104\",\"text\":\"%s\"}".formatted("长".repeat(2001))),
                422,
                "text");
        assertProblem(ask("{\"place\":\"411104\",\"text\":\"x\",\"kind\":\"magic\"}"), 422, "kind");
        assertProblem(
                ask(
                        "{\"place\":\"411104\",\"text\":\"x\",\"contact\":\"%s\"}"
                                .formatted("1".repeat(101))),
                422,
                "contact");
        assertProblem(
                ask(
                        "{\"place\":\"411104\",\"text\":\"x\",\"safeTime\":\"%s\"}"
                                .formatted("1".repeat(201))),
                422,
                "safeTime");
        for (String malformed : List.of("", "{", "null", "[]", "{\"text\":{}}", "\u0000")) {
            assertProblem(ask(malformed), 400, "");
        }
        assertProblem(ask("{\"text\":\"" + "x".repeat(1 << 20) + "\"}"), 413, "");
        assertProblem(
                program.send(
                        program.request("/api/v1/help-requests")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("help"))),
                415,
                "");
        assertProblem(
                ask("{\"place\":\"411104\",\"text\":\"x\"}", "Idempotency-Key", "k".repeat(256)),
                422,
                "Idempotency-Key");
    }

    @Test
    void aReceiptThatOpensNothingIsUnauthorised() {
        for (String nothing :
                List.of(
                        "",
                        "Receipt",
                        "Receipt ",
                        "Receipt 0000",
                        "Bearer x",
                        "Receipt 0000000000000000")) {
            var answer =
                    nothing.isEmpty()
                            ? program.get("/api/v1/receipt")
                            : program.get("/api/v1/receipt", "Authorization", nothing);
            assertAsDescribed(answer, 401, "get", "/api/v1/receipt");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Receipt");
        }
    }

    @Test
    void theNetIsReadAsDescribed() {
        String county = seats.place("410105").id().toString();
        seats.onDuty("410105", "郑敏");
        assertAsDescribed(program.get("/api/v1/places?q=luohe"), 200, "get", "/api/v1/places");
        assertAsDescribed(program.get("/api/v1/places?limit=1000"), 422, "get", "/api/v1/places");
        assertAsDescribed(program.get("/api/v1/units/" + county), 200, "get", "/api/v1/units/{id}");
        assertAsDescribed(
                program.get("/api/v1/units/" + new java.util.UUID(7, 7)),
                404,
                "get",
                "/api/v1/units/{id}");
        assertAsDescribed(
                program.get("/api/v1/units/" + county + "/below"),
                200,
                "get",
                "/api/v1/units/{id}/below");
        String numbers = "/api/v1/units/" + county + "/numbers";
        assertAsDescribed(program.get(numbers), 401, "get", "/api/v1/units/{unit}/numbers");
        Phone desk = Phone.of(port, seats, seats.onDuty("410105", "郑丽"));
        assertAsDescribed(desk.get(numbers), 200, "get", "/api/v1/units/{unit}/numbers");
        assertAsDescribed(
                desk.get("/api/v1/units/%s/numbers".formatted(seats.place("410106").id())),
                404,
                "get",
                "/api/v1/units/{unit}/numbers");
    }

    @Test
    void theLogIsProvedAsDescribed() {
        Phone desk = Phone.of(port, seats, seats.onDuty("410108", "郑洁"));
        Story.asked(port, jdbc, "410108", "惠济的事");
        seal.turn();
        long smaller = records.newestRoot().orElseThrow().size();
        Story story = Story.asked(port, jdbc, "410108", "惠济又一件事");
        seal.turn();
        long larger = records.newestRoot().orElseThrow().size();
        assertAsDescribed(program.get("/api/v1/records/root"), 200, "get", "/api/v1/records/root");
        String consistency = "/api/v1/records/consistency";
        assertAsDescribed(
                program.get(consistency + "?smaller=%d&larger=%d".formatted(smaller, larger)),
                200,
                "get",
                consistency);
        assertAsDescribed(
                program.get(consistency + "?smaller=9&larger=1"), 404, "get", consistency);
        assertAsDescribed(program.get(consistency + "?smaller=x"), 400, "get", consistency);
        String described = "/api/v1/records/entries/{id}/proof";
        String proof =
                described.replace(
                        "{id}",
                        jdbc.sql("select id::text from records.entry where matter = ?")
                                .param(story.id())
                                .query(String.class)
                                .single());
        assertAsDescribed(desk.get(proof), 200, "get", described);
        assertAsDescribed(program.get(proof), 401, "get", described);
        assertAsDescribed(
                desk.get(described.replace("{id}", new java.util.UUID(7, 7).toString())),
                404,
                "get",
                described);
    }

    private HttpResponse<String> ask(String body, String... headers) {
        return program.postJson("/api/v1/help-requests", body, headers);
    }

    private HttpResponse<String> receipt(String code) {
        return program.get("/api/v1/receipt", "Authorization", "Receipt " + code);
    }

    private int count(String story) {
        return seats.asked(story).size();
    }

    @Test
    void aCampaignIsReadAndAPledgeIsTakenOnce() {
        SeatHeld member = seats.onDuty("410103", "看地的她");
        Phone desk = Phone.of(port, seats, member);
        Story story = Story.asked(port, jdbc, "410103", "包菜卖不出去", "");
        story.act(desk, "claim", "这就来");
        String at =
                "/api/v1/relief/"
                        + Campaigning.open(draft, open, clock, member, member, story.id()).value();
        String window =
                jdbc.sql("select id::text from relief.pick_up where campaign = ?::uuid")
                        .param(at.substring(at.lastIndexOf('/') + 1))
                        .query(String.class)
                        .single();
        String wanted =
                "{\"name\":\"她\",\"contact\":\"13900000077\",\"amount\":\"%s\",\"window\":\"%s\"}";
        String path = "/api/v1/relief/{id}/pledges";
        var made =
                program.postJson(
                        at + "/pledges", wanted.formatted("30", window), "Idempotency-Key", "one");
        assertAsDescribed(made, 201, "post", path);
        var again =
                program.postJson(
                        at + "/pledges", wanted.formatted("30", window), "Idempotency-Key", "one");
        assertThat(json.readTree(again.body()).get("link"))
                .isEqualTo(json.readTree(made.body()).get("link"));
        var read = program.get(at);
        assertAsDescribed(read, 200, "get", "/api/v1/relief/{id}");
        assertThat(json.readTree(read.body()).get("taken").asInt()).isEqualTo(30);
        assertAsDescribed(
                program.postJson(at + "/pledges", wanted.formatted("1e9", window)),
                422,
                "post",
                path);
        assertAsDescribed(
                program.get("/api/v1/relief/" + java.util.UUID.randomUUID()),
                404,
                "get",
                "/api/v1/relief/{id}");
    }

    private void assertProblem(HttpResponse<String> answer, int status, String field) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertAsDescribed(answer, status, "post", "/api/v1/help-requests");
        assertThat(json.readTree(answer.body()).path("field").asString("")).isEqualTo(field);
    }

    /** Status, type and body are those of the description. */
    private void assertAsDescribed(
            HttpResponse<String> answer, int status, String verb, String path) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode response =
                described.get("paths").get(path).get(verb).get("responses").get("" + status);
        if (response.has("$ref")) {
            response = described.at(response.get("$ref").asString().substring(1));
        }
        JsonNode content = response.get("content");
        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        assertThat(content.propertyNames()).containsExactly(type);
        // The description's schemas beside the one that is meant, so that references are found.
        ObjectNode schema = content.get(type).get("schema").asObject().deepCopy();
        schema.set("components", described.get("components"));
        Schema checks =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema);
        assertThat(checks.validate(json.readTree(answer.body()))).as(answer.body()).isEmpty();
    }

    private static String path(String link) {
        return link.substring(link.indexOf("/r/"));
    }
}
