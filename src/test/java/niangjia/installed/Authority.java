package niangjia.installed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates to servers, made on the spot and believed by nobody else. */
public record Authority(X500Name name, KeyPair keys, X509CertificateHolder certificate) {

    /** A server's certificate and what it proves it by. */
    public record Issued(X509CertificateHolder certificate, KeyPair keys) {

        public Issued writeTo(Path certificate, Path key) throws IOException {
            pem(certificate, "CERTIFICATE", this.certificate.getEncoded());
            pem(key, "PRIVATE KEY", keys.getPrivate().getEncoded());
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            return this;
        }

        /** By which a browser may be told of one key. */
        public String fingerprint() throws GeneralSecurityException {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(keys.getPublic().getEncoded()));
        }
    }

    public static Authority named(String name) throws GeneralSecurityException, IOException {
        var subject = new X500Name("CN=" + name);
        KeyPair keys = drawn();
        return new Authority(subject, keys, certificate(subject, keys, subject, keys));
    }

    /** For a server of these names. */
    public Issued issue(String... names) throws GeneralSecurityException, IOException {
        KeyPair its = drawn();
        return new Issued(certificate(name, keys, new X500Name("CN=" + names[0]), its, names), its);
    }

    public Authority writeTo(Path file) throws IOException {
        pem(file, "CERTIFICATE", certificate.getEncoded());
        return this;
    }

    /** Believes this one and no other. */
    public SSLContext believed() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "authority",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyPair drawn() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509CertificateHolder certificate(
            X500Name issuer, KeyPair by, X500Name subject, KeyPair its, String... names)
            throws IOException {
        try {
            var builder =
                    new JcaX509v3CertificateBuilder(
                            issuer,
                            new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
                            Date.from(Instant.now().minus(Duration.ofDays(1))),
                            Date.from(Instant.now().plus(Duration.ofDays(30))),
                            subject,
                            its.getPublic());
            builder.addExtension(
                    Extension.basicConstraints, true, new BasicConstraints(names.length == 0));
            if (names.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(
                                Arrays.stream(names)
                                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                                        .toArray(GeneralName[]::new)));
            }
            return builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(by.getPrivate()));
        } catch (OperatorCreationException missing) {
            throw new IllegalStateException("every JDK has ECDSA", missing);
        }
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                        .formatted(what, Base64.getMimeEncoder().encodeToString(bytes)));
    }
}
