package niangjia.access;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import niangjia.database.DataFolder;
import niangjia.keys.Field;
import niangjia.site.FormKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionService;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.util.WebUtils;

/**
 * The door's wiring: who may pass where is decided here and in the scope of each query, nowhere
 * else.
 */
@Configuration(proxyBeanMethods = false)
class AccessBeans {

    private static final String SESSION = "seat";

    @Bean
    SecurityContextRepository signedInSessions() {
        return new HttpSessionSecurityContextRepository();
    }

    /**
     * Every address is open here; what belongs to staff takes an {@link Actor}, and who has none is
     * shown the door before the page is asked. Cross-site requests are refused by the site's own
     * filter and the one-time token of each form; the site also sets the safe headers of all
     * answers.
     */
    @Bean
    SecurityFilterChain door(HttpSecurity http, SecurityContextRepository sessions, Sessions theirs)
            throws Exception {
        return http.addFilterBefore(ending(theirs), SecurityContextHolderFilter.class)
                .securityMatcher(AccessBeans::knowsSomebody)
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .securityContext(context -> context.securityContextRepository(sessions))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Before anybody is looked up in it, a session that is none of ours any more is ended. */
    static Filter ending(Sessions sessions) {
        return (request, response, chain) -> {
            if (request instanceof HttpServletRequest http) {
                sessions.endIfNoneOfOurs(http);
            }
            chain.doFilter(request, response);
        };
    }

    /** Without a session's cookie there is nobody to look up: most who come here are visitors. */
    private static boolean knowsSomebody(HttpServletRequest request) {
        return WebUtils.getCookie(request, SESSION) != null;
    }

    @Bean
    CookieSerializer sessionCookie(Bound bound) {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName(SESSION);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        return new SessionCookie(cookie, bound);
    }

    @Bean
    ConversionService springSessionConversionService() {
        return SessionWords.conversion();
    }

    /** Sessions are ended within the transaction of what ends them, where there is one. */
    @Bean
    TransactionOperations springSessionTransactionOperations(
            PlatformTransactionManager transactions) {
        return new TransactionTemplate(transactions);
    }

    @Bean
    static Field appSecret() {
        return SecondFactor.SECRET;
    }

    @Bean
    static Field telephoneOfResident() {
        return Residents.TELEPHONE;
    }

    @Bean
    FormKey formKey(DataFolder folder) {
        return new FormKey(folder.secret("forms", 32));
    }

    @Bean
    WebMvcConfigurer actorsAsParameters(Door door, Residents residents, TurnedDown turnedDown) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(turnedDown);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ActorParameter(door));
                resolvers.add(new ActingParameter(door));
                resolvers.add(new KnownParameter(door));
                resolvers.add(new ResidentParameter(residents));
            }
        };
    }

    private record ActorParameter(Door door) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType().equals(Actor.class);
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @org.jspecify.annotations.Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @org.jspecify.annotations.Nullable WebDataBinderFactory binders) {
            return door.actor(
                            java.util.Objects.requireNonNull(
                                    request.getNativeRequest(
                                            jakarta.servlet.http.HttpServletRequest.class)))
                    .orElseThrow(NobodySignedIn::new);
        }
    }

    /** The same rule for modules below this one, which know the seat only by its scope. */
    private record ActingParameter(Door door) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType().equals(niangjia.site.Acting.class);
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @org.jspecify.annotations.Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @org.jspecify.annotations.Nullable WebDataBinderFactory binders) {
            return door.actor(
                            java.util.Objects.requireNonNull(
                                    request.getNativeRequest(
                                            jakarta.servlet.http.HttpServletRequest.class)))
                    .map(actor -> new niangjia.site.Acting(actor.scope()))
                    .orElseThrow(NobodySignedIn::new);
        }
    }

    /** Who is in, with or without a seat. */
    private record KnownParameter(Door door) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType().equals(Known.class);
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @org.jspecify.annotations.Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @org.jspecify.annotations.Nullable WebDataBinderFactory binders) {
            return door.known(
                            java.util.Objects.requireNonNull(
                                    request.getNativeRequest(HttpServletRequest.class)))
                    .orElseThrow(NobodySignedIn::new);
        }
    }

    /** A woman who has come into her account. */
    private record ResidentParameter(Residents residents) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType().equals(Resident.class);
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @org.jspecify.annotations.Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @org.jspecify.annotations.Nullable WebDataBinderFactory binders) {
            return residents.orShowTheWay(request.getNativeRequest(HttpServletRequest.class));
        }
    }
}
