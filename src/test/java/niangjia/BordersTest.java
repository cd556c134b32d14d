package niangjia;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import niangjia.messages.Courier;
import niangjia.messages.Telephones;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** Modules keep to their borders, and inside a module each room to its own. */
class BordersTest {

    private static final ApplicationModules MODULES = ApplicationModules.of(Niangjia.class);

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("niangjia");

    @Test
    void noModuleUsesAnotherButAsItsFirstPageSays() {
        MODULES.verify();
        System.out.println("modules visited: " + MODULES.stream().count());
        assertThat(HOUSE.size()).isGreaterThan(100);
    }

    @Test
    void theModelKnowsNeitherTheOtherRoomsNorTheFramework() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("niangjia.*.model..")
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                                "niangjia.*.web..",
                                                "niangjia.*.tasks..",
                                                "niangjia.*.queries..",
                                                "niangjia.*.outside..",
                                                "org.springframework..",
                                                "java.sql..",
                                                "jakarta..")
                                        .and(
                                                DescribedPredicate.not(
                                                        resideInAnyPackage(
                                                                "org.springframework.data.annotation..",
                                                                "org.springframework.data.relational.core.mapping..")))));
    }

    @Test
    void nobodyBehindTheCounterKnowsThePages() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage("niangjia.*.tasks..", "niangjia.*.queries..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("niangjia.*.web.."));
        check(
                noClasses()
                        .that()
                        .resideInAPackage("niangjia.*.queries..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("niangjia.*.tasks.."));
    }

    @Test
    void nothingIsInjectedIntoAField() {
        check(
                noFields()
                        .should()
                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                        .orShould()
                        .beAnnotatedWith("jakarta.annotation.Resource")
                        .orShould()
                        .beAnnotatedWith("jakarta.inject.Inject")
                        .orShould()
                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Value"));
        check(noClasses().should().beAnnotatedWith("org.springframework.context.annotation.Lazy"));
    }

    @Test
    void theTimeIsAskedOfTheOneClock() {
        for (Class<?> time :
                List.of(LocalDateTime.class, LocalDate.class, Instant.class, ZonedDateTime.class)) {
            check(noClasses().should().callMethod(time, "now"));
        }
        check(
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName(Niangjia.class.getName())
                        .and()
                        .resideOutsideOfPackages("niangjia.site..", "niangjia.database..")
                        .should()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(Clock.class, "systemUTC")
                        .orShould()
                        .callMethod(Clock.class, "systemDefaultZone"));
    }

    @Test
    void nothingHasANameThatSaysNothing() {
        var empty = "(Util|Utils|Helper|Manager|Impl|Dto|DTO|VO|Vo)";
        assertThat(
                        HOUSE.stream()
                                .map(JavaClass::getSimpleName)
                                .filter(name -> name.matches("\\w*" + empty)))
                .isEmpty();
        assertThat(HOUSE.stream().map(JavaClass::getPackageName).distinct())
                .noneMatch(name ->
                        name.matches(".*\\.(common|util|utils|helper|impl|manager)(\\..*)?"));
    }

    @Test
    void sharedStaysSmall() {
        List<String> types =
                HOUSE.stream()
                        .filter(type -> type.getPackageName().equals("niangjia.shared"))
                        .filter(JavaClass::isTopLevelClass)
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !name.equals("package-info"))
                        .toList();
        System.out.println("types of shared visited: " + types.size());
        assertThat(types).isNotEmpty().hasSizeLessThanOrEqualTo(15);
    }

    /** {@code ./dev test -Ddocs.write=true} draws it anew. */
    @Test
    void thePictureInTheDocumentsIsOfTheseModules() throws IOException {
        Path page = Path.of("docs/architecture.md");
        String text = Files.readString(page);
        int begin = text.indexOf("```mermaid\n");
        int end = text.indexOf("```\n", begin + 3);
        String drawn = text.substring(0, begin) + "```mermaid\n" + picture() + text.substring(end);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, drawn);
            return;
        }
        assertThat(text).as("draw it anew with -Ddocs.write=true").isEqualTo(drawn);
    }

    /** So a number that writes or calls is told nothing: nothing is ever sent as a reply. */
    @Test
    void nothingButACodeThatSomebodyAskedForOnAPageGoesToATelephone() {
        assertThat(Arrays.stream(Courier.class.getMethods()).map(Method::getReturnType))
                .as("a courier brings, and hands nothing in")
                .containsExactly(void.class);
        assertThat(whoCalls(Courier.class, "bring")).containsExactly(Telephones.class.getName());
        assertThat(whoCalls(Telephones.class, "code")).containsExactly("niangjia.access.Residents");
    }

    private static Set<String> whoCalls(Class<?> type, String verb) {
        return HOUSE.get(type).getMethods().stream()
                .filter(method -> method.getName().equals(verb))
                .flatMap(method -> method.getCallsOfSelf().stream())
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toSet());
    }

    private static String picture() {
        var lines = new StringBuilder("flowchart TD\n");
        for (String line :
                MODULES.stream()
                        .flatMap(module ->
                                module.getDirectDependencies(MODULES)
                                        .uniqueModules()
                                        .map(ApplicationModule::getIdentifier)
                                        .map(to -> "  " + module.getIdentifier() + " --> " + to))
                        .filter(line -> !line.endsWith("> shared"))
                        .collect(Collectors.toCollection(TreeSet::new))) {
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    private static void check(ArchRule rule) {
        rule.check(HOUSE);
    }
}
