package niangjia;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words between quotes in our sources, and the statements of our migrations. */
final class Sources {

    private static final Pattern TOKEN =
            Pattern.compile(
                    "//[^\\n]*|/\\*.*?\\*/|\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\]|\\\\.)+'",
                    Pattern.DOTALL);

    private Sources() {}

    static Map<Path, String> below(String folder, String ending) {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            for (Path file : all.filter(f -> f.toString().endsWith(ending)).toList()) {
                files.put(file, Files.readString(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }

    /** The literals of a Java file; those joined by a plus are one. */
    static List<String> literals(String java) {
        List<String> literals = new ArrayList<>();
        Matcher token = TOKEN.matcher(java);
        int end = -1;
        while (token.find()) {
            String text = token.group(1) != null ? token.group(1) : token.group(2);
            if (text == null) {
                continue;
            }
            boolean joined = end >= 0 && java.substring(end, token.start()).strip().equals("+");
            if (joined) {
                literals.set(literals.size() - 1, literals.getLast() + text);
            } else {
                literals.add(text);
            }
            end = token.end();
        }
        return literals;
    }

    /** SQL without comments and without the words between its quotes. */
    static String statements(String sql) {
        return sql.replaceAll("--[^\\n]*", "")
                .replaceAll("(?i)(comment on [^;]*?) is '(?:[^']|'')*'", "$1 is ''")
                .replaceAll("(?s)/\\*.*?\\*/", "");
    }
}
