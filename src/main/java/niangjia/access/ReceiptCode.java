package niangjia.access;

import java.util.Optional;

/**
 * The code that she can read aloud: fifteen random digits and a check digit (ISO 7064 MOD 11,10),
 * in four groups. It has nothing to do with any running number that staff see.
 */
public record ReceiptCode(String digits) {

    public ReceiptCode {
        if (!digits.matches("[0-9]{16}") || check(digits.substring(0, 15)) != digits.charAt(15)) {
            throw new IllegalArgumentException("not a receipt code");
        }
    }

    /**
     * The code made of these random bits; fifteen digits take 50 of them, so the bias of 63 is
     * nothing.
     */
    public static ReceiptCode of(long random) {
        String body = "%015d".formatted((random >>> 1) % 1_000_000_000_000_000L);
        return new ReceiptCode(body + check(body));
    }

    /** Reads what somebody typed or was told: spaces, dashes and full-width digits are fine. */
    public static Optional<ReceiptCode> read(String typed) {
        if (typed.length() > 64) {
            return Optional.empty();
        }
        var digits = new StringBuilder(16);
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c >= '０' && c <= '９') {
                digits.append((char) (c - '０' + '0'));
            } else if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (!Character.isWhitespace(c) && c != '　' && "-–—.·".indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        if (digits.length() != 16 || check(digits.substring(0, 15)) != digits.charAt(15)) {
            return Optional.empty();
        }
        return Optional.of(new ReceiptCode(digits.toString()));
    }

    /** In four groups, as it is shown and read aloud. */
    public String inGroups() {
        return digits.substring(0, 4)
                + " "
                + digits.substring(4, 8)
                + " "
                + digits.substring(8, 12)
                + " "
                + digits.substring(12);
    }

    private static char check(String body) {
        int p = 10;
        for (int i = 0; i < body.length(); i++) {
            int s = (p + body.charAt(i) - '0') % 10;
            p = (s == 0 ? 10 : s) * 2 % 11;
        }
        return (char) ('0' + (11 - p) % 10);
    }

    @Override
    public String toString() {
        return "a receipt code";
    }
}
