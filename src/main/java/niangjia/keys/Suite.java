package niangjia.keys;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The two ways of closing a value: AES-256-GCM (NIST SP 800-38D) and SM4-GCM (GB/T 32907, GB/T
 * 36624). A closed value is its nonce of 12 bytes, the ciphertext and a tag of 16.
 */
enum Suite {
    AES_256_GCM("AES/GCM/NoPadding", "AES", 32, "HmacSHA256"),
    SM4_GCM("SM4/GCM/NoPadding", "SM4", 16, "HMACSM3");

    private static final int NONCE = 12;
    private static final int TAG = 128;

    /** Asked directly, never registered: the rest of the program keeps the JDK's own providers. */
    private static final Provider CHINESE = new BouncyCastleProvider();

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String cipher;
    private final String key;
    private final int keyBytes;
    private final String hash;

    Suite(String cipher, String key, int keyBytes, String hash) {
        this.cipher = cipher;
        this.key = key;
        this.keyBytes = keyBytes;
        this.hash = hash;
    }

    /** As it is written in a setting: AES-256-GCM or SM4-GCM. */
    static Suite named(String name) {
        return Arrays.stream(values())
                .filter(suite -> suite.name().replace('_', '-').equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "niangjia.cipher is AES-256-GCM or SM4-GCM, not " + name));
    }

    /**
     * @param secret 32 bytes; SM4 takes the first 16
     * @param bound what the value belongs to: it opens with the same only
     */
    byte[] close(byte[] secret, byte[] plain, byte[] bound) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            Cipher closing = cipher(Cipher.ENCRYPT_MODE, secret, nonce);
            closing.updateAAD(bound);
            byte[] body = closing.doFinal(plain);
            return ByteBuffer.allocate(NONCE + body.length).put(nonce).put(body).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @throws IllegalArgumentException for a value that was changed, or brought from another place
     */
    byte[] open(byte[] secret, byte[] closed, byte[] bound) {
        try {
            Cipher opening = cipher(Cipher.DECRYPT_MODE, secret, Arrays.copyOf(closed, NONCE));
            opening.updateAAD(bound);
            return opening.doFinal(closed, NONCE, closed.length - NONCE);
        } catch (AEADBadTagException e) {
            throw new IllegalArgumentException("the value does not belong here", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] hash(byte[] secret, byte[] value) {
        try {
            Mac mac = this == SM4_GCM ? Mac.getInstance(hash, CHINESE) : Mac.getInstance(hash);
            mac.init(new SecretKeySpec(secret, hash));
            return Arrays.copyOf(mac.doFinal(value), 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] secret() {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        return secret;
    }

    private Cipher cipher(int mode, byte[] secret, byte[] nonce) throws GeneralSecurityException {
        Cipher made =
                this == SM4_GCM ? Cipher.getInstance(cipher, CHINESE) : Cipher.getInstance(cipher);
        made.init(
                mode,
                new SecretKeySpec(secret, 0, keyBytes, key),
                new GCMParameterSpec(TAG, nonce));
        return made;
    }
}
