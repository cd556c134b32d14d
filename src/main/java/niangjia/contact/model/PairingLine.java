package niangjia.contact.model;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import niangjia.network.Sheet;

/**
 * A line of a file of pairings: a name, a place and a member, and nothing else; other columns are
 * not read.
 *
 * @param member empty: whoever hands the file in
 */
public record PairingLine(int line, String name, String place, String member, boolean household) {

    private static final Set<String> NAME =
            Set.of("name", "woman", "household", "姓名", "称呼", "妇女", "妇女姓名", "户主", "户");
    private static final Set<String> PLACE =
            Set.of("place", "village", "code", "地方", "村", "村社区", "所在村", "村名", "代码", "区划代码");
    private static final Set<String> MEMBER =
            Set.of("member", "seat", "执委", "联系人", "结对人", "执委姓名", "结对执委", "干部");
    private static final Set<String> KIND = Set.of("kind", "type", "类别", "类型");
    private static final Set<String> OF_HOUSEHOLDS = Set.of("household", "family", "户", "家庭");

    /** Which column holds what, counted from 0; -1 for none. */
    public record Columns(int name, int place, int member, int kind) {

        /** Read from the row that the sheet stands on; empty where name or place is not found. */
        public static Optional<Columns> in(Sheet header) {
            int name = find(header, NAME);
            int place = find(header, PLACE);
            return name < 0 || place < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Columns(name, place, find(header, MEMBER), find(header, KIND)));
        }

        private static int find(Sheet header, Set<String> usual) {
            for (int column = 0; column < header.columns(); column++) {
                if (usual.contains(plain(header.cell(column)))) {
                    return column;
                }
            }
            return -1;
        }
    }

    /** The row that the sheet stands on. */
    public static PairingLine of(Sheet sheet, Columns columns) {
        return new PairingLine(
                sheet.line(),
                sheet.cell(columns.name),
                sheet.cell(columns.place),
                cell(sheet, columns.member),
                OF_HOUSEHOLDS.contains(plain(cell(sheet, columns.kind))));
    }

    private static String cell(Sheet sheet, int column) {
        return column < 0 ? "" : sheet.cell(column);
    }

    private static String plain(String heading) {
        var plain = new StringBuilder(heading.length());
        heading.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
