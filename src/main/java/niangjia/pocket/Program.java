package niangjia.pocket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a phone loads once and keeps: script, texts, look. All of it goes by one version, so that no
 * phone works with halves of two.
 */
@Component
class Program {

    /** Texts that are shown on the phone itself begin so. */
    static final String ON_THE_PHONE = "pocket.on.";

    private static final String WORKER = "sw.js";
    private static final String FOLDER = "/static/pocket/";

    private final String version;
    private final List<String> modules;
    private final String worker;
    private final Map<String, String> texts;

    Program(JsonMapper json) {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            List<String> names = new ArrayList<>();
            for (Resource file : scripts()) {
                String name = String.valueOf(file.getFilename());
                all.update(file.getContentAsByteArray());
                if (!name.equals(WORKER)) {
                    names.add(name);
                }
            }
            String chinese = texts(json, "/texts/pocket.properties");
            String english = texts(json, "/texts/pocket_en.properties");
            this.texts = Map.of("zh", chinese, "en", english);
            all.update(chinese.getBytes(StandardCharsets.UTF_8));
            all.update(english.getBytes(StandardCharsets.UTF_8));
            for (String look :
                    List.of("/static/site.css", "/pages/pocket/JteshellGenerated.class")) {
                try (InputStream in = found(look)) {
                    all.update(in.readAllBytes());
                }
            }
            this.version = HexFormat.of().formatHex(all.digest(), 0, 8);
            this.modules = List.copyOf(names);
            try (InputStream in = found(FOLDER + WORKER)) {
                this.worker = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    private static List<Resource> scripts() throws IOException {
        return java.util.Arrays.stream(
                        new PathMatchingResourcePatternResolver()
                                .getResources("classpath*:" + FOLDER.substring(1) + "*.js"))
                .sorted(Comparator.comparing(file -> String.valueOf(file.getFilename())))
                .toList();
    }

    private static InputStream found(String name) {
        InputStream in = Program.class.getResourceAsStream(name);
        return in == null ? new ByteArrayInputStream(new byte[0]) : in;
    }

    private static String texts(JsonMapper json, String bundle) throws IOException {
        var read = new Properties();
        try (var reader = new InputStreamReader(found(bundle), StandardCharsets.UTF_8)) {
            read.load(reader);
        }
        var shown = new TreeMap<String, String>();
        read.stringPropertyNames().stream()
                .filter(key -> key.startsWith(ON_THE_PHONE))
                .forEach(key ->
                        shown.put(key.substring(ON_THE_PHONE.length()), read.getProperty(key)));
        return json.writeValueAsString(shown);
    }

    String version() {
        return version;
    }

    /** Where the modules stand; they name each other without a folder. */
    String folder() {
        return "/pocket/program/" + version + "/";
    }

    /** All addresses of it, besides the page itself and what every page has. */
    List<String> addresses() {
        List<String> addresses = new ArrayList<>();
        modules.forEach(name -> addresses.add(folder() + name));
        addresses.add("/pocket/texts/zh.json");
        addresses.add("/pocket/texts/en.json");
        return addresses;
    }

    String worker() {
        return worker;
    }

    String texts(String language) {
        return texts.getOrDefault(language, "{}");
    }
}
