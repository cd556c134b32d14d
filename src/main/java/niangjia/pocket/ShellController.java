package niangjia.pocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.site.Answer;
import niangjia.site.Look;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.json.JsonMapper;

/** What a phone loads to work without signal. Nothing of anybody is in it. */
@Controller
class ShellController {

    static final String START = "/pocket";

    private static final List<String> ICONS =
            List.of("pocket/icon.svg", "pocket/icon-192.png", "pocket/icon-512.png");

    private final Program program;
    private final JsonMapper json;

    ShellController(Program program, JsonMapper json) {
        this.program = program;
        this.json = json;
    }

    @GetMapping(START)
    Answer shell() {
        return new ShellPage(program.folder());
    }

    /** Its first lines name what it keeps; a new version of anything makes it another file. */
    @GetMapping("/pocket/sw.js")
    ResponseEntity<String> worker(Look look) {
        List<String> kept = new ArrayList<>(program.addresses());
        kept.add(START);
        kept.add(look.file("site.css"));
        kept.add(look.file("pocket/icon.svg"));
        String begins =
                "const VERSION = %s;%nconst KEPT = %s;%n"
                        .formatted(
                                json.writeValueAsString(program.version()),
                                json.writeValueAsString(kept));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/javascript;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .header("Service-Worker-Allowed", START)
                .body(begins + program.worker());
    }

    @GetMapping("/pocket/manifest.webmanifest")
    ResponseEntity<String> manifest(Look look) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("id", START);
        manifest.put("name", look.t("pocket.app"));
        manifest.put("short_name", look.t("site.name"));
        manifest.put("lang", look.lang());
        manifest.put("start_url", START);
        manifest.put("scope", START);
        manifest.put("display", "standalone");
        manifest.put("background_color", "#fbf8f3");
        manifest.put("theme_color", "#fbf8f3");
        manifest.put(
                "icons",
                ICONS.stream()
                        .map(icon ->
                                Map.of(
                                        "src",
                                        look.file(icon),
                                        "sizes",
                                        icon.endsWith(".svg")
                                                ? "any"
                                                : icon.replaceAll("\\D+", "")
                                                        + "x"
                                                        + icon.replaceAll("\\D+", ""),
                                        "type",
                                        icon.endsWith(".svg") ? "image/svg+xml" : "image/png",
                                        "purpose",
                                        "any"))
                        .toList());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/manifest+json"))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
                .body(json.writeValueAsString(manifest));
    }

    @GetMapping("/pocket/texts/{language:zh|en}.json")
    ResponseEntity<String> texts(@PathVariable String language) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noCache())
                .body(program.texts(language));
    }
}
