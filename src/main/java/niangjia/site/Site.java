package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import niangjia.site.Look.Line;
import niangjia.site.Look.MenuGroup;
import niangjia.site.WhoIsLooking.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * What every {@link Look} draws on. Contributions are asked for late, so that no module need stand
 * before this one.
 */
record Site(
        Texts texts,
        Clock clock,
        FormTokens tokens,
        ObjectProvider<WhoIsLooking> who,
        ObjectProvider<MenuEntry> entries,
        ObjectProvider<Tab> tabBeans,
        ObjectProvider<Banner> bannerBeans,
        ObjectProvider<Spelled> spelled,
        ObjectProvider<ResourceUrlProvider> urls,
        Map<String, String> files) {

    private static final String SIGNED_IN = Site.class.getName() + ".signedIn";

    Site(
            Texts texts,
            Clock clock,
            FormTokens tokens,
            ObjectProvider<WhoIsLooking> who,
            ObjectProvider<MenuEntry> entries,
            ObjectProvider<Tab> tabs,
            ObjectProvider<Banner> banners,
            ObjectProvider<Spelled> spelled,
            ObjectProvider<ResourceUrlProvider> urls) {
        this(
                texts,
                clock,
                tokens,
                who,
                entries,
                tabs,
                banners,
                spelled,
                urls,
                new ConcurrentHashMap<>());
    }

    @Nullable SignedIn signedIn(HttpServletRequest request) {
        Object known = request.getAttribute(SIGNED_IN);
        if (known != null) {
            return known instanceof SignedIn somebody ? somebody : null;
        }
        if (Accident.happened(request)) {
            return null;
        }
        WhoIsLooking access = who.getIfAvailable();
        SignedIn somebody = access == null ? null : access.of(request);
        request.setAttribute(SIGNED_IN, somebody == null ? "nobody" : somebody);
        return somebody;
    }

    List<Tab> tabs() {
        return tabBeans.stream().sorted(Comparator.comparingInt(Tab::order)).toList();
    }

    List<Banner> banners() {
        return bannerBeans.orderedStream().toList();
    }

    List<MenuGroup> menu(Look look, HttpServletRequest request) {
        List<MenuEntry> sorted =
                entries.stream()
                        .filter(entry -> entry.shown().test(request))
                        .sorted(
                                Comparator.comparing(MenuEntry::group)
                                        .thenComparingInt(MenuEntry::order))
                        .toList();
        // Of two entries that both lead here, the one with the longer address is the page's own.
        String here =
                sorted.stream()
                        .map(MenuEntry::href)
                        .filter(look::at)
                        .max(Comparator.comparingInt(String::length))
                        .orElse("");
        List<MenuGroup> groups = new ArrayList<>();
        for (MenuEntry.Group group : MenuEntry.Group.values()) {
            List<Line> lines =
                    sorted.stream()
                            .filter(entry -> entry.group() == group)
                            .map(entry ->
                                    new Line(
                                            entry.text(),
                                            entry.href(),
                                            entry.count() == null
                                                    ? 0
                                                    : entry.count().applyAsInt(request),
                                            entry.alarming(),
                                            entry.href().equals(here)))
                            .toList();
            if (!lines.isEmpty()) {
                groups.add(new MenuGroup(heading(group), lines));
            }
        }
        return groups;
    }

    private static String heading(MenuEntry.Group group) {
        return switch (group) {
            case WORK -> "";
            case NET -> "site.menu.net";
            case INSIGHT -> "site.menu.insight";
        };
    }

    String file(String name) {
        return files.computeIfAbsent(name, this::versioned);
    }

    private String versioned(String name) {
        String versioned = urls.getObject().getForLookupPath("/static/" + name);
        if (versioned == null) {
            throw new IllegalArgumentException("no such file: " + name);
        }
        return versioned;
    }
}
