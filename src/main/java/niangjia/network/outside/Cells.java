package niangjia.network.outside;

/** What both formats do alike to the text of a cell. */
final class Cells {

    private Cells() {}

    /**
     * Without spaces at its ends, also those that a program for Chinese or a web page leaves there.
     */
    static String stripped(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isSpace(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return begin == 0 && end == text.length() ? text : text.substring(begin, end);
    }

    private static boolean isSpace(char c) {
        return c <= ' ' && c != 0
                || c == '\u00a0'
                || c == '\u3000'
                || c == '\ufeff'
                || c == '\u200b';
    }
}
