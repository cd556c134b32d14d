package niangjia.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ScreenshotScale;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A page somebody looks at, and what a test asks of it. */
public abstract sealed class Screen implements AutoCloseable permits Phone, Desk {

    /** What stands on a page to be read: not what is to be filled in or tapped. */
    private static final String TOLD =
            """
            [...document.querySelectorAll('main :is(h1,h2,h3,p,li,dt,dd,th,td,q,svg)')]
              .filter(e => e.getClientRects().length > 0 && !e.closest('form,button,.button,.pager')
                && !e.querySelector('form,button,.button'))
              .map(e => e.textContent.trim())
            """;

    private final BrowserContext context;
    private final String address;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Screen(BrowserContext context, String address) {
        this.context = context;
        this.address = address;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")
                    && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
    }

    /** The page itself, for what this class does not say. */
    public Page page() {
        return page;
    }

    /** Goes to a path of the program. */
    public Screen open(String path) {
        page.navigate(address + path);
        return this;
    }

    /** The whole address of a path of the program. */
    public String address(String path) {
        return address + path;
    }

    /** The path that the address bar shows. */
    public String path() {
        return page.url().startsWith(address) ? page.url().substring(address.length()) : page.url();
    }

    public Screen inEnglish() {
        context.addCookies(List.of(new Cookie("lang", "en").setUrl(address)));
        return this;
    }

    public Screen inChinese() {
        context.addCookies(List.of(new Cookie("lang", "zh").setUrl(address)));
        return this;
    }

    /** The size of type, 1 to 3. */
    public Screen inType(int step) {
        context.addCookies(List.of(new Cookie("type", String.valueOf(step)).setUrl(address)));
        return this;
    }

    /** Keeps a picture of the whole page in {@code target/screenshots}. */
    public Screen shot(String name) {
        var options =
                new Page.ScreenshotOptions()
                        .setPath(Path.of("target/screenshots", name + ".png"))
                        .setScale(ScreenshotScale.CSS)
                        .setFullPage(true);
        try {
            page.screenshot(options);
        } catch (PlaywrightException busy) {
            // On a busy machine the browser now and then has no frame to give; the next one it has.
            page.waitForTimeout(500);
            page.screenshot(options);
        }
        return this;
    }

    /**
     * Everybody can use the page as it is now: no violation found by axe, nothing beside the
     * screen, no error in script.
     */
    public Screen isFine() {
        List<String> found = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page).setLegacyMode(true).analyze().getViolations()) {
            for (CheckedNode node : rule.getNodes()) {
                found.add(
                        rule.getId()
                                + " ("
                                + rule.getImpact()
                                + "): "
                                + rule.getHelp()
                                + "\n    at "
                                + node.getTarget()
                                + "\n    "
                                + node.getHtml()
                                + "\n    "
                                + node.getFailureSummary().replace("\n", "\n    "));
            }
        }
        assertThat(found).as("what axe found on " + path()).isEmpty();
        return hasRoom();
    }

    /** Nothing stands beside the screen, and no script failed. */
    public Screen hasRoom() {
        // Not innerWidth: a phone zooms out until everything fits.
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                .as("width of " + path())
                .isLessThanOrEqualTo(page.viewportSize().width);
        assertThat(complaints).as("errors in the browser on " + path()).isEmpty();
        return this;
    }

    /**
     * At twice the size a window holds half as much: everything is still there, without moving
     * sideways.
     */
    public Screen isFineAtTwiceTheSize() {
        var window = page.viewportSize();
        String before = words();
        page.setViewportSize(window.width / 2, window.height / 2);
        hasRoom();
        String after = words();
        page.setViewportSize(window.width, window.height);
        if (!after.equals(before)) {
            // What is fetched by and by may have come meanwhile.
            before = words();
        }
        assertThat(after).as("words of " + path() + " at 200 %").isEqualTo(before);
        return this;
    }

    /** On paper: everything that is told, without what only a screen can use. */
    public Screen isFineOnPaper() {
        Object onScreen = page.evaluate(TOLD);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(
                        page.locator(
                                        "nav.tabs, nav.menu, footer.foot, .leave, .skip, .bar-tools, .menu-open")
                                .all())
                .as("what paper does not need of " + path())
                .noneMatch(Locator::isVisible);
        Object onPaper = page.evaluate(TOLD);
        hasRoom();
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        if (!onPaper.equals(onScreen)) {
            // What is fetched by and by may have come meanwhile.
            onScreen = page.evaluate(TOLD);
        }
        assertThat(onPaper).as("printed of " + path()).isEqualTo(onScreen);
        return this;
    }

    /** What can be read of the page's own content. */
    private String words() {
        return ((String) page.evaluate("document.querySelector('main').innerText"))
                .replaceAll("\\s+", "");
    }

    /**
     * The page at this path is fine in both languages, in normal and in the largest type; pictures
     * are kept.
     */
    public Screen isFineInEveryLook(String path, String name) {
        for (boolean english : new boolean[] {false, true}) {
            for (int step : new int[] {1, 3}) {
                Screen looked = (english ? inEnglish() : inChinese()).inType(step);
                looked.open(path).isFine();
                // Two pictures tell enough; each costs as much as the check.
                if (english == (step > 1)) {
                    String look = (english ? "-en" : "-zh") + "-type" + step + "-";
                    shot(name + look + getClass().getSimpleName().toLowerCase(Locale.ROOT));
                }
            }
        }
        return inChinese().inType(1);
    }

    @Override
    public void close() {
        context.close();
    }
}
