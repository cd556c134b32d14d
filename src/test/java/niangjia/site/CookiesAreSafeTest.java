package niangjia.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Behind a gateway that speaks https, cookies travel by https only and nobody plants another. */
@OnTheSite
@TestPropertySource(properties = "server.forward-headers-strategy=native")
class CookiesAreSafeTest {

    private static final String[] HTTPS = {"X-Forwarded-Proto", "https"};

    @LocalServerPort int port;

    @Test
    void whereTheAddressIsHttpsTheyAreSecureAndBoundToTheHost() {
        HttpResponse<String> answer =
                new Reader(port).post("/language", "to=en&back=/samples/home", HTTPS);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("__Host-lang=en")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Domain");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void thereOneWithoutTheSafeNameIsNotRead() {
        var reader = new Reader(port);
        assertThat(page(reader, "__Host-lang=en", HTTPS)).contains("<html lang=\"en\"");
        assertThat(page(reader, "lang=en", HTTPS)).contains("<html lang=\"zh-CN\"");
        assertThat(page(reader, "__Secure-lang=en", HTTPS))
                .as("a neighbour on the same domain may set this name")
                .contains("<html lang=\"zh-CN\"");
    }

    @Test
    void onPlainHttpTheyKeepTheirNamesAndAreHiddenFromScript() {
        HttpResponse<String> answer = new Reader(port).post("/language", "to=en&back=/");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("lang=en")
                .contains("HttpOnly", "SameSite=Lax")
                .doesNotContain("Secure");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(page(new Reader(port), "lang=en")).contains("<html lang=\"en\"");
    }

    @Test
    void oneForAPartOfTheSiteIsNamedAsSecure() {
        assertThat(SafeCookies.safe("trusted=x; Path=/access; Secure; HttpOnly"))
                .isEqualTo("__Secure-trusted=x; Path=/access; Secure; HttpOnly");
        assertThat(SafeCookies.safe("form=x; Path=/; HttpOnly"))
                .isEqualTo("__Host-form=x; Path=/; HttpOnly; Secure");
    }

    private static String page(Reader reader, String cookie, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Cookie";
        all[headers.length + 1] = cookie;
        return reader.get("/samples/home", all).body();
    }
}
