package niangjia.site;

/**
 * The secret that signs the tokens of forms, at least 32 bytes; the same on all copies of the
 * program, or else a form shown by one is refused by the other. Without such a bean each start
 * takes a new one.
 */
public record FormKey(byte[] secret) {

    public FormKey {
        if (secret.length < 32) {
            throw new IllegalArgumentException("a key has at least 32 bytes");
        }
        secret = secret.clone();
    }

    @Override
    public byte[] secret() {
        return secret.clone();
    }

    @Override
    public String toString() {
        return "FormKey";
    }
}
