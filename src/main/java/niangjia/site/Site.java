package niangjia.site;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import niangjia.site.Look.Line;
import niangjia.site.Look.MenuGroup;
import niangjia.site.WhoIsLooking.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * What every {@link Look} draws on. Contributions are asked for late and once, so that no module
 * need stand before this one.
 */
record Site(
        Texts texts,
        Clock clock,
        FormTokens tokens,
        Supplier<@Nullable WhoIsLooking> who,
        Supplier<List<MenuEntry>> entries,
        Supplier<List<Tab>> tabBeans,
        Supplier<List<Banner>> bannerBeans,
        Supplier<@Nullable Spelled> spelled,
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
                SingletonSupplier.ofNullable(who::getIfAvailable),
                SingletonSupplier.of(() -> entries.stream().toList()),
                SingletonSupplier.of(
                        () -> tabs.stream().sorted(Comparator.comparingInt(Tab::order)).toList()),
                SingletonSupplier.of(() -> banners.orderedStream().toList()),
                SingletonSupplier.ofNullable(spelled::getIfAvailable),
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
        WhoIsLooking access = who.get();
        SignedIn somebody = access == null ? null : access.of(request);
        request.setAttribute(SIGNED_IN, somebody == null ? "nobody" : somebody);
        return somebody;
    }

    List<Tab> tabs() {
        return tabBeans.get();
    }

    List<Banner> banners() {
        return bannerBeans.get();
    }

    List<MenuGroup> menu(Look look, HttpServletRequest request) {
        List<MenuEntry> sorted =
                entries.get().stream()
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
