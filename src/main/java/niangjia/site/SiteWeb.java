package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Teaches the web layer our answers and parameters, and serves our few files under addresses that
 * name their content.
 */
@Configuration(proxyBeanMethods = false)
class SiteWeb implements WebMvcConfigurer {

    private final Pages pages;
    private final FormTokens tokens;

    SiteWeb(Pages pages, FormTokens tokens) {
        this.pages = pages;
        this.tokens = tokens;
    }

    @Override
    public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(new AnswerHandler(pages));
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new LookResolver(pages));
        resolvers.add(new TokenResolver(tokens));
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/static/**")
                .addResourceLocations(
                        "classpath:/static/",
                        "classpath:/META-INF/resources/webjars/htmx.org/2.0.10/dist/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver())
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"));
    }

    private record AnswerHandler(Pages pages) implements HandlerMethodReturnValueHandler {

        @Override
        public boolean supportsReturnType(MethodParameter type) {
            return Answer.class.isAssignableFrom(type.getParameterType());
        }

        @Override
        public void handleReturnValue(
                @Nullable Object answer,
                MethodParameter type,
                ModelAndViewContainer container,
                NativeWebRequest web)
                throws IOException {
            container.setRequestHandled(true);
            if (answer instanceof Answer shown) {
                pages.show(shown, request(web), response(web));
            }
        }
    }

    private record LookResolver(Pages pages) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Look.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest web,
                @Nullable WebDataBinderFactory binders) {
            return pages.look(request(web), response(web));
        }
    }

    private record TokenResolver(FormTokens tokens) implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == FormToken.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest web,
                @Nullable WebDataBinderFactory binders) {
            String binding = FormBinding.read(request(web));
            FormToken token =
                    binding == null ? new FormToken.Forged() : tokens.read(sent(web), binding);
            switch (token) {
                case FormToken.Good good -> {}
                case FormToken.Stale() -> NotTaken.STALE.note(request(web));
                case FormToken.Forged() -> NotTaken.FORGED.note(request(web));
            }
            return token;
        }
    }

    /** A form has it in a field; what sends no form says it in a header. */
    private static @Nullable String sent(NativeWebRequest web) {
        String field = web.getParameter(FormToken.FIELD);
        return field == null ? web.getHeader(FormToken.HEADER) : field;
    }

    private static HttpServletRequest request(NativeWebRequest web) {
        return (HttpServletRequest) web.getNativeRequest();
    }

    private static HttpServletResponse response(NativeWebRequest web) {
        HttpServletResponse response = web.getNativeResponse(HttpServletResponse.class);
        if (response == null) {
            throw new IllegalStateException("a page is shown in answer to a request");
        }
        return response;
    }
}
