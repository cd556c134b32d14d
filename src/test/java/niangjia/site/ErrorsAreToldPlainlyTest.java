package niangjia.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.TransactionSystemException;

@OnTheSite
@ExtendWith(OutputCaptureExtension.class)
class ErrorsAreToldPlainlyTest {

    @LocalServerPort int port;

    Reader reader;

    @BeforeEach
    void open() {
        reader = new Reader(port);
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere, 404, 没有找到这一页, There is no such page",
        "/samples/nothing, 404, 没有找到这一页, There is no such page",
        "/samples/refused, 422, 还差一点, Almost there",
        "/samples/busy, 429, 请稍等一会儿, Please wait a little",
        "/samples/broken, 500, 我们这里出错了, Something broke",
        "/samples/away, 503, 暂时连不上, Out of reach",
        "/language, 405, 这一步不能这样走, This step does not work",
    })
    void aPageSaysWhatHappenedInBothLanguagesAndWhomToCall(
            String path, int status, String chinese, String english) {
        HttpResponse<String> page = reader.get(path);
        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.body())
                .contains(chinese, "tel:110", "tel:12338")
                .doesNotContain("Exception");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(reader.get(path, "Cookie", "lang=en").body()).contains(english, "lang=\"en\"");
    }

    @Test
    void aFormFromAnotherSiteIsRefused() {
        assertThat(reader.post("/language", "to=en", "Sec-Fetch-Site", "cross-site"))
                .satisfies(page -> assertThat(page.statusCode()).isEqualTo(403))
                .satisfies(page -> assertThat(page.body()).contains("这里不能进"));
        assertThat(
                        reader.post("/language", "to=en", "Origin", "https://elsewhere.example")
                                .statusCode())
                .isEqualTo(403);
        assertThat(
                        reader.post("/language", "to=en", "Origin", "http://localhost:" + port)
                                .statusCode())
                .isEqualTo(303);
    }

    @Test
    void aClosedDoorIsAPageOfOurs() {
        assertThat(reader.get("/samples/closed"))
                .satisfies(page -> assertThat(page.statusCode()).isEqualTo(403))
                .satisfies(page -> assertThat(page.body()).contains("这里不能进"));
    }

    @Test
    void aFormWithoutItsTokenIsNotTaken() {
        assertThat(reader.post("/samples/ask", "words=x"))
                .satisfies(page -> assertThat(page.statusCode()).isEqualTo(422))
                .satisfies(page -> assertThat(page.body()).contains("不是从这里打开的"));
    }

    @Test
    void whatWasTypedInAFormThatWasTooOldOrMetAnAccidentCanBeSentAgain() {
        assertThat(reader.post("/samples/ask", "words=%3Cb%3E%E5%8C%85%E8%8F%9C&kind=FARM").body())
                .contains("您写的还在", "&lt;b>包菜", "name=\"kind\" value=\"FARM\"", "data-private")
                .containsPattern("name=\"once\" value=\"[\\w-]{75}\"");
        assertThat(reader.post("/samples/away", "words=%E5%8C%85%E8%8F%9C&once=first"))
                .satisfies(page -> assertThat(page.statusCode()).isEqualTo(503))
                .satisfies(page ->
                        assertThat(page.body()).contains("包菜", "name=\"once\" value=\"first\""));
        assertThat(reader.post("/samples/away", "name=x&password=hersecret").body())
                .doesNotContain("hersecret");
    }

    @Test
    void aPartOfAPageIsToldInOneLine() {
        assertThat(reader.get("/samples/refused", "HX-Request", "true").body())
                .contains("role=\"alert\"")
                .doesNotContain("<html");
    }

    @Test
    void whatIsTooLargeIsTurnedAway() {
        assertThat(reader.post("/samples/ask", "words=" + "x".repeat(3 << 20)))
                .satisfies(page -> assertThat(page.statusCode()).isEqualTo(413))
                .satisfies(page -> assertThat(page.body()).contains("内容太大了"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/samples/refused, 422, field",
        "/api/v1/samples/broken, 500, title",
        "/api/v1/samples/away, 503, title",
        "/api/v1/nowhere, 404, title",
    })
    void aProgramGetsProblemDetails(String path, int status, String property) {
        HttpResponse<String> problem = reader.get(path, "Accept-Language", "en-GB");
        assertThat(problem.statusCode()).isEqualTo(status);
        assertThat(problem.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(problem.body()).contains("\"" + property + "\"", "\"status\":" + status);
        assertThat(problem.body()).doesNotContainPattern("[\\u4e00-\\u9fff]");
        assertThat(reader.get(path).body()).containsPattern("[\\u4e00-\\u9fff]");
    }

    @Test
    void theLogKeepsTheTraceButNothingOfTheRequest(CapturedOutput output) {
        reader.get("/samples/broken?words=hersecret", "Cookie", "place=hersecret");
        assertThat(output)
                .contains("an accident in answering", "Samples")
                .doesNotContain("hersecret");
    }

    @Test
    void theDatabaseIsAwayHoweverDeepItsFailureLies() {
        for (Throwable failure :
                List.of(
                        new SQLTransientConnectionException(),
                        new IllegalStateException(new SQLException("stopped", "57P01")),
                        new RuntimeException(
                                new RuntimeException(new SQLException("lost", "08006"))),
                        new SQLException("the disk is full", "53100"),
                        new TransactionSystemException("rollback failed"))) {
            assertThat(Accident.of(failure).status()).isEqualTo(503);
        }
        assertThat(Accident.of(new SQLException("a rule was broken", "23505")).status())
                .isEqualTo(500);
    }
}
