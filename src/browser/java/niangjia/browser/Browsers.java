package niangjia.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Starts the machine's own Chromium once for all tests; it is never downloaded here. */
public final class Browsers implements ParameterResolver {

    private static final Namespace SPACE = Namespace.create(Browsers.class);
    private static final List<String> PLACES =
            List.of(
                    "/usr/bin/chromium",
                    "/usr/bin/chromium-browser",
                    "/usr/bin/google-chrome",
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private static final List<String> ARGUMENTS =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Phone.class || type == Desk.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        boolean oldest =
                AnnotationSupport.findAnnotation(test.getRequiredTestClass(), InBrowser.class)
                        .map(InBrowser::oldest)
                        .orElse(false);
        Running running =
                test.getRoot()
                        .getStore(SPACE)
                        .computeIfAbsent(
                                oldest ? "oldest" : "browser",
                                key -> Running.start(oldest ? oldest() : executable(), List.of()),
                                Running.class);
        String port =
                SpringExtension.getApplicationContext(test)
                        .getEnvironment()
                        .getProperty("local.server.port");
        String address =
                "http://localhost:"
                        + Objects.requireNonNull(port, "the program listens on a random port");
        Screen screen =
                parameter.getParameter().getType() == Phone.class
                        ? running.phone(address)
                        : running.desk(address);
        test.getStore(SPACE).put(screen, screen);
        return screen;
    }

    /** A browser of a story's own, with arguments of its own. */
    public static Running started(List<String> arguments) {
        return Running.start(executable(), arguments);
    }

    private static Path executable() {
        return Stream.concat(Stream.ofNullable(System.getenv("NIANGJIA_CHROMIUM")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "these tests need Chromium: install it, or name it in NIANGJIA_CHROMIUM"));
    }

    private static Path oldest() {
        Path fetched = Path.of("target/chromium-119/chromium");
        if (!Files.isExecutable(fetched)) {
            throw new IllegalStateException("./dev prove fetches " + fetched);
        }
        return fetched.toAbsolutePath();
    }

    /** A browser that runs, and windows of it with empty cookies. */
    public record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        public Desk desk(String address) {
            return new Desk(browser.newContext(window(1280, 900)), address);
        }

        Phone phone(String address) {
            return new Phone(
                    browser.newContext(
                            window(360, 740)
                                    .setHasTouch(true)
                                    .setIsMobile(true)
                                    .setDeviceScaleFactor(2)),
                    address);
        }

        private static Browser.NewContextOptions window(int width, int height) {
            return new Browser.NewContextOptions()
                    .setViewportSize(width, height)
                    .setTimezoneId("Asia/Shanghai")
                    .setLocale("zh-CN");
        }

        private static Running start(Path executable, List<String> arguments) {
            Playwright playwright =
                    Playwright.create(
                            new Playwright.CreateOptions()
                                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Browser browser =
                    playwright
                            .chromium()
                            .launch(
                                    new BrowserType.LaunchOptions()
                                            .setExecutablePath(executable)
                                            // People's browsers keep pages whole for going back.
                                            .setIgnoreDefaultArgs(
                                                    List.of("--disable-back-forward-cache"))
                                            .setArgs(
                                                    Stream.concat(
                                                                    ARGUMENTS.stream(),
                                                                    arguments.stream())
                                                            .toList()));
            return new Running(playwright, browser);
        }

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }
}
