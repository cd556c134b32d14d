package niangjia.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import niangjia.site.Peers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/** A provider of sign-ins whose document leads to hosts that the operator has not named. */
class TheProviderNamesNobodyUnknownTest {

    private HttpServer server;
    private String issuer;
    private String told = "";

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://localhost:%d/federation".formatted(server.getAddress().getPort());
        server.createContext(
                "/federation/.well-known/openid-configuration",
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    byte[] body = told.getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        told = document(issuer);
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void whatIsAtTheIssuersHostIsTakenAndHerPageThereIsNotAskedFor() {
        Map<String, Object> metadata = ProviderBeans.metadata(issuer, peers(""));
        assertThat(metadata)
                .containsEntry("token_endpoint", issuer + "/token")
                .doesNotContainKey("userinfo_endpoint");
        assertThat(
                        ClientRegistrations.fromOidcConfiguration(metadata)
                                .registrationId("x")
                                .clientId("x")
                                .build()
                                .getProviderDetails()
                                .getJwkSetUri())
                .isEqualTo(issuer + "/jwks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorize", "token", "jwks"})
    void anotherHostIsRefusedUnlessASettingNamesIt(String address) {
        told = told.replace(issuer + "/" + address, "https://elsewhere.example/" + address);
        assertThatThrownBy(() -> ProviderBeans.metadata(issuer, peers("")))
                .hasCauseInstanceOf(Peers.Stranger.class);
        assertThatThrownBy(() -> ProviderBeans.metadata(issuer, peers("another.example")))
                .hasCauseInstanceOf(Peers.Stranger.class);
        assertThat(ProviderBeans.metadata(issuer, peers("elsewhere.example")))
                .containsValue("https://elsewhere.example/" + address);
    }

    @Test
    void whoCallsItselfByAnotherNameIsAnother() {
        told = document("https://elsewhere.example/federation");
        assertThatThrownBy(() -> ProviderBeans.metadata(issuer, peers("elsewhere.example")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is another");
    }

    private Peers peers(String more) {
        return new Peers(
                new MockEnvironment()
                        .withProperty("niangjia.provider.issuer", issuer)
                        .withProperty("niangjia.provider.hosts", more));
    }

    private static String document(String of) {
        return """
        {"issuer": "ISSUER", "authorization_endpoint": "ISSUER/authorize", "token_endpoint": "ISSUER/token",
         "jwks_uri": "ISSUER/jwks", "userinfo_endpoint": "ISSUER/userinfo", "subject_types_supported": ["public"],
         "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"]}
        """
                .replace("ISSUER", of);
    }
}
