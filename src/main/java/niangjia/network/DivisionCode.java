package niangjia.network;

import java.util.Optional;
import niangjia.shared.Refused;

/**
 * The code of a division: 2, 4, 6, 9 or 12 digits from province to village (GB/T 2260 and its
 * extension by the statistics bureau). Each level's code begins with the code of the one above; the
 * nation has none.
 */
public record DivisionCode(String digits) {

    /** The level of a village's code, the longest. */
    public static final int VILLAGE = 5;

    /**
     * @throws Refused if the digits are no code of any level
     */
    public DivisionCode {
        if (levelOf(digits.length()) == 0) {
            throw Refused.field("code", "network.code.length", digits.length());
        }
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                throw Refused.field("code", "network.code.digits");
            }
        }
        if (digits.startsWith("0")) {
            throw Refused.field("code", "network.code.province");
        }
    }

    /**
     * What somebody typed or a sheet holds: spaces around it do not matter, full-width digits are
     * digits.
     *
     * @throws Refused if nothing or no code was typed
     */
    public static DivisionCode parse(String typed) {
        String text = typed.strip();
        if (text.isEmpty()) {
            throw Refused.field("code", "network.code.empty");
        }
        if (text.length() <= 12) {
            text = narrow(text);
        }
        return new DivisionCode(text);
    }

    /** 1 province, 2 city, 3 county, 4 township, 5 village. */
    public int level() {
        return levelOf(digits.length());
    }

    /** The code of the division that this one lies in; a province has none. */
    public Optional<DivisionCode> above() {
        return level() == 1 ? Optional.empty() : Optional.of(at(level() - 1));
    }

    /**
     * The beginning of this code that names a level above it, or itself.
     *
     * @throws IllegalArgumentException if the level lies below
     */
    public DivisionCode at(int level) {
        if (level < 1 || level > level()) {
            throw new IllegalArgumentException("no level %d in %s".formatted(level, digits));
        }
        return level == level() ? this : new DivisionCode(digits.substring(0, lengthOf(level)));
    }

    /** The province's two digits as a number. */
    public short province() {
        return Short.parseShort(digits.substring(0, 2));
    }

    @Override
    public String toString() {
        return digits;
    }

    private static int levelOf(int length) {
        return switch (length) {
            case 2 -> 1;
            case 4 -> 2;
            case 6 -> 3;
            case 9 -> 4;
            case 12 -> VILLAGE;
            default -> 0;
        };
    }

    private static int lengthOf(int level) {
        return switch (level) {
            case 1 -> 2;
            case 2 -> 4;
            case 3 -> 6;
            case 4 -> 9;
            default -> 12;
        };
    }

    private static String narrow(String text) {
        var narrow = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            narrow.append(c >= '\uff10' && c <= '\uff19' ? (char) (c - '\uff10' + '0') : c);
        }
        return narrow.toString();
    }
}
