package niangjia.network.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import niangjia.network.Sheet;

/**
 * Which column of a sheet holds what; counted from 0.
 *
 * @param parent the township's code, or -1 where the file leaves it to the village's own code
 * @param headless the sheet has no header: its first row is a village already
 */
public record Columns(int code, int name, int parent, boolean headless) {

    /**
     * What an operator says about the columns: headings, or numbers counted from 1; empty where
     * they are to be recognised.
     */
    public record Said(String code, String name, String parent) {

        public static final Said NOTHING = new Said("", "", "");
    }

    private static final Set<String> CODE =
            Set.of(
                    "code",
                    "villagecode",
                    "divisioncode",
                    "代码",
                    "编码",
                    "区划代码",
                    "区划编码",
                    "行政区划代码",
                    "统计用区划代码",
                    "统计用区划代码和城乡划分代码",
                    "村代码",
                    "村编码",
                    "村级代码",
                    "村级编码",
                    "社区代码",
                    "村社区代码",
                    "村居代码",
                    "12位代码",
                    "十二位代码");
    private static final Set<String> NAME =
            Set.of(
                    "name",
                    "villagename",
                    "divisionname",
                    "名称",
                    "村名",
                    "村名称",
                    "村级名称",
                    "社区名称",
                    "村社区名称",
                    "村居名称",
                    "区划名称",
                    "行政区划名称",
                    "单位名称",
                    "村委会名称",
                    "居委会名称");
    private static final Set<String> PARENT =
            Set.of(
                    "parent",
                    "parentcode",
                    "streetcode",
                    "towncode",
                    "townshipcode",
                    "上级",
                    "上级代码",
                    "上级编码",
                    "上级区划代码",
                    "乡镇代码",
                    "乡级代码",
                    "街道代码",
                    "乡镇街道代码",
                    "所属乡镇代码",
                    "所属街道代码",
                    "所属乡镇街道代码");

    /**
     * Finds the columns in the row that the sheet stands on; empty where code or name is not to be
     * found.
     */
    public static Optional<Columns> in(Sheet first, Said said) {
        if (said.code().isBlank()
                && said.name().isBlank()
                && isVillage(first.cell(0))
                && first.columns() > 1) {
            return Optional.of(new Columns(0, 1, -1, true));
        }
        int code = find(first, said.code(), CODE);
        int name = find(first, said.name(), NAME);
        if (code < 0 || name < 0 || code == name) {
            return Optional.empty();
        }
        return Optional.of(
                new Columns(
                        code,
                        name,
                        find(first, said.parent(), PARENT),
                        isVillage(first.cell(code))));
    }

    /** The headings, to choose from. */
    public static List<String> headings(Sheet first) {
        List<String> headings = new ArrayList<>();
        for (int column = 0; column < Math.min(first.columns(), 40); column++) {
            String heading = first.cell(column);
            headings.add(heading.length() > 40 ? heading.substring(0, 40) : heading);
        }
        return headings;
    }

    private static int find(Sheet header, String said, Set<String> usual) {
        String wanted = plain(said);
        if (!wanted.isEmpty()
                && wanted.length() < 4
                && wanted.chars().allMatch(Character::isDigit)) {
            int number = Integer.parseInt(wanted) - 1;
            return number < header.columns() ? number : -1;
        }
        for (int column = 0; column < header.columns(); column++) {
            String heading = plain(header.cell(column));
            if (wanted.isEmpty() ? usual.contains(heading) : wanted.equals(heading)) {
                return column;
            }
        }
        return -1;
    }

    private static boolean isVillage(String cell) {
        return cell.length() == 12 && cell.chars().allMatch(c -> c >= '0' && c <= '9');
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
