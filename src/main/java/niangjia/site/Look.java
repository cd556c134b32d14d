package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import niangjia.site.WhoIsLooking.SignedIn;
import org.jspecify.annotations.Nullable;

/**
 * Who is looking at a page, and how: the language, the size of type, the seat she acts from, the
 * place her browser remembers. Made once a request; a controller may take it as a parameter, a
 * template always gets it.
 */
public final class Look {

    /** The time of people here; the country has one. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final Site site;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Locale locale;
    private final int type;
    private @Nullable String binding;

    Look(Site site, HttpServletRequest request, HttpServletResponse response) {
        this.site = site;
        this.request = request;
        this.response = response;
        this.locale = Preferences.language(request);
        this.type = Preferences.type(request);
    }

    /** The text of a key in her language; the details fill {@code {0}}, {@code {1}} and so on. */
    public String t(String key, Object... details) {
        return site.texts().of(locale, key, details);
    }

    public boolean english() {
        return locale.equals(Texts.ENGLISH);
    }

    public Locale locale() {
        return locale;
    }

    /** The name of a place: always Chinese, with pinyin on an English page. */
    public String named(String place) {
        Spelled spelled = english() ? site.spelled().get() : null;
        return spelled == null ? place : place + " (" + spelled.pinyin(place) + ")";
    }

    /** The names of several places. */
    public String named(List<String> places) {
        return String.join(english() ? ", " : "、", places.stream().map(this::named).toList());
    }

    /** The page's language for the {@code lang} attribute. */
    public String lang() {
        return english() ? "en" : "zh-CN";
    }

    /** The size of type: 1 is 16 px, 2 is 20 px, 3 is 30 px. */
    public int type() {
        return type;
    }

    public boolean large() {
        return type > 1;
    }

    /**
     * A moment as people say it: 今天 14:32, 5 月 21 日 9:30; with the year where it is another one.
     */
    public String when(Instant moment) {
        var there = moment.atZone(ZONE);
        LocalDate today = today();
        LocalDate date = there.toLocalDate();
        String time = time(there.toLocalTime());
        if (date.equals(today)) {
            return t("site.when.today", time);
        }
        if (date.equals(today.minusDays(1))) {
            return t("site.when.yesterday", time);
        }
        if (date.equals(today.plusDays(1))) {
            return t("site.when.tomorrow", time);
        }
        return t("site.when.other", day(date), time);
    }

    /** A day as people say it: 5 月 21 日, with the year where it is another one. */
    public String day(LocalDate date) {
        String month = english() ? Months.english(date) : String.valueOf(date.getMonthValue());
        String day = String.valueOf(date.getDayOfMonth());
        return date.getYear() == today().getYear()
                ? t("site.day", month, day)
                : t("site.day.year", month, day, String.valueOf(date.getYear()));
    }

    /** How much is left until then: 还剩 19 小时; or by how much it is late: 晚了 2 小时. */
    public String left(Instant due) {
        Duration left = Duration.between(site.clock().instant(), due);
        String span = span(left.abs());
        return left.isNegative() ? t("site.left.late", span) : t("site.left", span);
    }

    /** How long ago: 2 分钟前, 3 小时前; above a week the day itself. */
    public String ago(Instant moment) {
        Duration past = Duration.between(moment, site.clock().instant());
        if (past.compareTo(Duration.ofMinutes(1)) < 0) {
            return t("site.ago.now");
        }
        return past.toDays() > 7
                ? day(moment.atZone(ZONE).toLocalDate())
                : t("site.ago", span(past));
    }

    /** A span of time in its largest fitting unit: 50 分钟, 19 小时, 3 天. */
    public String span(Duration span) {
        if (span.toHours() >= 48) {
            return counted("site.span.days", span.toDays());
        }
        return span.toMinutes() >= 60
                ? counted("site.span.hours", span.toHours())
                : counted("site.span.minutes", Math.max(1, span.toMinutes()));
    }

    private String counted(String key, long amount) {
        return t(amount == 1 ? key + ".one" : key, amount);
    }

    private static String time(LocalTime time) {
        int minute = time.getMinute();
        return time.getHour() + (minute < 10 ? ":0" : ":") + minute;
    }

    /** The day of the calendar at home. */
    public LocalDate today() {
        return LocalDate.ofInstant(site.clock().instant(), ZONE);
    }

    /** A new value for the hidden field {@code once}; every form that posts has one. */
    public String formToken() {
        if (binding == null) {
            binding = FormBinding.of(request, response);
        }
        return site.tokens().issue(binding);
    }

    /** The path of this page without its query, to come back to after a switch. */
    public String path() {
        return Preferences.comeBackTo(request);
    }

    /** Whether this page is the one at an address, or below it. */
    public boolean at(String href) {
        String path = Accident.path(request);
        return path.equals(href)
                || !href.equals("/")
                        && path.startsWith(href)
                        && path.startsWith("/", href.length());
    }

    /** Who has signed in, or null for a visitor. */
    public @Nullable SignedIn signedIn() {
        return site.signedIn(request);
    }

    /** The place that her browser remembers, or null. */
    public @Nullable Place place() {
        return Place.of(request);
    }

    /** What is to be said on top of every page. */
    public List<String> notices() {
        if (Accident.happened(request)) {
            return List.of();
        }
        List<String> notices = new ArrayList<>();
        for (Banner banner : site.banners()) {
            String text = banner.text(this);
            if (text != null) {
                notices.add(text);
            }
        }
        return notices;
    }

    /** The bar at the foot of the open pages. */
    public List<Tab> tabs() {
        return site.tabs();
    }

    /** The workbench's menu, group by group, as who is looking sees it. */
    public List<MenuGroup> menu() {
        return Accident.happened(request) ? List.of() : site.menu(this, request);
    }

    /** The address of a file of ours that may be kept for a year: {@code site.css}. */
    public String file(String name) {
        return site.file(name);
    }

    /** Whether the page was asked for by htmx, to fill a part of another one. */
    public boolean fragment() {
        return "true".equals(request.getHeader("HX-Request"))
                && request.getHeader("HX-Boosted") == null;
    }

    /**
     * A part of the menu.
     *
     * @param text the key of its heading, empty for the first part
     */
    public record MenuGroup(String text, List<Line> lines) {}

    /** A line of the menu, counted. */
    public record Line(String text, String href, int count, boolean alarming, boolean here) {}
}
