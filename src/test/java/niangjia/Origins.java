package niangjia;

import static org.objectweb.asm.Opcodes.*;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;
import org.objectweb.asm.tree.analysis.Value;

/**
 * Follows what reaches a call back to where it was made, through variables, parameters, fields,
 * results and whatever the JDK puts together of texts. Numbers and constants come from nowhere;
 * what cannot be followed comes from elsewhere.
 */
final class Origins {

    private sealed interface Source {

        record Parameter(Method of, int index) implements Source {}

        record Field(String name) implements Source {}

        /** Of every method that is called so, whoever has it. */
        record Result(String signature) implements Source {}

        /** A text or collection that is made here and filled step by step. */
        record Made(AbstractInsnNode where) implements Source {}

        /** What such methods put into what they are handed. */
        record Added(String signature, int index) implements Source {}

        record Elsewhere(String what) implements Source {}
    }

    private record Method(ClassNode owner, MethodNode code) {

        /** By its name alone it is called where somebody else may have overridden it. */
        List<String> signatures() {
            String bare = code.name + code.desc;
            return List.of(bare, owner.name + "." + bare);
        }

        @Override
        public String toString() {
            String outer = owner.name.substring(owner.name.lastIndexOf('/') + 1);
            return outer.replaceAll("\\$.*", "")
                    + "."
                    + code.name.replaceAll("lambda\\$(\\w+)\\$\\d+", "$1");
        }
    }

    private record Site(Method in, AbstractInsnNode at) {}

    private record Origin(int size, Set<Source> sources) implements Value {

        private static final Origin NOWHERE = new Origin(1, Set.of());

        @Override
        public int getSize() {
            return size;
        }

        /** Made by who hands it on, all of it. */
        boolean isMade() {
            return !sources.isEmpty() && sources.stream().allMatch(Source.Made.class::isInstance);
        }

        Origin with(Origin other) {
            if (sources.containsAll(other.sources)) {
                return this;
            }
            Set<Source> all = new HashSet<>(sources);
            all.addAll(other.sources);
            return new Origin(size, all);
        }
    }

    private static final Type TEXT = Type.getType(String.class);

    private final Map<String, ClassNode> classes = new HashMap<>();
    private final Map<String, List<Method>> methods = new HashMap<>();
    private final Map<String, List<Site>> calls = new HashMap<>();
    private final Map<String, List<Site>> fields = new HashMap<>();
    private final Map<MethodNode, Frame<Origin>[]> known = new HashMap<>();
    private final Map<Source, Set<Source>> contents = new HashMap<>();

    /**
     * @param wanted which files below count
     */
    Origins(Path folder, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".class")).filter(wanted).toList()) {
                ClassNode node = new ClassNode();
                new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_DEBUG);
                classes.put(node.name, node);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        classes.values()
                .forEach(type -> type.methods.forEach(code -> index(new Method(type, code))));
    }

    private String signature(String owner, String name, String desc, boolean one) {
        ClassNode type = classes.get(owner);
        boolean whose =
                one
                        || name.equals("<init>")
                        || name.startsWith("lambda$")
                        || (type != null && (type.access & ACC_FINAL) != 0);
        return (whose ? owner + "." : "") + name + desc;
    }

    private String signature(MethodInsnNode call) {
        return signature(call.owner, call.name, call.desc, call.getOpcode() == INVOKESTATIC);
    }

    private String signature(Handle handed) {
        return signature(
                handed.getOwner(),
                handed.getName(),
                handed.getDesc(),
                handed.getTag() == H_INVOKESTATIC);
    }

    private void index(Method method) {
        for (String signature : method.signatures()) {
            methods.computeIfAbsent(signature, s -> new ArrayList<>()).add(method);
        }
        for (AbstractInsnNode at : method.code.instructions) {
            String called =
                    switch (at) {
                        case MethodInsnNode call -> signature(call);
                        case InvokeDynamicInsnNode made -> {
                            Handle handed = implementation(made);
                            yield handed == null ? null : signature(handed);
                        }
                        default -> null;
                    };
            if (called != null) {
                calls.computeIfAbsent(called, s -> new ArrayList<>()).add(new Site(method, at));
            }
            if (at instanceof FieldInsnNode field) {
                fields.computeIfAbsent(field.owner + "." + field.name, s -> new ArrayList<>())
                        .add(new Site(method, at));
            }
        }
    }

    int size() {
        return classes.size();
    }

    /** A parameter of a method of somebody else's, counted from 0, the object itself not. */
    record Door(String owner, String name, int parameter) {

        boolean is(MethodInsnNode call) {
            Type[] types = Type.getArgumentTypes(call.desc);
            return call.owner.equals(owner.replace('.', '/'))
                    && call.name.matches(name)
                    && types.length > parameter
                    && types[parameter].equals(TEXT);
        }
    }

    /** How many calls were followed, and what reaches one of them that is no constant. */
    record Found(int calls, Set<String> offenders) {}

    Found reaching(List<Door> doors) {
        int visited = 0;
        Set<String> offenders = new TreeSet<>();
        for (List<Site> sites : List.copyOf(calls.values())) {
            for (Site site : sites) {
                Door door = door(site.at, doors);
                if (door == null) {
                    continue;
                }
                visited++;
                if (site.at instanceof MethodInsnNode call) {
                    Set<Source> sources = new HashSet<>();
                    arguments(site)
                            .get(door.parameter + (call.getOpcode() == INVOKESTATIC ? 0 : 1))
                            .sources
                            .forEach(source -> follow(source, sources));
                    sources.stream()
                            .filter(Source.Elsewhere.class::isInstance)
                            .map(source -> site.in + ": " + ((Source.Elsewhere) source).what)
                            .forEach(offenders::add);
                } else {
                    offenders.add(site.in + ": a reference to " + door);
                }
            }
        }
        return new Found(visited, offenders);
    }

    private static @Nullable Door door(AbstractInsnNode at, List<Door> doors) {
        Handle handed = at instanceof InvokeDynamicInsnNode made ? implementation(made) : null;
        MethodInsnNode call =
                at instanceof MethodInsnNode direct
                        ? direct
                        : handed == null
                                ? null
                                : new MethodInsnNode(
                                        INVOKEVIRTUAL,
                                        handed.getOwner(),
                                        handed.getName(),
                                        handed.getDesc());
        return call == null
                ? null
                : doors.stream().filter(door -> door.is(call)).findFirst().orElse(null);
    }

    private void follow(Source source, Set<Source> seen) {
        if (!seen.add(source)) {
            return;
        }
        switch (source) {
            case Source.Elsewhere end -> {}
            case Source.Made made -> {}
            case Source.Field field -> written(field, seen);
            case Source.Result result -> results(result.signature, seen);
            case Source.Parameter parameter -> callers(parameter, seen);
            case Source.Added added -> added(added, seen);
        }
        List.copyOf(contents.getOrDefault(source, Set.of())).forEach(part -> follow(part, seen));
    }

    private void written(Source.Field field, Set<Source> seen) {
        for (Site site : fields.getOrDefault(field.name, List.of())) {
            // Who reads it may fill it, which is noted by the way.
            Origin top = top(site);
            if (site.at.getOpcode() == PUTFIELD || site.at.getOpcode() == PUTSTATIC) {
                top.sources.forEach(source -> follow(source, seen));
            }
        }
    }

    private void added(Source.Added added, Set<Source> seen) {
        for (Method method : methods.getOrDefault(added.signature, List.of())) {
            if (method.code.instructions.size() > 0) {
                frame(new Site(method, method.code.instructions.getFirst()));
            }
            List.copyOf(contents.getOrDefault(new Source.Parameter(method, added.index), Set.of()))
                    .forEach(part -> follow(part, seen));
        }
    }

    private void results(String signature, Set<Source> seen) {
        for (Method method : methods.getOrDefault(signature, List.of())) {
            for (AbstractInsnNode at : method.code.instructions) {
                if (at.getOpcode() == ARETURN) {
                    for (Source source : top(new Site(method, at)).sources) {
                        // What a lambda is handed is counted where it is handed in.
                        if (!(source instanceof Source.Parameter parameter
                                && isLambda(method)
                                && !isCaptured(parameter))) {
                            follow(source, seen);
                        }
                    }
                }
            }
        }
    }

    private void callers(Source.Parameter parameter, Set<Source> seen) {
        boolean found = false;
        for (Site site : callers(parameter.of)) {
            List<Origin> arguments = arguments(site);
            if (parameter.index < arguments.size()) {
                found = true;
                arguments.get(parameter.index).sources.forEach(s -> follow(s, seen));
            }
        }
        // What bears an annotation the framework calls, too.
        if (!found || parameter.of.code.visibleAnnotations != null) {
            seen.add(new Source.Elsewhere("parameter " + parameter.index + " of " + parameter.of));
        }
    }

    private static boolean isLambda(Method method) {
        return method.code.name.startsWith("lambda$");
    }

    private boolean isCaptured(Source.Parameter parameter) {
        return callers(parameter.of).stream()
                .anyMatch(site -> parameter.index < arguments(site).size());
    }

    private List<Site> callers(Method method) {
        return method.signatures().stream()
                .flatMap(signature -> calls.getOrDefault(signature, List.of()).stream())
                .toList();
    }

    private Origin top(Site site) {
        Frame<Origin> frame = frame(site);
        return frame == null || frame.getStackSize() == 0
                ? Origin.NOWHERE
                : frame.getStack(frame.getStackSize() - 1);
    }

    /** With the object itself, where there is one. */
    private List<Origin> arguments(Site site) {
        Frame<Origin> frame = frame(site);
        if (frame == null) {
            return List.of();
        }
        int count =
                switch (site.at) {
                    case MethodInsnNode call ->
                            Type.getArgumentCount(call.desc)
                                    + (call.getOpcode() == INVOKESTATIC ? 0 : 1);
                    case InvokeDynamicInsnNode made -> Type.getArgumentCount(made.desc);
                    default -> 0;
                };
        List<Origin> arguments = new ArrayList<>();
        for (int n = frame.getStackSize() - count; n < frame.getStackSize(); n++) {
            arguments.add(frame.getStack(n));
        }
        return arguments;
    }

    private @Nullable Frame<Origin> frame(Site site) {
        Frame<Origin>[] frames =
                known.computeIfAbsent(
                        site.in.code,
                        code -> {
                            try {
                                return new Analyzer<>(new Steps(site.in))
                                        .analyze(site.in.owner.name, code);
                            } catch (AnalyzerException broken) {
                                throw new IllegalStateException(site.in.toString(), broken);
                            }
                        });
        return frames[site.in.code.instructions.indexOf(site.at)];
    }

    private static @Nullable Handle implementation(InvokeDynamicInsnNode made) {
        return made.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")
                ? (Handle) made.bsmArgs[1]
                : null;
    }

    /** What each instruction makes of what it finds. */
    private final class Steps extends Interpreter<Origin> {

        private final Method method;
        private int parameters;

        Steps(Method method) {
            super(ASM9);
            this.method = method;
        }

        private static Origin from(@Nullable Type type, Source source) {
            return type != null && type.getSort() < Type.ARRAY
                    ? new Origin(type.getSize(), Set.of())
                    : new Origin(1, Set.of(source));
        }

        @Override
        public @Nullable Origin newValue(@Nullable Type type) {
            return type == null
                    ? Origin.NOWHERE
                    : type.equals(Type.VOID_TYPE)
                            ? null
                            : from(type, new Source.Elsewhere(type.getClassName()));
        }

        @Override
        public Origin newParameterValue(boolean instance, int local, Type type) {
            return from(type, new Source.Parameter(method, parameters++));
        }

        @Override
        public Origin newOperation(AbstractInsnNode at) {
            return switch (at.getOpcode()) {
                case GETSTATIC -> field((FieldInsnNode) at);
                case NEW -> new Origin(1, Set.of(new Source.Made(at)));
                case LCONST_0, LCONST_1, DCONST_0, DCONST_1 -> new Origin(2, Set.of());
                case LDC -> {
                    Object constant = ((org.objectweb.asm.tree.LdcInsnNode) at).cst;
                    yield new Origin(
                            constant instanceof Long || constant instanceof Double ? 2 : 1,
                            Set.of());
                }
                default -> Origin.NOWHERE;
            };
        }

        private Origin field(FieldInsnNode at) {
            Type type = Type.getType(at.desc);
            return from(
                    type,
                    classes.containsKey(at.owner)
                            ? new Source.Field(at.owner + "." + at.name)
                            : new Source.Elsewhere(at.owner + "." + at.name));
        }

        @Override
        public Origin copyOperation(AbstractInsnNode at, Origin value) {
            return value;
        }

        @Override
        public @Nullable Origin unaryOperation(AbstractInsnNode at, Origin value) {
            return switch (at.getOpcode()) {
                case GETFIELD -> field((FieldInsnNode) at);
                case CHECKCAST -> value;
                case ANEWARRAY -> new Origin(1, Set.of(new Source.Made(at)));
                case LNEG, DNEG, I2L, F2L, D2L, I2D, L2D, F2D -> new Origin(2, Set.of());
                default -> Origin.NOWHERE;
            };
        }

        @Override
        public @Nullable Origin binaryOperation(AbstractInsnNode at, Origin left, Origin right) {
            return switch (at.getOpcode()) {
                case AALOAD -> new Origin(1, left.sources);
                case LALOAD,
                        DALOAD,
                        LADD,
                        DADD,
                        LSUB,
                        DSUB,
                        LMUL,
                        DMUL,
                        LDIV,
                        DDIV,
                        LREM,
                        DREM,
                        LSHL,
                        LSHR,
                        LUSHR,
                        LAND,
                        LOR,
                        LXOR ->
                        new Origin(2, Set.of());
                default -> Origin.NOWHERE;
            };
        }

        @Override
        public @Nullable Origin ternaryOperation(
                AbstractInsnNode at, Origin array, Origin index, Origin value) {
            fill(array, value.sources);
            return null;
        }

        private void fill(Origin what, Set<Source> with) {
            for (Source source : what.sources) {
                contents.computeIfAbsent(source, s -> new HashSet<>()).addAll(with);
            }
        }

        @Override
        public @Nullable Origin naryOperation(
                AbstractInsnNode at, List<? extends Origin> arguments) {
            return switch (at) {
                case MethodInsnNode call -> called(call, arguments);
                case InvokeDynamicInsnNode made -> made(made, arguments);
                default -> new Origin(1, Set.of(new Source.Made(at)));
            };
        }

        private @Nullable Origin called(MethodInsnNode call, List<? extends Origin> arguments) {
            Type type = Type.getReturnType(call.desc);
            Origin all = Origin.NOWHERE;
            for (Origin argument : arguments) {
                all = all.with(argument);
            }
            boolean ours = classes.containsKey(call.owner);
            if (!ours && puts(call.owner)) {
                if (call.getOpcode() != INVOKESTATIC) {
                    fill(arguments.getFirst(), all.sources);
                }
                return type.equals(Type.VOID_TYPE)
                        ? null
                        : type.getSort() < Type.ARRAY ? newValue(type) : new Origin(1, all.sources);
            }
            Origin elsewhere =
                    new Origin(1, Set.of(new Source.Elsewhere(call.owner + "." + call.name)));
            // Who is handed something may fill it on, if it is no text.
            Type[] types = Type.getArgumentTypes(call.desc);
            int first = arguments.size() - types.length;
            for (int n = first; n < arguments.size(); n++) {
                Origin argument = arguments.get(n);
                if (ours && !types[n - first].equals(TEXT)) {
                    fill(argument, Set.of(new Source.Added(signature(call), n)));
                } else if (!ours && argument.isMade() && !types[n - first].equals(TEXT)) {
                    fill(argument, elsewhere.sources);
                }
            }
            if (type.equals(Type.VOID_TYPE) || type.getSort() < Type.ARRAY) {
                return newValue(type);
            }
            if (ours && isEnum(call.owner) && call.name.equals("name")) {
                return Origin.NOWHERE;
            }
            return ours ? from(type, new Source.Result(signature(call))) : elsewhere;
        }

        private boolean isEnum(String owner) {
            ClassNode type = classes.get(owner);
            return type != null && "java/lang/Enum".equals(type.superName);
        }

        /** What puts texts together and adds nothing of its own. */
        private boolean puts(String owner) {
            return owner.startsWith("java/lang/String")
                    || owner.startsWith("java/util/")
                    || owner.matches("java/lang/(Iterable|Integer|Long|Short|Character|Boolean)");
        }

        private Origin made(InvokeDynamicInsnNode at, List<? extends Origin> arguments) {
            Type type = Type.getReturnType(at.desc);
            Origin all = new Origin(type.getSize(), Set.of());
            for (Origin argument : arguments) {
                all = all.with(argument);
            }
            Handle handed = implementation(at);
            if (handed != null && classes.containsKey(handed.getOwner())) {
                for (int n = 0; n < arguments.size(); n++) {
                    fill(arguments.get(n), Set.of(new Source.Added(signature(handed), n)));
                }
                return all.with(from(null, new Source.Result(signature(handed))));
            }
            boolean joined = at.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory");
            return joined || (handed != null && puts(handed.getOwner()))
                    ? all
                    : from(type, new Source.Elsewhere(at.bsm.getOwner()));
        }

        @Override
        public void returnOperation(AbstractInsnNode at, Origin value, Origin expected) {}

        @Override
        public Origin merge(Origin one, Origin other) {
            return one.with(other);
        }
    }
}
