package niangjia.network;

import java.util.Random;

/** What somebody might type: drawn from a fixed seed, so that a failure comes back. */
public final class Typed {

    private static final String ODD =
            "0123456789０１２３４５６７８９ \u3000\t\n\u0000\u202e\ud83d\ude00'\"\\%_<>市县";

    private final Random random;

    public Typed(long seed) {
        random = new Random(seed);
    }

    public int number(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    public String digits(char from, int length) {
        var digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append((char) random.nextInt(from, '9' + 1));
        }
        return digits.toString();
    }

    /** Up to forty characters of all kinds, halves of characters among them. */
    public String anything() {
        var text = new StringBuilder();
        for (int i = random.nextInt(40); i > 0; i--) {
            text.append(
                    switch (random.nextInt(4)) {
                        case 0 -> (char) random.nextInt(0x80);
                        case 1 -> (char) random.nextInt(0x10000);
                        case 2 -> (char) random.nextInt(0x4e00, 0x9fff);
                        default -> ODD.charAt(random.nextInt(ODD.length()));
                    });
        }
        return text.toString();
    }
}
