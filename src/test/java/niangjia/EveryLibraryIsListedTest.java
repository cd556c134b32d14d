package niangjia;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bill of materials that goes along with the program, as {@code ./dev prove} has it made. */
@Tag("prove")
class EveryLibraryIsListedTest {

    private static final Path BILL = Path.of("target/classes/META-INF/sbom/application.cdx.json");

    @Test
    void withItsVersionAndNoneOfTheTests() throws Exception {
        JsonNode bill = new JsonMapper().readTree(Files.readString(BILL));
        Map<String, String> versions = new TreeMap<>();
        for (JsonNode one : bill.path("components")) {
            versions.put(one.path("name").asString(), one.path("version").asString());
        }
        System.out.println("libraries visited: " + versions.size());
        assertThat(bill.path("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(versions).hasSizeGreaterThan(80).doesNotContainValue("");
        assertThat(versions)
                .containsEntry("pdfbox", "3.0.8")
                .containsEntry("htmx.org", "2.0.10")
                .containsEntry("bcprov-jdk18on", "1.87")
                .containsKeys("spring-security-core", "postgresql", "tomcat-embed-core");
        // The framework reads our modules with this one when it starts.
        versions.remove("archunit");
        assertThat(versions.keySet())
                .noneMatch(name -> WhatTheProgramNeverDoesTest.TESTING.matcher(name).find());
    }
}
