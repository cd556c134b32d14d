package niangjia.help;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import niangjia.shared.Digest;

/** A passkey in a program: what a browser and its authenticator answer (WebAuthn level 2). */
final class Authenticator {

    private static final int PRESENT_AND_VERIFIED = 0x05;
    private static final int WITH_CREDENTIAL = 0x40;

    private final KeyPair keys;
    private final byte[] id = new byte[32];
    private final String origin;
    private int counter;

    Authenticator(int port) {
        origin = "http://localhost:" + port;
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
        new SecureRandom().nextBytes(id);
    }

    byte[] id() {
        return id.clone();
    }

    /** Attested credential data: what is stored of it. */
    byte[] credential() {
        return join(new byte[16], new byte[] {0, (byte) id.length}, id, cose());
    }

    /** The browser's {@code RegistrationResponseJSON} to the challenge of this form. */
    String registers(String formToken) {
        byte[] data = join(head(PRESENT_AND_VERIFIED | WITH_CREDENTIAL), credential());
        byte[] attestation =
                join(
                        new byte[] {(byte) 0xa3},
                        text("fmt"),
                        text("none"),
                        text("attStmt"),
                        new byte[] {(byte) 0xa0},
                        text("authData"),
                        new byte[] {0x58, (byte) data.length},
                        data);
        return """
        {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
        "response":{"clientDataJSON":"%2$s","attestationObject":"%3$s","transports":[]}}
        """
                .formatted(
                        letters(id),
                        letters(client("webauthn.create", formToken)),
                        letters(attestation));
    }

    /** The browser's {@code AuthenticationResponseJSON} to the challenge of this form. */
    String proves(String formToken) {
        byte[] data = head(PRESENT_AND_VERIFIED);
        byte[] client = client("webauthn.get", formToken);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(Digest.of(client));
            return """
            {"id":"%1$s","rawId":"%1$s","type":"public-key","clientExtensionResults":{},
            "response":{"clientDataJSON":"%2$s","authenticatorData":"%3$s","signature":"%4$s"}}
            """
                    .formatted(
                            letters(id), letters(client), letters(data), letters(signature.sign()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private byte[] head(int flags) {
        return ByteBuffer.allocate(37)
                .put(Digest.of("localhost"))
                .put((byte) flags)
                .putInt(++counter)
                .array();
    }

    private byte[] client(String type, String formToken) {
        return """
        {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}
        """
                .formatted(type, letters(Digest.of(formToken)), origin)
                .strip()
                .getBytes(UTF_8);
    }

    /** An elliptic key as CBOR has it (RFC 9053): type, algorithm, curve, x, y. */
    private byte[] cose() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return join(
                new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20},
                coordinate(point.getAffineX()),
                new byte[] {0x22, 0x58, 0x20},
                coordinate(point.getAffineY()));
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] signed = number.toByteArray();
        var fixed = new byte[32];
        int length = Math.min(32, signed.length);
        System.arraycopy(signed, signed.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static byte[] text(String word) {
        return join(new byte[] {(byte) (0x60 + word.length())}, word.getBytes(UTF_8));
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static String letters(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
