package niangjia.cases.outside;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** An authority that says when something was there, on this machine, under a root of its own. */
public final class TimeServer implements AutoCloseable {

    public static final String NAME = "a clock of this story";
    public static final Instant TIME = Instant.parse("2026-05-21T01:02:03Z");

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2036-01-01T00:00:00Z");

    private final HttpServer server;
    private final X509CertificateHolder root;
    private final KeyPair keys = keys();
    private final X509CertificateHolder certificate;
    private final AtomicInteger serial = new AtomicInteger();
    private volatile boolean gives = true;
    private volatile byte[] instead = new byte[0];

    public TimeServer() {
        KeyPair above = keys();
        root = certificate("CN=a root of this story", above, "CN=a root of this story", above);
        certificate = certificate("CN=a root of this story", above, "CN=" + NAME, keys);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext(
                "/",
                exchange -> {
                    byte[] asked = exchange.getRequestBody().readAllBytes();
                    byte[] answer = instead.length > 0 ? instead : answer(asked);
                    exchange.getResponseHeaders()
                            .set("Content-Type", "application/timestamp-reply");
                    exchange.sendResponseHeaders(200, answer.length);
                    try (var body = exchange.getResponseBody()) {
                        body.write(answer);
                    }
                });
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** Whom to believe, in a file. */
    public Path certificates(Path file) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(root.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    void gives(boolean gives) {
        this.gives = gives;
    }

    /** Says the same to everybody from now on; nothing: what is asked again. */
    void says(byte[] instead) {
        this.instead = instead;
    }

    byte[] answer(byte[] asked) throws IOException {
        try {
            var request = new TimeStampRequest(asked);
            if (!gives) {
                return new TimeStampResponseGenerator(tokens(), TSPAlgorithms.ALLOWED)
                        .generateFailResponse(2, 1 << 30, "not today")
                        .getEncoded();
            }
            return new TimeStampResponseGenerator(tokens(), TSPAlgorithms.ALLOWED)
                    .generate(
                            request, BigInteger.valueOf(serial.incrementAndGet()), Date.from(TIME))
                    .getEncoded();
        } catch (TSPException | OperatorCreationException | GeneralSecurityException wrong) {
            throw new IOException(wrong);
        }
    }

    private TimeStampTokenGenerator tokens()
            throws TSPException, OperatorCreationException, GeneralSecurityException {
        var digests = new JcaDigestCalculatorProviderBuilder().build();
        var generator =
                new TimeStampTokenGenerator(
                        new JcaSimpleSignerInfoGeneratorBuilder()
                                .build("SHA256withECDSA", keys.getPrivate(), certificate),
                        digests.get(
                                new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                                        TSPAlgorithms.SHA256)),
                        new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"));
        generator.addCertificates(new JcaCertStore(List.of(certificate)));
        return generator;
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has EC", missing);
        }
    }

    private static X509CertificateHolder certificate(
            String issuer, KeyPair by, String subject, KeyPair its) {
        boolean root = issuer.equals(subject);
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name(issuer),
                        BigInteger.valueOf(root ? 1 : 2),
                        Date.from(FROM),
                        Date.from(UNTIL),
                        new X500Name(subject),
                        its.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(root));
            if (!root) {
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        true,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            }
            return builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate()));
        } catch (IOException | OperatorCreationException missing) {
            throw new IllegalStateException("every JDK has ECDSA", missing);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
