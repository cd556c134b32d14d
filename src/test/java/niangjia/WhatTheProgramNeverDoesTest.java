package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.Parameter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import niangjia.Origins.Door;
import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Read off what is compiled, the templates and the scripts: no road leads there. Each rule is tried
 * on an offender too, who breaks all of them.
 */
class WhatTheProgramNeverDoesTest {

    private static final Path MAIN = folder(Niangjia.class);
    private static final Path TESTS = folder(Offender.class);

    private static final Compiled PROGRAM = new Compiled(MAIN, file -> true);
    private static final Compiled OFFENDER =
            new Compiled(TESTS, WhatTheProgramNeverDoesTest::isOffender);

    private static final Origins ORIGINS = new Origins(MAIN, file -> true);

    private static final Map<Path, String> SCRIPTS =
            Sources.below("src/main/resources/static", ".js");
    private static final Map<Path, String> TEMPLATES = Sources.below("src/main/jte", ".jte");

    /** What makes markup or a program of a text. */
    private static final Pattern MARKUP =
            Pattern.compile(
                    "innerHTML|outerHTML|insertAdjacentHTML|setHTML\\w*|createContextualFragment|srcdoc|DOMParser"
                            + "|document\\.write|\\beval\\s*\\(|new\\s+Function|set(?:Timeout|Interval)\\s*\\(\\s*[\"'`]");

    /** What leaves a text as it is, and what makes a page's own text a program. */
    private static final Pattern UNSAFE =
            Pattern.compile(
                    "\\$unsafe\\{|javascript:|\\bjs:|\\shx-on|\\son[a-z]+=|<script(?![^>]*\\ssrc=)[^>]*>");

    private static final Pattern SECRET_INPUT =
            Pattern.compile(
                    "<input [^>]*(?:\\bname=\"(?:password|old|word)\"|type=\"password\")[^>]*");

    private static final Pattern PASTE = Pattern.compile("(?i)\\bon(?:paste|copy)|[\"']paste[\"']");

    /** What an address takes that comes from no field: the request, who asks, the form's token. */
    private static final Set<String> OURS =
            Set.of(
                    "HttpServletRequest",
                    "HttpServletResponse",
                    "InputStream",
                    "Locale",
                    "Actor",
                    "Known",
                    "Resident",
                    "Acting",
                    "FormToken",
                    "Look");

    static final Pattern TESTING =
            Pattern.compile(
                    "-test$|junit|assertj|mockito|archunit|playwright|axe|jsoup|s3proxy|mock-oauth2|ical4j"
                            + "|metadata-extractor|json-schema-validator|fastexcel$|modulith-docs|asm-|zxing");

    private static final List<Door> PATTERNS =
            List.of(
                    new Door("java.util.regex.Pattern", "compile|matches", 0),
                    new Door("java.lang.String", "matches|replaceAll|replaceFirst|split", 0));

    private static final List<Door> STATEMENTS =
            List.of(
                    new Door("org.springframework.jdbc.core.simple.JdbcClient", "sql", 0),
                    new Door("org.springframework.jdbc.core.JdbcTemplate", ".*", 0),
                    new Door("org.springframework.jdbc.core.JdbcOperations", ".*", 0),
                    new Door("java.sql.Connection", "prepare\\w+|nativeSQL", 0),
                    new Door("java.sql.Statement", "execute\\w*|addBatch", 0),
                    new Door("org.postgresql.copy.CopyManager", "copy\\w+", 0));

    @Test
    void programsAreStartedInNamedPlacesOnly() {
        only(
                Set.of("Cluster", "EmbeddedServer", "Owner", "DocumentsApart"),
                "java.lang.ProcessBuilder",
                "java.lang.Runtime#exec");
    }

    @Test
    void connectionsAreOpenedInNamedPlacesOnly() {
        only(
                Set.of("Peers", "S3Store", "ProviderBeans", "LogoutTokens"),
                "java.net.http.HttpClient",
                "java.net.URL#open.*",
                "java.net.(Http)?URLConnection",
                "java.net.(Datagram)?Socket",
                "java.nio.channels.(Asynchronous)?(Socket|Datagram)Channel",
                "javax.net.*Factory",
                "org.springframework.web.client.*",
                "org.springframework.web.reactive.*",
                "org.springframework.http.client.*",
                "software.amazon.awssdk.http.*");
        only(Set.of(), "java.net.http.HttpClient\\$Redirect#(ALWAYS|NORMAL)");
    }

    @Test
    void nothingIsEvaluatedThatCameFromOutside() {
        only(
                Set.of(),
                "org.springframework.expression.*",
                "javax.script.*",
                "javax.tools.*",
                "javax.naming.*",
                "gg.jte.TemplateEngine#create",
                "java.net.URLClassLoader",
                "java.lang.ClassLoader#defineClass");
    }

    @Test
    void objectsAreReadFromBytesOfTheSessionOnly() {
        only(
                Set.of("SessionWords"),
                "java.io.ObjectInputStream",
                "java.beans.XMLDecoder",
                "org.yaml.snakeyaml.*",
                "tools.jackson.databind.jsontype.*",
                "org.springframework.core.serializer.*");
    }

    /**
     * Each of these draws what is no secret (a free port, a name of a draft, a login that nobody
     * types, somebody made up), or from the system's source by its broader name.
     */
    @Test
    void secretsAreDrawnFromTheSystemsSource() {
        only(
                Set.of(
                        "EmbeddedServer",
                        "FolderStore",
                        "Once",
                        "OpenAccount",
                        "ReliefApi",
                        "TimeAuthority",
                        "DemonstrationContact",
                        "DemonstrationNet",
                        "DemonstrationRelief",
                        "DemonstrationRequests"),
                "java.util.Random",
                "java.util.SplittableRandom",
                "java.util.random.*",
                "java.util.concurrent.ThreadLocalRandom",
                "java.lang.Math#random",
                "java.util.Collections#shuffle",
                "java.util.UUID#randomUUID");
    }

    private static List<String> transformations(String file) {
        String source =
                Sources.below("src/main/java/niangjia/keys", file).values().iterator().next();
        return Sources.literals(source).stream()
                .filter(words -> words.endsWith("/NoPadding"))
                .toList();
    }

    @Test
    void ciphersAreThoseOfTheTwoSuites() {
        only(Set.of("Suite", "ModuleMasterKeys"), "javax.crypto.Cipher");
        assertThat(transformations("Suite.java"))
                .containsExactly("AES/GCM/NoPadding", "SM4/GCM/NoPadding");
        assertThat(transformations("ModuleMasterKeys.java")).containsOnly("AES/GCM/NoPadding");
    }

    @Test
    void passwordsAndWordsAreHashedWithACostOfTwelve() throws IOException {
        only(Set.of("SignIn", "LinkWords"), "org.springframework.security.crypto.bcrypt.*");
        assertThat(costs(MAIN)).containsExactly(12, 12);
        assertThat(costs(TESTS.resolve("niangjia/Offender.class"))).containsExactly(4);
    }

    @Test
    void noOtherSiteMayReadAnAnswer() {
        only(Set.of(), "org.springframework.web.cors.*", ".*\\.(CrossOrigin|CorsRegistry)");
        assertThat(Sources.below("src/main/java", ".java").values())
                .noneMatch(source -> source.contains("Access-Control-"));
    }

    @Test
    void noPatternIsBuiltFromInput() {
        var found = ORIGINS.reaching(PATTERNS);
        System.out.println("patterns visited: " + found.calls());
        assertThat(found.calls()).isGreaterThan(50);
        assertThat(found.offenders()).isEmpty();
        assertThat(
                        places(
                                new Origins(TESTS, WhatTheProgramNeverDoesTest::isOffender)
                                        .reaching(PATTERNS)))
                .containsExactly("Offender.matches", "Offender.pattern");
    }

    @Test
    void noStatementIsBuiltFromInput() {
        var found = ORIGINS.reaching(STATEMENTS);
        System.out.println("statements visited: " + found.calls());
        assertThat(found.calls()).isGreaterThan(500);
        assertThat(found.offenders()).isEmpty();
        assertThat(
                        places(
                                new Origins(TESTS, WhatTheProgramNeverDoesTest::isOffender)
                                        .reaching(STATEMENTS)))
                .containsExactly(
                        "Offender.byName",
                        "Offender.collects",
                        "Offender.keeps",
                        "Offender.prepares");
    }

    @Test
    void noScriptOfOursPutsInMarkupOrEvaluates() {
        System.out.println("scripts visited: " + SCRIPTS.size());
        assertThat(SCRIPTS).hasSizeGreaterThan(5);
        assertThat(offenders(SCRIPTS, MARKUP))
                .as("a page of ours that takes the place of the last one, and nothing else")
                .containsExactly("site.js: DOMParser");
        for (String bad :
                List.of(
                        "box.innerHTML = said",
                        "box.insertAdjacentHTML('beforeend', said)",
                        "document.write(said)",
                        "eval(said)",
                        "new Function(said)",
                        "setTimeout('go(' + said + ')', 1)")) {
            assertThat(bad).containsPattern(MARKUP);
        }
        assertThat("retrieval(said)").doesNotContainPattern(MARKUP);
    }

    @Test
    void noTemplateLeavesAnythingUnescapedOrHoldsScript() {
        System.out.println("templates visited: " + TEMPLATES.size());
        assertThat(TEMPLATES).hasSizeGreaterThan(50);
        assertThat(offenders(TEMPLATES, UNSAFE)).isEmpty();
        for (String bad :
                List.of(
                        "<p>$unsafe{page.story()}</p>",
                        "<a href=\"javascript:go()\">",
                        "<p onclick=\"go()\">",
                        "<p hx-on:click=\"go()\">",
                        "<p hx-vals=\"js:go()\">",
                        "<script>go()</script>")) {
            assertThat(bad).containsPattern(UNSAFE);
        }
    }

    @Test
    void passwordsAreMaskedAndMayBePasted() {
        List<String> inputs = new ArrayList<>();
        for (String template : TEMPLATES.values()) {
            SECRET_INPUT.matcher(template).results().forEach(input -> inputs.add(input.group()));
        }
        System.out.println("inputs of passwords and words visited: " + inputs.size());
        assertThat(inputs).hasSizeGreaterThan(5).allMatch(WhatTheProgramNeverDoesTest::isMasked);
        assertThat(isMasked("<input name=\"password\" type=\"text\"")).isFalse();
        assertThat(isMasked("<input name=\"password\" type=\"password\" onpaste=\"no()\""))
                .isFalse();
        assertThat(offenders(SCRIPTS, PASTE)).isEmpty();
        assertThat("field.addEventListener(\"paste\", refuse)").containsPattern(PASTE);
    }

    private static boolean isMasked(String input) {
        return input.contains(" type=\"password\"")
                && !input.contains("readonly")
                && !PASTE.matcher(input).find();
    }

    @Test
    void formsAreReadFieldByField() throws Exception {
        assertThat(readAsAWhole(MAIN))
                .as("records of what a form asks; what else an address may take is ours")
                .containsExactly("AskForm", "ForHerForm", "Wanted");
        assertThat(readAsAWhole(TESTS.resolve("niangjia/Offender.class")))
                .containsExactly("Offender");
    }

    /** What addresses take that is neither named singly nor found by ourselves. */
    private static Set<String> readAsAWhole(Path below) throws Exception {
        Set<String> whole = new TreeSet<>();
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                Path in = (file.startsWith(MAIN) ? MAIN : TESTS).relativize(file);
                String name = in.toString().replace(".class", "").replace('/', '.');
                for (var method :
                        Class.forName(name, false, Niangjia.class.getClassLoader())
                                .getDeclaredMethods()) {
                    if (AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class)) {
                        Stream.of(method.getParameters())
                                .filter(one ->
                                        one.getAnnotations().length == 0
                                                || one.isAnnotationPresent(RequestBody.class)
                                                || one.isAnnotationPresent(ModelAttribute.class))
                                .map(Parameter::getType)
                                .filter(type -> !OURS.contains(type.getSimpleName()))
                                .map(Class::getSimpleName)
                                .forEach(whole::add);
                    }
                }
            }
        }
        return whole;
    }

    @Test
    void noLibraryOfTheTestsIsInTheProgram() throws Exception {
        var pom =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Path.of("pom.xml").toFile());
        NodeList all = pom.getElementsByTagName("dependency");
        Set<String> inside = new TreeSet<>();
        for (int n = 0; n < all.getLength(); n++) {
            Element one = (Element) all.item(n);
            if (!one.getParentNode().getParentNode().getNodeName().equals("dependencyManagement")
                    && !Set.of("test", "provided").contains(text(one, "scope"))) {
                inside.add(text(one, "artifactId"));
            }
        }
        System.out.println("libraries of the program visited: " + inside.size());
        assertThat(inside).contains("spring-boot-starter-webmvc", "postgresql");
        assertThat(inside).noneMatch(name -> TESTING.matcher(name).find());
        assertThat(List.of("archunit", "spring-boot-starter-webmvc-test", "playwright", "jsoup"))
                .allMatch(name -> TESTING.matcher(name).find());
    }

    private static String text(Element of, String name) {
        Node found = of.getElementsByTagName(name).item(0);
        return found == null ? "" : found.getTextContent();
    }

    /** Nobody else in the program does it, and the offender is caught at it. */
    private static void only(Set<String> allowed, String... names) {
        assertThat(PROGRAM.size()).isGreaterThan(300);
        assertThat(PROGRAM.thatUse(names)).isEqualTo(new TreeSet<>(allowed));
        assertThat(OFFENDER.thatUse(names)).containsExactly("Offender");
    }

    private static Set<String> places(Origins.Found found) {
        Set<String> places = new TreeSet<>();
        found.offenders().forEach(one -> places.add(one.substring(0, one.indexOf(':'))));
        return places;
    }

    private static List<String> offenders(Map<Path, String> files, Pattern what) {
        List<String> offenders = new ArrayList<>();
        files.forEach((file, text) ->
                what.matcher(text)
                        .results()
                        .forEach(one -> offenders.add(file.getFileName() + ": " + one.group())));
        return offenders;
    }

    /** The cost of each hash of passwords that is made below, or that none is named. */
    private static List<Object> costs(Path below) throws IOException {
        List<Object> costs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                for (MethodModel method : ClassFile.of().parse(file).methods()) {
                    Object last = "none";
                    for (CodeElement at :
                            method.code().stream().flatMap(c -> c.elementStream()).toList()) {
                        if (at instanceof ConstantInstruction constant) {
                            last = constant.constantValue();
                        } else if (at instanceof InvokeInstruction call
                                && call.owner()
                                        .name()
                                        .stringValue()
                                        .endsWith("/BCryptPasswordEncoder")
                                && call.name().stringValue().equals("<init>")) {
                            costs.add(
                                    call.type().stringValue().equals("(I)V")
                                            ? last
                                            : call.type().stringValue());
                        }
                    }
                }
            }
        }
        return costs;
    }

    private static boolean isOffender(Path file) {
        return file.getFileName().toString().equals("Offender.class");
    }

    private static Path folder(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException nowhere) {
            throw new IllegalStateException(nowhere);
        }
    }
}
