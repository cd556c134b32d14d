package niangjia;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the compiled program refers to, by its classes: types, and members of types. */
final class Compiled {

    private static final Pattern TYPE = Pattern.compile("L(\\w+(?:/[\\w$]+)+);");

    private final Map<String, Set<String>> references = new TreeMap<>();

    /**
     * @param wanted which files below count
     */
    Compiled(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".class")).filter(wanted).toList()) {
                // What lies within a class is its own.
                String name = file.getFileName().toString().replaceAll("\\$.*|\\.class", "");
                Set<String> all = references.computeIfAbsent(name, n -> new HashSet<>());
                for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
                    switch (entry) {
                        case ClassEntry type -> all.add(dotted(type.asInternalName()));
                        case MemberRefEntry member ->
                                all.add(
                                        dotted(member.owner().asInternalName())
                                                + "#"
                                                + member.name().stringValue());
                        // Descriptions of members and annotations name their types in a text.
                        case Utf8Entry text ->
                                TYPE.matcher(text.stringValue())
                                        .results()
                                        .forEach(type -> all.add(dotted(type.group(1))));
                        default -> {}
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String dotted(String internal) {
        return internal.replace('/', '.');
    }

    int size() {
        return references.size();
    }

    /**
     * The classes that refer to one of these.
     *
     * @param names patterns of types, or of members as {@code java.lang.Math#random}
     */
    Set<String> thatUse(String... names) {
        Set<String> using = new TreeSet<>();
        Predicate<String> wanted =
                Stream.of(names)
                        .map(name -> Pattern.compile(name).asMatchPredicate())
                        .reduce(Predicate::or)
                        .orElseThrow();
        references.forEach((name, used) -> {
            if (used.stream().anyMatch(wanted)) {
                using.add(name);
            }
        });
        return using;
    }
}
