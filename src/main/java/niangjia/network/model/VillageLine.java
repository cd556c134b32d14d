package niangjia.network.model;

import org.jspecify.annotations.Nullable;

/**
 * A line of a file of villages, as far as it can be judged without the net.
 *
 * @param code the twelve digits, or what stood there instead
 * @param wrong what is wrong with it; null for a good line
 */
public record VillageLine(String code, String name, @Nullable Wrong wrong) {

    public static final int LONGEST_NAME = 80;

    private static final int SHOWN = 60;

    /** What can be wrong with a line, each with a text of its own. */
    public enum Wrong {
        CODE_MISSING,
        /** Turned into a number such as 1.1E+11 by a spreadsheet: its last digits are lost. */
        CODE_ROUNDED,
        CODE_MALFORMED,
        /** The code of a township or higher. */
        OTHER_LEVEL,
        PARENT_DIFFERS,
        NAME_MISSING,
        NAME_TOO_LONG,
        /** Control characters, or ones that turn the direction of reading. */
        NAME_NOT_TEXT,
        /** The same code stood in an earlier line. */
        TWICE,
        UNKNOWN_TOWNSHIP,
        /** The township lies outside of what the reader answers for. */
        ELSEWHERE,
        /** The code belonged to a unit that has been closed. */
        CLOSED,
        /** The township holds as many villages as the tree has room for. */
        NO_ROOM
    }

    public static VillageLine of(String codeCell, String nameCell, String parentCell) {
        String code = bare(codeCell);
        String parent = bare(parentCell);
        Wrong wrong = wrongCode(code);
        if (wrong == null && !parent.isEmpty() && !belongs(code, parent)) {
            wrong = Wrong.PARENT_DIFFERS;
        }
        if (wrong == null) {
            wrong = wrongName(nameCell);
        }
        return wrong == null
                ? new VillageLine(code, nameCell, null)
                : new VillageLine(shown(code), shown(nameCell), wrong);
    }

    /** The township's nine digits; only of a good line. */
    public String township() {
        return code.substring(0, 9);
    }

    /**
     * Three zeros at the end make a township's code of a township that ends otherwise. Six zeros
     * can be a village: where a county has no townships the statistics bureau repeats it down to
     * there (金门县, 350527000000).
     */
    private static @Nullable Wrong wrongCode(String code) {
        if (code.isEmpty()) {
            return Wrong.CODE_MISSING;
        }
        int digits = 0;
        while (digits < code.length() && code.charAt(digits) >= '0' && code.charAt(digits) <= '9') {
            digits++;
        }
        if (digits < code.length()) {
            return code.length() < 30 && code.matches("[0-9]([.,][0-9]+)?[eE][+]?[0-9]{1,2}")
                    ? Wrong.CODE_ROUNDED
                    : Wrong.CODE_MALFORMED;
        }
        if (code.charAt(0) == '0') {
            return Wrong.CODE_MALFORMED;
        }
        return switch (digits) {
            case 2, 4, 6, 9 -> Wrong.OTHER_LEVEL;
            case 12 -> code.endsWith("000") && !code.endsWith("000000") ? Wrong.OTHER_LEVEL : null;
            default -> Wrong.CODE_MALFORMED;
        };
    }

    /** A township's code also stands in files as twelve digits that end in three zeros. */
    private static boolean belongs(String code, String parent) {
        return code.startsWith(
                        parent.length() == 12 && parent.endsWith("000")
                                ? parent.substring(0, 9)
                                : parent)
                && parent.length() >= 9;
    }

    private static @Nullable Wrong wrongName(String name) {
        if (name.isEmpty()) {
            return Wrong.NAME_MISSING;
        }
        if (name.length() > LONGEST_NAME) {
            return Wrong.NAME_TOO_LONG;
        }
        boolean seen = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isNoText(c)) {
                return Wrong.NAME_NOT_TEXT;
            }
            seen |= Character.isLetterOrDigit(c) || Character.isHighSurrogate(c);
        }
        return seen ? null : Wrong.NAME_MISSING;
    }

    private static boolean isNoText(char c) {
        if (c >= '\u4e00' && c <= '\u9fff') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> c == '\ufffd';
        };
    }

    /** Spreadsheets and their users protect digits by an apostrophe or by ="…". */
    private static String bare(String cell) {
        String bare = cell;
        if (bare.startsWith("=\"") && bare.endsWith("\"") && bare.length() > 2) {
            bare = bare.substring(2, bare.length() - 1);
        } else if (bare.startsWith("'")) {
            bare = bare.substring(1);
        }
        return bare;
    }

    /** What stood there, safe to keep and to show. */
    private static String shown(String cell) {
        var shown = new StringBuilder();
        for (int i = 0; i < cell.length() && shown.length() < SHOWN; i++) {
            char c = cell.charAt(i);
            boolean loose = Character.isSurrogate(c);
            shown.append(isNoText(c) || loose ? '\ufffd' : c);
        }
        return shown.length() < cell.length() ? shown + "…" : shown.toString();
    }
}
