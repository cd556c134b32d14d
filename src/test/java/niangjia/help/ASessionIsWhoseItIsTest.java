package niangjia.help;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sessions of staff lie in the database. Whoever reads it comes in with none of them, and whoever
 * writes it puts nobody into one: the log would say that it was she.
 */
@OnTheRealNet
class ASessionIsWhoseItIsTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired TestClock clock;
    @Autowired JdbcClient jdbc;

    @Test
    void theNumberOfASessionThatStandsInTheDatabaseLetsNobodyIn() {
        SeatHeld seat = seats.onDuty("620102", "城关的她");
        Phone hers = Phone.of(port, seats, seat);
        assertThat(hers.get("/workbench").statusCode()).isEqualTo(200);
        String number = number(seat);
        assertThat(new String(decoded(hers), UTF_8)).as("it is in her cookie").startsWith(number);
        for (String tried :
                new String[] {
                    number,
                    number + ".",
                    number + "." + "A".repeat(43),
                    number + ".%%%",
                    new String(decoded(hers), UTF_8) + "A"
                }) {
            HttpResponse<String> answer =
                    new Phone(port)
                            .get(
                                    "/workbench",
                                    "Cookie",
                                    "seat="
                                            + Base64.getEncoder()
                                                    .encodeToString(tried.getBytes(UTF_8)));
            assertThat(where(answer)).as(tried).isEqualTo("/access");
        }
        assertThat(hers.get("/workbench").statusCode()).isEqualTo(200);
    }

    @Test
    void anothersNameThatWasWrittenIntoASessionOfHisOwnIsNobody() {
        SeatHeld seat = seats.onDuty("620103", "七里河的她");
        SeatHeld clerk = seats.onDuty("620104", "西固的他");
        Phone hers = Phone.of(port, seats, seat);
        Phone his = Phone.of(port, seats, clerk);
        assertThat(his.get("/workbench").body()).contains("西固的他");
        jdbc.sql(
                        """
                        update access.session_attributes own set attribute_bytes = (select other.attribute_bytes
                          from access.session_attributes other join access.session s on s.primary_id = other.session_primary_id
                          where s.principal_name = :hers and other.attribute_name = own.attribute_name)
                        where session_primary_id = (select primary_id from access.session where principal_name = :his)
                        """)
                .param("hers", seat.holder().toString())
                .param("his", clerk.holder().toString())
                .update();
        HttpResponse<String> answer = his.get("/workbench");
        assertThat(where(answer)).isEqualTo("/access");
        assertThat(his.get("/requests").body()).doesNotContain("七里河的她");
        assertThat(hers.get("/workbench").body()).contains("七里河的她");
    }

    @Test
    void whatStandsThereMakesNothingButWhatWePutIn() throws IOException {
        SeatHeld seat = seats.onDuty("620105", "安宁的她");
        Phone hers = Phone.of(port, seats, seat);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Planted());
        }
        for (String attribute : new String[] {"device", "bound", "SPRING_SECURITY_CONTEXT"}) {
            int planted =
                    jdbc.sql(
                                    """
                                    update access.session_attributes set attribute_bytes = :bytes where attribute_name = :name
                                      and session_primary_id = (select primary_id from access.session where principal_name = :hers)
                                    """)
                            .param("bytes", bytes.toByteArray())
                            .param("name", attribute)
                            .param("hers", seat.holder().toString())
                            .update();
            assertThat(planted).as(attribute).isEqualTo(1);
            hers.get("/access/ways");
            if (attribute.equals("device")) {
                assertThat(hers.get("/workbench").statusCode()).as("a name less").isEqualTo(200);
            } else {
                assertThat(where(hers.get("/workbench"))).as(attribute).isEqualTo("/access");
                hers = Phone.of(port, seats, seat);
            }
        }
        assertThat(Planted.MADE).isFalse();
    }

    @Test
    void eachProofGivesItANewNumber() {
        SeatHeld seat = seats.onDuty("620111", "红古的她");
        Phone phone = new Phone(port);
        phone.post(
                "/access",
                Map.of(
                        "once", phone.token("/access"),
                        "login", seats.account(seat),
                        "password", Seats.PASSWORD));
        String first = phone.cookies();
        String old = number(seat);
        String letters = phone.setUpApp(clock);
        String second = number(seat);
        assertThat(second).isNotEqualTo(old);
        assertThat(where(new Phone(port).get("/access/ways", "Cookie", first)))
                .as("the old cookie is worth nothing")
                .isEqualTo("/access");
        clock.turn(Duration.ofMinutes(16));
        phone.post(
                "/access/second",
                Map.of(
                        "once", phone.token("/access/second"),
                        "code", Phone.code(letters, clock)));
        assertThat(number(seat)).isNotEqualTo(second).isNotEqualTo(old);
        assertThat(phone.get("/workbench").statusCode()).isEqualTo(200);
    }

    /**
     * The store writes it at the end of its request, when whatever ends hers may be done already.
     */
    @Test
    void aSessionThatWasWrittenDownJustAfterAllOfHersEndedIsNobodys() {
        SeatHeld seat = seats.onDuty("620121", "永登的她");
        Phone hers = Phone.of(port, seats, seat);
        Phone thiefs = new Phone(port);
        thiefs.post(
                "/access",
                Map.of(
                        "once", thiefs.token("/access"),
                        "login", seat.seat().toString(),
                        "password", Seats.PASSWORD));
        assertThat(where(thiefs.get("/access/second"))).isEqualTo("status 200");
        List<Map<String, Object>> sessions =
                jdbc.sql("select * from access.session where principal_name = ?")
                        .param(seat.holder().toString())
                        .query()
                        .listOfRows();
        List<Map<String, Object>> attributes =
                jdbc.sql(
                                "select a.* from access.session_attributes a join access.session s on s.primary_id = a.session_primary_id"
                                        + " where s.principal_name = ?")
                        .param(seat.holder().toString())
                        .query()
                        .listOfRows();
        HttpResponse<String> changed =
                hers.post(
                        "/access/ways/password",
                        Map.of(
                                "once",
                                hers.token("/access/ways"),
                                "old",
                                Seats.PASSWORD,
                                "password",
                                "another long phrase"));
        assertThat(where(changed)).isEqualTo("/access/ways");
        assertThat(hers.get("/workbench").statusCode()).as("hers goes on").isEqualTo(200);
        sessions.forEach(row -> insert("access.session", row));
        attributes.forEach(row -> insert("access.session_attributes", row));
        assertThat(where(thiefs.get("/access/second"))).isEqualTo("/access");
        assertThat(hers.get("/workbench").statusCode()).isEqualTo(200);
    }

    private void insert(String table, Map<String, Object> row) {
        jdbc.sql(
                        "insert into %s (%s) values (%s) on conflict do nothing"
                                .formatted(
                                        table,
                                        String.join(", ", row.keySet()),
                                        String.join(", ", Collections.nCopies(row.size(), "?"))))
                .params(List.copyOf(row.values()))
                .update();
    }

    private String number(SeatHeld seat) {
        return jdbc.sql("select session_id from access.session where principal_name = ?")
                .param(seat.holder().toString())
                .query(String.class)
                .single();
    }

    private static byte[] decoded(Phone phone) {
        return Base64.getDecoder().decode(phone.cookies().replaceAll(".*seat=([^;]+).*", "$1"));
    }

    private static String where(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("status " + answer.statusCode());
    }
}
