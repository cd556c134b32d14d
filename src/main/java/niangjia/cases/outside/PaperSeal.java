package niangjia.cases.outside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.cases.model.ChainText;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signs a PDF with a detached CMS signature over the whole file (PDF 32000-1, 12.8), and reads it
 * again. What was not signed here is never given to a reader of PDF: it is looked at as bytes.
 */
@Component
public class PaperSeal {

    private static final int BITS = 3072;
    private static final String SIGNATURE = "SHA256withRSA";
    private static final Duration LIFE = Duration.ofDays(20 * 365L);

    /** Bytes kept free for the signature, and for what a third party says of it. */
    private static final int ROOM = 8192;

    private static final int ROOM_FOR_A_TIME = 16384;

    private static final ASN1ObjectIdentifier TIME =
            PKCSObjectIdentifiers.id_aa_signatureTimeStampToken;

    private static final Pattern RANGE =
            Pattern.compile("/ByteRange \\[(\\d{1,9}) (\\d{1,9}) (\\d{1,9}) (\\d{1,9}) *]");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** A key and what tells others of it; the secret is PKCS #8. */
    public record Made(byte[] certificate, byte[] secret) {}

    /**
     * A signature that holds.
     *
     * @param hash of it, of which a third party may say when it was there
     * @param token what one said, not looked at yet
     */
    public record Signed(byte[] certificate, Instant at, byte[] hash, byte @Nullable [] token) {}

    /**
     * @param host whose installation it is
     */
    public Made newKey(String host, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            var name =
                    new X500NameBuilder(BCStyle.INSTANCE)
                            .addRDN(BCStyle.O, "Niangjia")
                            .addRDN(BCStyle.CN, host)
                            .build();
            var certificate =
                    new JcaX509v3CertificateBuilder(
                                    name,
                                    new BigInteger(1, HexFormat.of().parseHex("01" + serial(now))),
                                    Date.from(now.minus(Duration.ofDays(1))),
                                    Date.from(now.plus(LIFE)),
                                    name,
                                    pair.getPublic())
                            .addExtension(
                                    Extension.keyUsage,
                                    true,
                                    new KeyUsage(
                                            KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
                            .build(new JcaContentSignerBuilder(SIGNATURE).build(pair.getPrivate()));
            return new Made(certificate.getEncoded(), pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException | IOException missing) {
            throw new IllegalStateException("every JDK has RSA", missing);
        }
    }

    private static String serial(Instant now) {
        return HexFormat.of().toHexDigits(now.toEpochMilli());
    }

    /**
     * @param authority which says when the signature was there, if one does
     * @throws TimeAuthority.Away if it says nothing
     */
    public byte[] sign(
            byte[] pdf,
            byte[] certificate,
            byte[] secret,
            Instant now,
            @Nullable TimeAuthority authority)
            throws IOException, TimeAuthority.Away {
        try (PDDocument document = Loader.loadPDF(pdf);
                SignatureOptions options = new SignatureOptions()) {
            var signature = new PDSignature();
            signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
            signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
            Calendar at = new GregorianCalendar(TimeZone.getTimeZone(ZONE));
            at.setTimeInMillis(now.toEpochMilli());
            signature.setSignDate(at);
            options.setPreferredSignatureSize(authority == null ? ROOM : ROOM + ROOM_FOR_A_TIME);
            document.addSignature(signature, options);
            var signed = new ByteArrayOutputStream();
            var outside = document.saveIncrementalForExternalSigning(signed);
            CMSSignedData made = cms(outside.getContent().readAllBytes(), certificate, secret, now);
            outside.setSignature(
                    (authority == null ? made : timed(made, authority))
                            .getEncoded(ASN1Encoding.DER));
            return signed.toByteArray();
        }
    }

    private static CMSSignedData cms(byte[] content, byte[] certificate, byte[] secret, Instant now)
            throws IOException {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(secret));
            var holder = new X509CertificateHolder(certificate);
            var attributes = new ASN1EncodableVector();
            attributes.add(
                    new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(now)))));
            SignerInfoGenerator signer =
                    new JcaSignerInfoGeneratorBuilder(
                                    new JcaDigestCalculatorProviderBuilder().build())
                            .setSignedAttributeGenerator(
                                    new DefaultSignedAttributeTableGenerator(
                                            new AttributeTable(attributes)))
                            .build(new JcaContentSignerBuilder(SIGNATURE).build(key), holder);
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(signer);
            generator.addCertificate(holder);
            return generator.generate(new CMSProcessableByteArray(content), false);
        } catch (GeneralSecurityException | OperatorCreationException | CMSException wrong) {
            throw new IOException("not signed", wrong);
        }
    }

    /** With what the authority says of the signature beside it, which it does not cover. */
    private static CMSSignedData timed(CMSSignedData made, TimeAuthority authority)
            throws IOException, TimeAuthority.Away {
        SignerInformation signer = made.getSignerInfos().iterator().next();
        byte[] token = authority.stamp(sha256(signer.getSignature()));
        var beside = new ASN1EncodableVector();
        beside.add(new Attribute(TIME, new DERSet(ASN1Primitive.fromByteArray(token))));
        return CMSSignedData.replaceSigners(
                made,
                new SignerInformationStore(
                        SignerInformation.replaceUnsignedAttributes(
                                signer, new AttributeTable(beside))));
    }

    /** The signature over all of it by one of these certificates; nothing if any of that fails. */
    public Optional<Signed> signedBy(byte[] pdf, List<byte[]> certificates) {
        String text = new String(pdf, ISO_8859_1);
        Matcher range = RANGE.matcher(text);
        if (!range.find()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(range.group(1));
        int open = Integer.parseInt(range.group(2));
        int close = Integer.parseInt(range.group(3));
        int rest = Integer.parseInt(range.group(4));
        boolean whole =
                first == 0 && open < close && close <= pdf.length && close + rest == pdf.length;
        if (range.find() || !whole || text.charAt(open) != '<' || text.charAt(close - 1) != '>') {
            return Optional.empty();
        }
        try {
            byte[] cms = cms(text.substring(open + 1, close - 1));
            byte[] content = Arrays.copyOf(pdf, open + rest);
            System.arraycopy(pdf, close, content, open, rest);
            return verified(
                    new CMSSignedData(new CMSProcessableByteArray(content), cms), certificates);
        } catch (CMSException
                | IOException
                | OperatorCreationException
                | GeneralSecurityException
                | RuntimeException broken) {
            // Whatever is wrong with it, it is not what was signed.
            return Optional.empty();
        }
    }

    /** Without the room that was kept free, which has to be as it was left. */
    private static byte[] cms(String hex) throws IOException {
        byte[] all = HEX.parseHex(hex);
        if (!HEX.formatHex(all).equals(hex) || all.length < 4 || all[1] != (byte) 0x82) {
            throw new IOException("not as it was written");
        }
        int length = 4 + ((all[2] & 0xff) << 8) + (all[3] & 0xff);
        for (int i = length; i < all.length; i++) {
            if (all[i] != 0) {
                throw new IOException("something stands in the free room");
            }
        }
        return Arrays.copyOf(all, length);
    }

    private static Optional<Signed> verified(CMSSignedData data, List<byte[]> certificates)
            throws CMSException, IOException, OperatorCreationException, GeneralSecurityException {
        Collection<SignerInformation> signers = data.getSignerInfos().getSigners();
        if (signers.size() != 1) {
            return Optional.empty();
        }
        SignerInformation signer = signers.iterator().next();
        for (byte[] certificate : certificates) {
            var holder = new X509CertificateHolder(certificate);
            if (signer.getSID().match(holder)
                    && signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(holder))) {
                var time =
                        Objects.requireNonNull(signer.getSignedAttributes())
                                .get(CMSAttributes.signingTime);
                return Optional.of(
                        new Signed(
                                certificate,
                                Time.getInstance(time.getAttrValues().getObjectAt(0))
                                        .getDate()
                                        .toInstant(),
                                sha256(signer.getSignature()),
                                token(signer)));
            }
        }
        return Optional.empty();
    }

    private static byte @Nullable [] token(SignerInformation signer) throws IOException {
        AttributeTable beside = signer.getUnsignedAttributes();
        Attribute time = beside == null ? null : beside.get(TIME);
        return time == null
                ? null
                : time.getAttrValues().getObjectAt(0).toASN1Primitive().getEncoded();
    }

    /** Whether one of these certificates stands in it, whatever else became of it. */
    public boolean bearsOneOf(byte[] pdf, List<byte[]> certificates) {
        String text = new String(pdf, ISO_8859_1);
        return certificates.stream().anyMatch(c -> text.contains(HEX.formatHex(c)));
    }

    /**
     * The chain inside.
     *
     * @param pdf one that was signed here
     */
    public ChainText chain(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDEmbeddedFilesNameTreeNode files =
                    Objects.requireNonNull(
                            document.getDocumentCatalog().getNames().getEmbeddedFiles());
            Map<String, PDComplexFileSpecification> named =
                    Objects.requireNonNull(files.getNames());
            return ChainText.read(
                    Objects.requireNonNull(named.get(PaperWriter.CHAIN))
                            .getEmbeddedFile()
                            .toByteArray());
        }
    }

    /** By what people know a key: SHA-256 of its certificate, in groups of four. */
    public static String fingerprint(byte[] certificate) {
        return HexFormat.of().formatHex(sha256(certificate)).replaceAll("(.{4})(?=.)", "$1 ");
    }

    public static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
