package niangjia.shared;

/** Words as somebody typed them, without what no reader can see and no table can hold. */
public final class Words {

    private Words() {}

    /**
     * Takes out control characters, NUL among them, and halves of characters; ends of lines and
     * tabs stay, every end of line as one {@code \n}. Every form and every call of the interface is
     * read through here.
     */
    public static String clean(String typed) {
        int first = firstToMend(typed);
        return first < 0 ? typed : mended(typed, first);
    }

    private static int firstToMend(String typed) {
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0) {
                return i;
            }
            if (Character.isSurrogate(c)) {
                if (!paired(typed, i)) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    private static String mended(String typed, int from) {
        var words = new StringBuilder(typed.length()).append(typed, 0, from);
        for (int i = from; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (c == '\r') {
                if (i + 1 == typed.length() || typed.charAt(i + 1) != '\n') {
                    words.append('\n');
                }
            } else if (Character.isSurrogate(c)) {
                if (paired(typed, i)) {
                    words.append(c).append(typed.charAt(++i));
                }
            } else if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
                words.append(c);
            }
        }
        return words.toString();
    }

    private static boolean paired(String typed, int at) {
        return Character.isHighSurrogate(typed.charAt(at))
                && at + 1 < typed.length()
                && Character.isLowSurrogate(typed.charAt(at + 1));
    }
}
