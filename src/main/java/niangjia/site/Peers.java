package niangjia.site;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;

/**
 * Whom the program speaks to of itself, beside its database: hosts that a setting of the operator's
 * names, and nobody else, whatever an answer or a document names. No answer sends it on.
 */
@Component
public final class Peers implements ClientHttpRequestFactory {

    /** An address at a host that no setting names. */
    public static final class Stranger extends IOException {
        private Stranger(URI address) {
            super("no setting names " + origin(address));
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final List<String> SETTINGS =
            List.of(
                    "niangjia.witness",
                    "niangjia.courier.address",
                    "niangjia.provider.issuer",
                    "niangjia.files.s3.endpoint",
                    "niangjia.papers.authority");

    /** Other hosts at which the provider keeps what it names, with commas, without https. */
    private static final String MORE = "niangjia.provider.hosts";

    private final Set<String> named = new TreeSet<>();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);

    public Peers(Environment settings) {
        for (String setting : SETTINGS) {
            String address = settings.getProperty(setting, "").strip();
            // The witness may be a folder.
            if (address.startsWith("http://") || address.startsWith("https://")) {
                named.add(origin(URI.create(address)));
            }
        }
        for (String host : settings.getProperty(MORE, String[].class, new String[0])) {
            named.add(origin(URI.create("https://" + host)));
        }
        requests.setReadTimeout(PATIENCE);
        LOG.info("Speaks to {}", named.isEmpty() ? "nobody outside" : String.join(", ", named));
    }

    /** Whatever the port: one host may answer at several. */
    private static String origin(URI address) {
        return (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT);
    }

    /** The address, if a setting names its host and way. */
    public URI named(URI address) throws Stranger {
        if (!named.contains(origin(address))) {
            throw new Stranger(address);
        }
        return address;
    }

    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> as)
            throws IOException, InterruptedException {
        named(request.uri());
        return client.send(request, as);
    }

    /** For who speaks through the framework. */
    @Override
    public ClientHttpRequest createRequest(URI address, HttpMethod method) throws IOException {
        return requests.createRequest(named(address), method);
    }
}
