package niangjia.cases.outside;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import niangjia.database.CannotStart;
import niangjia.site.Peers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStoreBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * A third party that says when something was there (RFC 3161), where the operator names one. It is
 * sent a hash and nothing else.
 */
@Component
public class TimeAuthority {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int MOST = 64 << 10;

    /** What it says, once that is proved. */
    public record Said(Instant at, String authority) {}

    /** It gives no time just now, or none that holds. */
    public static final class Away extends Exception {
        Away(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Whoever waits holds a connection to the database. */
    private final Semaphore waiting = new Semaphore(2);

    private final SecureRandom random = new SecureRandom();
    private final Peers peers;
    private final URI address;
    private final Set<X509Certificate> believed;

    /**
     * @param address over https or on this machine; empty: there is none
     * @param certificates a file of those to believe, its own or of who issued it; those of an
     *     authority of before stay in it
     */
    TimeAuthority(
            @Value("${niangjia.papers.authority:}") String address,
            @Value("${niangjia.papers.authority-certificates:}") String certificates,
            Peers peers) {
        this.peers = peers;
        this.address = URI.create(address.strip());
        if (!address.isBlank()
                && !"https".equals(this.address.getScheme())
                && !List.of("localhost", "127.0.0.1").contains(this.address.getHost())) {
            throw new CannotStart(
                    "NIANGJIA_PAPERS_AUTHORITY must be https or on this machine, not "
                            + address
                            + ".");
        }
        if (!address.isBlank() && certificates.isBlank()) {
            throw new CannotStart(
                    "NIANGJIA_PAPERS_AUTHORITY needs NIANGJIA_PAPERS_AUTHORITY_CERTIFICATES beside it: whoever is to be believed.");
        }
        this.believed = certificates.isBlank() ? Set.of() : read(Path.of(certificates));
    }

    private static Set<X509Certificate> read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            var read = new HashSet<X509Certificate>();
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                read.add((X509Certificate) certificate);
            }
            return read;
        } catch (IOException | GeneralSecurityException wrong) {
            throw new CannotStart(
                    "NIANGJIA_PAPERS_AUTHORITY_CERTIFICATES names " + file + ", which holds none.",
                    wrong);
        }
    }

    /** Where it is; nothing if there is none. */
    public @Nullable String name() {
        return address.getHost();
    }

    /**
     * @param hash SHA-256 of what was there
     * @return a token that says when
     */
    byte[] stamp(byte[] hash) throws Away {
        if (!waiting.tryAcquire()) {
            throw new Away("others wait for it already", null);
        }
        try {
            return asked(hash);
        } catch (IOException | TSPException | CMSException wrong) {
            throw new Away(wrong.toString(), wrong);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Away("stopped", stopped);
        } finally {
            waiting.release();
        }
    }

    private byte[] asked(byte[] hash)
            throws IOException, TSPException, CMSException, InterruptedException, Away {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        TimeStampRequest request =
                generator.generate(TSPAlgorithms.SHA256, hash, new BigInteger(64, random));
        HttpResponse<InputStream> answer =
                peers.send(
                        HttpRequest.newBuilder(address)
                                .timeout(PATIENCE)
                                .header("Content-Type", "application/timestamp-query")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(request.getEncoded()))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        byte[] told;
        try (InputStream body = answer.body()) {
            told = body.readNBytes(MOST);
        }
        if (answer.statusCode() != 200) {
            throw new Away("it answers " + answer.statusCode(), null);
        }
        var response = new TimeStampResponse(told);
        response.validate(request);
        TimeStampToken token = response.getTimeStampToken();
        if (token == null) {
            throw new Away("it gives no time: " + response.getStatusString(), null);
        }
        byte[] encoded = token.getEncoded();
        if (read(encoded, hash).isEmpty()) {
            throw new Away("its time is not of whom we believe", null);
        }
        return encoded;
    }

    /** What a token says of this hash; nothing if that is not of an authority that we believe. */
    public Optional<Said> read(byte[] encoded, byte[] hash) {
        try {
            var token = new TimeStampToken(new CMSSignedData(encoded));
            var info = token.getTimeStampInfo();
            if (!info.getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
                    || !Arrays.equals(info.getMessageImprintDigest(), hash)) {
                return Optional.empty();
            }
            Collection<X509CertificateHolder> signer =
                    token.getCertificates().getMatches(token.getSID());
            if (signer.size() != 1) {
                return Optional.empty();
            }
            X509CertificateHolder its = signer.iterator().next();
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(its));
            X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(its);
            if (!believed.contains(certificate)) {
                prove(certificate, token);
            }
            return Optional.of(new Said(info.getGenTime().toInstant(), named(its)));
        } catch (TSPException
                | CMSException
                | IOException
                | OperatorCreationException
                | GeneralSecurityException
                | RuntimeException broken) {
            // Whatever is wrong with it, it says nothing.
            return Optional.empty();
        }
    }

    /** Issued, at that time, by whom we believe. */
    private void prove(X509Certificate certificate, TimeStampToken token)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors = new HashSet<>();
        believed.forEach(one -> anchors.add(new TrustAnchor(one, null)));
        var target = new X509CertSelector();
        target.setCertificate(certificate);
        var wish = new PKIXBuilderParameters(anchors, target);
        wish.setRevocationEnabled(false);
        wish.setDate(token.getTimeStampInfo().getGenTime());
        wish.addCertStore(
                new JcaCertStoreBuilder().addCertificates(token.getCertificates()).build());
        CertPathBuilder.getInstance("PKIX").build(wish);
    }

    private static String named(X509CertificateHolder certificate) {
        RDN[] names = certificate.getSubject().getRDNs(BCStyle.CN);
        return names.length == 0
                ? certificate.getSubject().toString()
                : names[0].getFirst().getValue().toString();
    }
}
