package niangjia.pocket;

import java.time.Duration;
import java.util.List;
import niangjia.keys.Field;
import niangjia.network.KnownSetting;
import niangjia.site.Acting;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.WhoActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where this module's pages and files are found, and what may be agreed otherwise. */
@Configuration(proxyBeanMethods = false)
class PocketBeans {

    @Bean
    MenuEntry pocketEntry() {
        return MenuEntry.of(15, Group.WORK, "pocket.menu", "/pocket");
    }

    @Bean
    MenuEntry undecidedEntry(WhoActs who, HandedIn handedIn) {
        return MenuEntry.of(16, Group.WORK, "pocket.undecided.menu", "/pocket/undecided")
                .inRed()
                .onlyIf(request -> {
                    Acting acting = who.acting(request);
                    return acting != null && handedIn.anyUndecided(acting.scope());
                });
    }

    @Bean
    Field wordsOfLines() {
        return HandedIn.WORDS;
    }

    @Bean
    KnownSetting.Source pocketTermsThatMayBeAgreed() {
        return () ->
                List.of(
                        new KnownSetting(
                                Carry.CARRIED_FOR, "pocket.setting.carried-for", Carry::isCarrying),
                        new KnownSetting(
                                LinesKept.WORDS_FOR,
                                "pocket.setting.words-for",
                                LinesKept::isKeeping));
    }

    /** The modules name each other without a version: so the version is in their folder's name. */
    @Bean
    WebMvcConfigurer programOfThePhone(Program program) {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler(program.folder() + "**")
                        .addResourceLocations("classpath:/static/pocket/")
                        .setCacheControl(
                                CacheControl.maxAge(Duration.ofDays(365))
                                        .cachePublic()
                                        .immutable());
            }
        };
    }
}
