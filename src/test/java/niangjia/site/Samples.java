package niangjia.site;

import gg.jte.CodeResolver;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.resolve.DirectoryCodeResolver;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.site.MenuEntry.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages that show everything the layout and the style sheet offer, to look at and to test. */
@TestConfiguration(proxyBeanMethods = false)
class Samples {

    /**
     * The samples' templates are no part of the program, so they are compiled when first asked for.
     */
    @Bean
    @Primary
    TemplateEngine sampleTemplates() {
        CodeResolver main = new DirectoryCodeResolver(Path.of("src/main/jte"));
        CodeResolver samples = new DirectoryCodeResolver(Path.of("src/test/jte"));
        CodeResolver both =
                new CodeResolver() {
                    @Override
                    public @Nullable String resolve(String name) {
                        return samples.exists(name) ? samples.resolve(name) : main.resolve(name);
                    }

                    @Override
                    public boolean exists(String name) {
                        return samples.exists(name) || main.exists(name);
                    }

                    @Override
                    public long getLastModified(String name) {
                        return samples.exists(name)
                                ? samples.getLastModified(name)
                                : main.getLastModified(name);
                    }

                    @Override
                    public List<String> resolveAllTemplateNames() {
                        return main.resolveAllTemplateNames();
                    }
                };
        return TemplateEngine.create(
                both,
                Path.of("target/sample-pages"),
                ContentType.Html,
                Samples.class.getClassLoader(),
                "samples");
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers("/samples/closed")
                                .denyAll()
                                .anyRequest()
                                .permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    WhoIsLooking samplesLookedAt() {
        return request ->
                request.getRequestURI().startsWith("/samples/today")
                        ? new WhoIsLooking.SignedIn(
                                "王秀兰",
                                "samples.member",
                                "柳湾镇妇联",
                                List.of(
                                        new WhoIsLooking.OtherSeat(
                                                SeatId.of("019abcde-0000-7000-8000-000000000001"),
                                                "samples.cadre",
                                                "石桥县妇联")))
                        : null;
    }

    @Bean
    Tab home() {
        return new Tab(1, "家", "samples.tab.home", "/samples/home");
    }

    @Bean
    Tab ask() {
        return new Tab(2, "问", "samples.tab.ask", "/samples/request");
    }

    @Bean
    Tab work() {
        return new Tab(3, "活", "samples.tab.work", "/samples/work");
    }

    @Bean
    Tab honour() {
        return new Tab(4, "荣", "samples.tab.honour", "/samples/honour");
    }

    @Bean
    Tab mine() {
        return new Tab(5, "我", "samples.tab.mine", "/samples/mine");
    }

    @Bean
    MenuEntry today() {
        return MenuEntry.of(1, Group.WORK, "samples.today", "/samples/today")
                .counting(request -> 7);
    }

    @Bean
    MenuEntry requests() {
        return MenuEntry.of(2, Group.WORK, "samples.tab.ask", "/samples/request")
                .counting(request -> 23);
    }

    @Bean
    MenuEntry blind() {
        return MenuEntry.of(1, Group.NET, "samples.blind", "/samples/blind")
                .counting(request -> 12)
                .inRed();
    }

    @Bean
    MenuEntry numbers() {
        return MenuEntry.of(1, Group.INSIGHT, "samples.numbers", "/samples/numbers");
    }

    record Sample(String template) implements PageModel {}

    @Controller
    static class SamplePages {

        @GetMapping("/")
        PageModel root() {
            return new Sample("samples/home");
        }

        @GetMapping("/samples/{name}")
        Answer page(@PathVariable String name) {
            return switch (name) {
                case "home", "request", "today", "form" -> new Sample("samples/" + name);
                case "broken" -> throw new IllegalStateException("a story that no log should keep");
                case "away" -> throw new DataAccessResourceFailureException("away");
                case "refused" -> throw Refused.field("words", "site.error.field", "words");
                case "busy" -> new Shown(429, Accident.of(429).page());
                case "closed" -> ErrorPage.expired();
                default -> new Shown(404, Accident.of(404).page());
            };
        }

        @PostMapping("/samples/ask")
        Answer ask(@RequestParam(defaultValue = "") String words, FormToken once) {
            once.orRefuse();
            return words.isBlank()
                    ? Shown.wrong(new Sample("samples/form"))
                    : new GoTo("/samples/request");
        }

        @PostMapping("/samples/away")
        Answer away() {
            throw new DataAccessResourceFailureException("away");
        }

        @PostMapping("/samples/say")
        Answer say(FormToken once) {
            once.orRefuse();
            return new GoTo("/samples/request");
        }

        @GetMapping("/api/v1/samples/{name}")
        Answer machine(@PathVariable String name) {
            return page(name);
        }
    }

    static Clock at(String instant) {
        return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
    }
}
