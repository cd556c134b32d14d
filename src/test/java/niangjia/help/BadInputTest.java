package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.MethodParameter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Whatever is typed, into whatever field: an answer in plain words, and never an accident. */
@OnTheRealNet
class BadInputTest {

    private static final String MARKUP = "<script>alert(1)</script>\"'><img src=x>";

    private static final List<String> ODD =
            List.of(
                    "",
                    "\u0000",
                    "a\u0000b\u0001\u001b\u0085c\r\n",
                    "😀👩‍👩‍👧‍👦🇨🇳",
                    "\u202eשלום مرحبا\u202c",
                    MARKUP,
                    "%' or 1=1 -- \\ _ {0} ${x} @{y}",
                    "-1",
                    "99999999999999999999",
                    "长".repeat(5000));

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Test
    void inEveryFieldOfEveryRouteForVisitorsAndForStaff() {
        seats.onDuty("330110", "余杭的她");
        Phone visitor = Story.asked(port, jdbc, "330110", "余杭的事").phone();
        Phone staff = Phone.of(port, seats, seats.onDuty("330110", "余杭的同事"));
        List<String> accidents = new ArrayList<>();
        int[] visited = {0};
        routes.getHandlerMethods()
                .forEach((info, method) -> {
                    List<String> fields = fields(method);
                    boolean forStaff =
                            Arrays.stream(method.getMethodParameters())
                                    .anyMatch(p ->
                                            p.getParameterType().getSimpleName().startsWith("Act"));
                    for (String path : info.getPatternValues()) {
                        if (path.equals("/error") || path.equals("/access/sign-out")) {
                            continue;
                        }
                        Phone phone = forStaff || path.startsWith("/workbench") ? staff : visitor;
                        for (var verb : info.getMethodsCondition().getMethods()) {
                            for (String field : fields) {
                                for (String odd : ODD) {
                                    visited[0]++;
                                    var answer = send(phone, verb.name(), path, fields, field, odd);
                                    String where =
                                            verb + " " + path + " " + field + "=" + shown(odd);
                                    if (answer.statusCode() >= 500) {
                                        accidents.add(answer.statusCode() + " " + where);
                                    }
                                    if (isAPage(answer)
                                            && answer.body().contains("<script>alert")) {
                                        accidents.add("not escaped: " + where);
                                    }
                                }
                            }
                        }
                    }
                });
        System.out.println("odd inputs visited: " + visited[0]);
        assertThat(visited[0]).isGreaterThan(200);
        assertThat(accidents).isEmpty();
    }

    @Test
    void herFormSaysWhichFieldAndKeepsWhatWasTyped() {
        seats.onDuty("330109", "萧山的她");
        String unit = seats.place("330109").id().toString();
        Phone hers = new Phone(port);
        Map<String, String> form = new HashMap<>();
        form.put("place", unit);
        form.put("step", "send");
        form.put("text", MARKUP);
        form.put("contact", "1".repeat(101) + MARKUP);
        var answer = send(hers, form);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("&lt;script&gt;alert", "aria-invalid=\"true\"")
                .doesNotContain("<script>alert");

        form.put("contact", "");
        form.put("text", "长".repeat(2001));
        assertThat(send(hers, form).statusCode()).isEqualTo(422);
        form.put("text", " \u0000 ");
        assertThat(send(hers, form).statusCode()).isEqualTo(422);
        form.put("text", "x".repeat(1 << 20));
        assertThat(send(hers, form).statusCode()).isEqualTo(422);
        form.put("text", "x".repeat(3 << 20));
        assertThat(send(hers, form).statusCode()).isEqualTo(413);

        form.put("text", "控\u0000制\u0007字\u001b符 😀 \u202eשלום\r\n第二行" + MARKUP);
        assertThat(send(hers, form).statusCode()).isEqualTo(303);
        assertThat(seats.asked("控制字符 😀 \u202eשלום\n第二行" + MARKUP)).hasSize(1);
        assertThat(hers.get("/mine").body()).doesNotContain("<script>alert");
    }

    @Test
    void aPlaceThatHasClosedAndAStaleFormAreToldPlainly() {
        var village = seats.village("330109001", 77, "要撤并的村");
        jdbc.sql("update network.unit set closed_on = '2026-01-01' where id = ?")
                .param(village.id().value())
                .update();
        Phone hers = new Phone(port);
        Map<String, String> form =
                new HashMap<>(
                        Map.of("place", village.id().toString(), "text", "还在吗", "step", "send"));
        var closed = send(hers, form);
        assertThat(closed.statusCode()).isEqualTo(422);
        assertThat(closed.body()).contains("还在吗");
        form.put("place", seats.place("330109").id().toString());
        form.put("once", "of another browser");
        var stale = hers.post("/ask", form);
        assertThat(stale.statusCode()).isEqualTo(422);
        assertThat(stale.body()).contains("还在吗");
        assertThat(seats.asked("还在吗")).isEmpty();
    }

    /**
     * What no browser draws (JSON, told to be nothing else) may hold her words as she wrote them.
     */
    private static boolean isAPage(HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("text/html");
        return !type.startsWith("application/")
                || !answer.headers().allValues("X-Content-Type-Options").equals(List.of("nosniff"));
    }

    private static HttpResponse<String> send(Phone phone, Map<String, String> form) {
        form.put("once", phone.token("/"));
        return phone.post("/ask", form);
    }

    private static HttpResponse<String> send(
            Phone phone, String verb, String path, List<String> fields, String field, String odd) {
        Map<String, String> values = new HashMap<>();
        for (String each : fields) {
            values.put(each, each.equals("to") ? "2" : each.equals("text") ? "一句话" : "");
        }
        values.put(field, odd);
        String address = path;
        for (String each : fields) {
            address =
                    address.replaceAll(
                            "\\{" + each + "(:[^/]*)?}",
                            each.equals(field)
                                    ? encoded(
                                            odd.isEmpty()
                                                    ? "x"
                                                    : odd.substring(0, Math.min(200, odd.length())))
                                    : new UUID(1, 2).toString());
        }
        if (verb.equals("GET")) {
            if (odd.length() > 1000) {
                values.put(field, odd.substring(0, 500));
            }
            var query = new StringBuilder();
            values.forEach((name, value) ->
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(name)
                            .append('=')
                            .append(encoded(value)));
            return phone.get(address + query);
        }
        values.put("once", phone.token("/"));
        return phone.post(address, values);
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private static String shown(String odd) {
        return odd.length() > 20 ? odd.substring(0, 20) : odd.replace('\u0000', '0');
    }

    private static List<String> fields(HandlerMethod method) {
        List<String> fields = new ArrayList<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            parameter.initParameterNameDiscovery(
                    new org.springframework.core.DefaultParameterNameDiscoverer());
            Class<?> type = parameter.getParameterType();
            RequestParam request = parameter.getParameterAnnotation(RequestParam.class);
            PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
            if (request != null || path != null) {
                String said = request != null ? request.value() : path == null ? "" : path.value();
                String name = parameter.getParameterName();
                fields.add(!said.isEmpty() ? said : name == null ? "" : name);
            } else if (type.isRecord()
                    && type.getPackageName().startsWith("niangjia")
                    && !type.getSimpleName().startsWith("Act")) {
                for (RecordComponent component : type.getRecordComponents()) {
                    fields.add(component.getName());
                }
            }
        }
        fields.removeIf(String::isEmpty);
        return fields;
    }
}
