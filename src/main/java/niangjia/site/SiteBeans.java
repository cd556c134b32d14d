package niangjia.site;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Puts the module's parts together. */
@Configuration(proxyBeanMethods = false)
class SiteBeans {

    @Bean
    TemplateEngine templates() {
        return TemplateEngine.createPrecompiled(
                null, ContentType.Html, SiteBeans.class.getClassLoader(), "pages");
    }

    @Bean
    Texts messageSource(@Value("${niangjia.texts.strict:false}") boolean strict) {
        return new Texts(strict);
    }

    @Bean
    LocaleResolver localeResolver() {
        return new AcceptHeaderLocaleResolver() {
            @Override
            public Locale resolveLocale(HttpServletRequest request) {
                return Preferences.language(request);
            }
        };
    }

    @Bean
    FormTokens formTokens(ObjectProvider<FormKey> key, ObjectProvider<Clock> clock) {
        return new FormTokens(
                key.getIfAvailable(SiteBeans::passingKey), clock.getIfAvailable(Clock::systemUTC));
    }

    private static FormKey passingKey() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return new FormKey(secret);
    }

    @Bean
    Site site(
            Texts texts,
            ObjectProvider<Clock> clock,
            FormTokens tokens,
            ObjectProvider<WhoIsLooking> who,
            ObjectProvider<MenuEntry> entries,
            ObjectProvider<Tab> tabs,
            ObjectProvider<Banner> banners,
            ObjectProvider<Spelled> spelled,
            ObjectProvider<ResourceUrlProvider> urls) {
        return new Site(
                texts,
                clock.getIfAvailable(Clock::systemUTC),
                tokens,
                who,
                entries,
                tabs,
                banners,
                spelled,
                urls);
    }
}
