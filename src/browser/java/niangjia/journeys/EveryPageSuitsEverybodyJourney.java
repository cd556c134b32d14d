package niangjia.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import niangjia.browser.Screen;
import niangjia.site.Answer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every page that the running program answers with, in both languages, in normal and in the largest
 * type, on a phone and on a desk. The list comes from the program; a page that nobody has told how
 * to reach fails.
 */
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class EveryPageSuitsEverybodyJourney {

    /** Pages of one fragment, of one use, or that only go on to another. */
    private static final List<String> NOT_PAGES =
            List.of(
                    "/workbench/now",
                    "/mine/now",
                    "/r/{token}",
                    "/u/{unit}",
                    "/begin/{token}",
                    "/places/find",
                    "/network/{unit}/glance",
                    "/network/applications/{id}",
                    "/applications/{id}",
                    "/workbench/network/import/{import}",
                    "/workbench/network/import/{import}/now",
                    "/workbench/network/import/{import}/lines");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired JdbcClient jdbc;

    @Test
    void onAPhoneAndOnADesk(Phone phone, Desk desk) {
        String county = unit("石桥县");
        Map<String, String> ways = new TreeMap<>();
        ways.put("{id}", county);
        ways.put("{unit}", county);
        sitDown(desk);
        sitDown(phone);
        String request =
                jdbc.sql(
                                "select id from help.request where province = 99 and not sealed and stage = 'IN_HAND'"
                                        + " order by id limit 1")
                        .query(String.class)
                        .single();
        List<String> visited = new ArrayList<>();
        for (String route : pages()) {
            String path =
                    route.startsWith("/requests/{id}") ? route.replace("{id}", request) : route;
            path = path.replaceFirst("\\{unit:.*\\}$", county);
            for (var way : ways.entrySet()) {
                path = path.replace(way.getKey(), way.getValue());
            }
            assertThat(path).as("a way to " + route).doesNotContain("{");
            String name = "page" + route.replaceAll("[^a-z]+", "-");
            Screen screen = route.length() % 2 == 0 ? phone : desk;
            screen.isFineInEveryLook(path, name);
            if (!route.equals("/access")) {
                assertThat(screen.path())
                        .as("shown to somebody with a seat")
                        .isNotEqualTo("/access");
            }
            if (route.equals("/leave")) {
                // Leaving takes the seat along.
                sitDown(screen);
            }
            visited.add(route);
        }
        System.out.println(visited.size() + " pages visited: " + visited);
        assertThat(visited).hasSizeGreaterThan(10);
    }

    private TreeSet<String> pages() {
        TreeSet<String> pages = new TreeSet<>();
        routes.getHandlerMethods()
                .forEach((info, method) -> {
                    boolean get =
                            info.getMethodsCondition().getMethods().contains(RequestMethod.GET);
                    Class<?> answer = method.getMethod().getReturnType();
                    if (get && Answer.class.isAssignableFrom(answer)) {
                        pages.addAll(info.getPatternValues());
                    }
                });
        NOT_PAGES.forEach(pages::remove);
        return pages;
    }

    private static void sitDown(Screen screen) {
        screen.open("/access");
        screen.page()
                .locator(
                        "button.person",
                        new com.microsoft.playwright.Page.LocatorOptions().setHasText("石桥县 · 主席"))
                .first()
                .click();
        screen.page().waitForURL("**/workbench");
    }

    private String unit(String name) {
        return jdbc.sql("select id from network.place where name = ? and province = 99")
                .param(name)
                .query(String.class)
                .single();
    }
}
