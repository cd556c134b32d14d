package niangjia.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import niangjia.database.CannotStart;
import org.jspecify.annotations.Nullable;

/**
 * Master keys inside a hardware security module, asked by PKCS #11 through the JDK's own provider.
 * Each is drawn in the module and never leaves it: what closes and opens a key (AES-256-GCM) is
 * done there.
 */
final class ModuleMasterKeys implements MasterKeys {

    private static final int NONCE = 12;
    private static final int TAG = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Provider module;
    private final KeyStore token;
    private final char[] pin;
    private final Map<Integer, SecretKey> found = new ConcurrentHashMap<>();

    private ModuleMasterKeys(Provider module, KeyStore token, char[] pin) {
        this.module = module;
        this.token = token;
        this.pin = pin;
    }

    /**
     * @param library the module's own, which speaks PKCS #11
     * @param slot its number there; empty: the first
     * @param pinFile what opens the token, in a file that only its owner can read
     * @throws CannotStart if any of them is not as it should be
     */
    static ModuleMasterKeys in(Path library, String slot, Path pinFile) {
        if (!Files.isReadable(library)) {
            throw new CannotStart(
                    "NIANGJIA_MASTER_KEY_MODULE names " + library + ", which cannot be read.");
        }
        char[] pin = pin(pinFile);
        Provider module = module(library, slot);
        try {
            KeyStore token = KeyStore.getInstance("PKCS11", module);
            token.load(null, pin);
            Cipher.getInstance("AES/GCM/NoPadding", module);
            return new ModuleMasterKeys(module, token, pin);
        } catch (IOException refused) {
            throw new CannotStart(
                    "The token in slot %s of %s does not open with the PIN in %s (%s). Start again only once it is right: a token locks itself after a few wrong ones."
                            .formatted(named(slot), library, pinFile, last(refused)),
                    refused);
        } catch (GeneralSecurityException | ProviderException missing) {
            throw new CannotStart(
                    "There is no token that does AES-GCM in slot %s of %s (%s)."
                            .formatted(named(slot), library, last(missing)),
                    missing);
        }
    }

    private static Provider module(Path library, String slot) {
        Provider jdk = Security.getProvider("SunPKCS11");
        if (jdk == null) {
            throw new CannotStart(
                    "This JDK comes without PKCS #11 (jdk.crypto.cryptoki), which NIANGJIA_MASTER_KEY_MODULE needs.");
        }
        if (!slot.matches("\\d{0,18}")) {
            throw new CannotStart("NIANGJIA_MASTER_KEY_SLOT is a number, not " + slot + ".");
        }
        try {
            return jdk.configure(
                    """
                    --name = niangjia
                    library = %s
                    %s
                    attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
                      CKA_PRIVATE = true
                      CKA_SENSITIVE = true
                      CKA_EXTRACTABLE = false
                    }
                    """
                            .formatted(
                                    library.toAbsolutePath(),
                                    slot.isEmpty() ? "slotListIndex = 0" : "slot = " + slot));
        } catch (InvalidParameterException | ProviderException wrong) {
            throw new CannotStart(
                    "%s is not a PKCS #11 module with a slot %s (%s)."
                            .formatted(library, named(slot), last(wrong)),
                    wrong);
        }
    }

    private static char[] pin(Path file) {
        if (file.toString().isEmpty()) {
            throw new CannotStart(
                    "NIANGJIA_MASTER_KEY_MODULE needs NIANGJIA_MASTER_KEY_PIN_FILE beside it.");
        }
        try {
            if (!Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                    .containsAll(Files.getPosixFilePermissions(file))) {
                throw new CannotStart(
                        "Others than its owner may read the PIN in " + file + ": chmod 600 it.");
            }
            return Files.readString(file).strip().toCharArray();
        } catch (IOException missing) {
            throw new CannotStart(
                    "NIANGJIA_MASTER_KEY_PIN_FILE names " + file + ", which cannot be read.",
                    missing);
        }
    }

    @Override
    public byte[] close(int version, byte[] key, byte[] bound) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            SecretKey master = find(version);
            Cipher closing = Cipher.getInstance("AES/GCM/NoPadding", module);
            closing.init(
                    Cipher.ENCRYPT_MODE,
                    master == null ? drawn(version) : master,
                    new GCMParameterSpec(TAG, nonce));
            closing.updateAAD(bound);
            byte[] body = closing.doFinal(key);
            return ByteBuffer.allocate(NONCE + body.length).put(nonce).put(body).array();
        } catch (GeneralSecurityException away) {
            throw new IllegalStateException("the key module does not close", away);
        }
    }

    @Override
    public byte[] open(int version, byte[] closed, byte[] bound) {
        try {
            SecretKey master = find(version);
            if (master == null) {
                throw new IllegalArgumentException("no " + name(version) + " in the key module");
            }
            Cipher opening = Cipher.getInstance("AES/GCM/NoPadding", module);
            opening.init(
                    Cipher.DECRYPT_MODE,
                    master,
                    new GCMParameterSpec(TAG, Arrays.copyOf(closed, NONCE)));
            opening.updateAAD(bound);
            return opening.doFinal(closed, NONCE, closed.length - NONCE);
        } catch (BadPaddingException changed) {
            throw new IllegalArgumentException("the value does not belong here", changed);
        } catch (GeneralSecurityException away) {
            throw new IllegalStateException("the key module does not open", away);
        }
    }

    /** Also one that another copy of the program has drawn meanwhile. */
    private @Nullable SecretKey find(int version) throws GeneralSecurityException {
        SecretKey known = found.get(version);
        return known == null ? look(version) : known;
    }

    private synchronized @Nullable SecretKey look(int version) throws GeneralSecurityException {
        try {
            token.load(null, pin);
        } catch (IOException away) {
            throw new GeneralSecurityException(away);
        }
        var key = (SecretKey) token.getKey(name(version), null);
        if (key != null) {
            found.put(version, key);
        }
        return key;
    }

    private synchronized SecretKey drawn(int version) throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES", module);
        generator.init(256);
        token.setKeyEntry(name(version), generator.generateKey(), null, null);
        SecretKey kept = look(version);
        if (kept == null) {
            throw new GeneralSecurityException("the module did not keep it");
        }
        return kept;
    }

    private static String name(int version) {
        return "niangjia-master-key-" + version;
    }

    private static String named(String slot) {
        return slot.isEmpty() ? "0 of its list" : slot;
    }

    /** What the module itself said, behind what the provider made of it. */
    private static String last(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }
}
