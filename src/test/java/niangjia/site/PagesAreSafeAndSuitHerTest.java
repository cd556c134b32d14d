package niangjia.site;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@OnTheSite
class PagesAreSafeAndSuitHerTest {

    @LocalServerPort int port;

    Reader reader;

    @BeforeEach
    void open() {
        reader = new Reader(port);
    }

    @Test
    void everyPageLoadsFromHereOnlyAndIsKeptNowhere() {
        HttpResponse<String> page = reader.get("/samples/home");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValue(
                        "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(page.headers().allValues("Vary").toString()).containsIgnoringCase("HX-Request");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.body()).doesNotContain("style=\"", "onclick", "<script>", "javascript:");
    }

    @Test
    void filesAreNamedAfterTheirContentAndKeptForAYear() {
        String page = reader.get("/samples/home").body();
        for (String file :
                List.of(
                        "site-[0-9a-f]+\\.css",
                        "site-[0-9a-f]+\\.js",
                        "htmx\\.min-[0-9a-f]+\\.js",
                        "icon-[0-9a-f]+\\.svg")) {
            Matcher address = Pattern.compile("\"(/static/" + file + ")\"").matcher(page);
            assertThat(address.find()).as(file).isTrue();
            HttpResponse<String> answer = reader.get(address.group(1));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                    .contains("max-age=31536000", "immutable");
        }
    }

    @Test
    void theHomePageFitsInSixtyKilobytesOverTheWire() {
        String page = reader.get("/samples/home").body();
        int sum = reader.bytes("/samples/home", "Accept-Encoding", "gzip").length;
        Matcher files = Pattern.compile("\"(/static/[^\"]+)\"").matcher(page);
        while (files.find()) {
            sum += reader.bytes(files.group(1), "Accept-Encoding", "gzip").length;
        }
        assertThat(sum).isLessThan(60 * 1024);
    }

    @Test
    void sheChoosesTheLanguageAndTheBrowserKeepsIt() {
        HttpResponse<String> answer = reader.post("/language", "to=en&back=/samples/home");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/samples/home");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("lang=en;")
                .contains("HttpOnly", "SameSite=Lax", "Max-Age=31536000");
        assertThat(reader.get("/samples/home", "Cookie", "lang=en").body())
                .contains("<html lang=\"en\"", "Leave now");
    }

    @Test
    void aPhonesOwnLanguageChangesNothing() {
        assertThat(reader.get("/samples/home", "Accept-Language", "en").body())
                .contains("<html lang=\"zh-CN\"", "快速离开");
    }

    @Test
    void sheChoosesTheSizeOfTypeInThreeSteps() {
        assertThat(reader.get("/samples/home").body())
                .contains("class=\"type-1\"", "name=\"to\" value=\"2\"");
        assertThat(
                        reader.post("/type", "to=2&back=/samples/home")
                                .headers()
                                .firstValue("Set-Cookie")
                                .orElseThrow())
                .startsWith("type=2;");
        assertThat(reader.get("/samples/home", "Cookie", "type=2").body())
                .contains("class=\"type-2\"");
        assertThat(reader.get("/samples/home", "Cookie", "type=3").body())
                .contains("class=\"type-3\"", "name=\"to\" value=\"1\"");
        assertThat(reader.get("/samples/home", "Cookie", "type=900").body())
                .contains("class=\"type-1\"");
    }

    @Test
    void noSwitchLeadsToAnotherSite() {
        for (String foreign :
                List.of(
                        "https://elsewhere.example",
                        "//elsewhere.example",
                        "/%5Celsewhere.example",
                        "/a%0d%0ab")) {
            assertThat(
                            reader.post("/language", "to=en&back=" + foreign)
                                    .headers()
                                    .firstValue("Location"))
                    .hasValue("/");
        }
    }

    @Test
    void leavingClearsWhatTheBrowserKeptAndShowsACalendarThatNamesNothing() {
        HttpResponse<String> calendar =
                reader.get("/leave", "Cookie", "place=x; form=y; SESSION=z");
        assertThat(calendar.statusCode()).isEqualTo(200);
        assertThat(calendar.headers().firstValue("Clear-Site-Data"))
                .hasValue("\"cache\", \"cookies\", \"storage\"");
        assertThat(calendar.headers().allValues("Set-Cookie"))
                .hasSize(3)
                .allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
        assertThat(calendar.body())
                .contains("<title>日历</title>")
                .doesNotContain("娘家", "Niangjia", "妇联", "href=\"/\"");
    }

    @Test
    void anotherSiteCannotMakeTheBrowserForget() {
        assertThat(
                        reader.get("/leave", "Sec-Fetch-Site", "cross-site")
                                .headers()
                                .firstValue("Clear-Site-Data"))
                .isEmpty();
    }

    @Test
    void withScriptTheAnswerToAFormNamesTheNextPageInsteadOfGoingThere() {
        assertThat(reader.post("/language", "to=en&back=/samples/home", "X-One-Entry", "yes"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                .satisfies(answer ->
                        assertThat(answer.headers().firstValue("X-Go-To"))
                                .hasValue("/samples/home"));
    }

    @Test
    void whoAskedForAPartOfAPageIsSentOnAsAWhole() {
        assertThat(reader.post("/language", "to=en&back=/samples/home", "HX-Request", "true"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                .satisfies(answer ->
                        assertThat(answer.headers().firstValue("HX-Redirect"))
                                .hasValue("/samples/home"));
    }

    @Test
    void anAddressThatNobodyUnderstandsIsAnsweredCalmly() {
        for (String path :
                new String[] {"/a;b=c", "/a//b", "/%2e%2e/a", "/a%00b", "/samples/%ff"}) {
            assertThat(reader.get(path))
                    .satisfies(page -> assertThat(page.statusCode()).as(path).isBetween(400, 404))
                    .satisfies(page -> assertThat(page.body()).as(path).contains("tel:110"));
        }
    }

    @Test
    void withoutScriptLeavingIsALinkThatSaysWhatItCannotDo() {
        assertThat(reader.get("/samples/request").body())
                .contains("href=\"/leave\"", "<noscript>", "按返回键可能又看到这一页", "data-private");
    }

    @Test
    void anOperatorMaySendWhoLeavesElsewhere() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/leave");
        request.setCookies(new Cookie("seat", "x"));
        MockHttpServletResponse response = new MockHttpServletResponse();
        new QuickExit("https://weather.example/")
                .leave(request, response, TimesAreSaidAsPeopleDoTest.look("zh"));
        assertThat(response.getStatus()).isEqualTo(303);
        assertThat(response.getHeader("Location")).isEqualTo("https://weather.example/");
        assertThat(response.getHeader("Clear-Site-Data")).contains("cookies");
        assertThat(response.getHeader("Set-Cookie")).startsWith("seat=;");
    }
}
