package niangjia.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.options.RequestOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import niangjia.browser.Screen;
import niangjia.site.Answer;
import org.junit.jupiter.api.Tag;
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
                    "/requests/now",
                    "/mine/now",
                    "/mine/data.json",
                    "/r/{token}",
                    "/u/{unit}",
                    "/begin/{token}",
                    // Of real accounts only: APasskeyOpensTheDoorJourney looks at them.
                    "/access/second",
                    "/access/ways",
                    "/join/{token}",
                    "/j/{token}",
                    "/places/find",
                    "/network/{unit}/glance",
                    "/network/applications/{id}",
                    "/applications/{id}",
                    "/workbench/network/import/{import}",
                    "/workbench/network/import/{import}/now",
                    "/workbench/network/import/{import}/lines",
                    "/w/{token}",
                    "/contact/import/{id}",
                    "/relief/{id}/now",
                    "/g/{token}",
                    "/duties/feed/{token}.ics",
                    // Only where two corrections differ: VisitsTest looks at it.
                    "/contact/choices/{conflict}");

    /** Pages that only federations beside the territory have. */
    private static final Set<String> BESIDE =
            Set.of("/network/{unit}/join", "/network/{unit}/members", "/network/{unit}/coverage");

    /**
     * What is not for the chair of a county, seen here as what she is told who asks for it all the
     * same.
     */
    private static final List<String> ACCIDENTS =
            List.of(
                    "/access/provider",
                    "/audit",
                    "/audit/duty",
                    "/audit/proof",
                    "/cases/{id}",
                    "/members",
                    "/network/{unit}/kinds",
                    "/network/{unit}/members",
                    "/sealed-numbers",
                    "/workbench/network/import");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired JdbcClient jdbc;

    /** How thoroughly each page is looked at. */
    private interface Looks {
        void at(Phone phone, Desk desk, String path, String name);
    }

    @Test
    void onAPhoneAndOnADesk(Phone phone, Desk desk) {
        everyPage(phone, desk, (hand, table, path, _) -> looksAt(hand, table, path));
    }

    @Test
    @Tag("prove")
    void inEveryLanguageTypeAndSize(Phone phone, Desk desk) {
        everyPage(phone, desk, EveryPageSuitsEverybodyJourney::looksAtAll);
    }

    private void everyPage(Phone phone, Desk desk, Looks looks) {
        String county = unit("石桥县");
        Map<String, String> ways = new TreeMap<>();
        ways.put("{id}", county);
        ways.put("{unit}", county);
        String request =
                jdbc.sql(
                                "select id from help.request where province = 99 and not sealed and stage = 'IN_HAND'"
                                        + " order by id limit 1")
                        .query(String.class)
                        .single();
        String chair =
                " from network.seat s join network.unit u on u.id = s.unit and u.name = '石桥县' where s.post = 'CHAIR'";
        String pairing =
                one(
                        "select id from contact.pairing where seat in (select s.id"
                                + chair
                                + ") order by id limit 1");
        String relay =
                one(
                        "select relay from contact.leg where seat in (select s.id"
                                + chair
                                + ") order by id limit 1");
        String point = one("select id from contact.point where province = 99 order by id limit 1");
        Map<String, String> ofWork =
                Map.of(
                        "/duties/work/{id}",
                                one(
                                        "select id from duties.work where province = 99 order by id limit 1"),
                        "/duties/projects/{id}",
                                one(
                                        "select id from duties.project where province = 99 order by id limit 1"),
                        "/duties/studios/{id}",
                                one(
                                        "select id from duties.studio where province = 99 order by id limit 1"),
                        "/duties/studios/{id}/change",
                                one(
                                        "select id from duties.studio where province = 99 order by id limit 1"),
                        "/duties/plans/{id}",
                                one(
                                        "select id from duties.plan where province = 99 order by id limit 1"));
        String campaign =
                one(
                        "select id from relief.campaign where stage = 'OPEN' and kind = 'PRODUCE' order by id limit 1");
        String inHand = inTheChairsHand();
        String draft = draft(campaign);
        ways.put("{seat}", one("select s.id" + chair + " limit 1"));
        for (Screen screen : List.of(phone, desk)) {
            sitDown(screen);
            asks(screen);
            pledges(screen, campaign);
        }
        List<String> visited = new ArrayList<>();
        List<String> accidents = new ArrayList<>();
        for (String route : pages()) {
            String path =
                    route.startsWith("/requests/{id}") ? route.replace("{id}", request) : route;
            path = path.replaceFirst("\\{pairing:.*\\}$", pairing).replace("{relay}", relay);
            if (route.startsWith("/contact/points/")) {
                path = path.replace("{id}", point);
            }
            if (ofWork.containsKey(route)) {
                path = path.replace("{id}", ofWork.get(route));
            }
            if (route.startsWith("/relief/{id}")) {
                path = path.replace("{id}", campaign);
            }
            if (route.equals("/relief/{id}/change")) {
                path = path.replace(campaign, draft);
            }
            if (route.equals("/relief/draft")) {
                path = path + "?request=" + inHand;
            }
            if (route.equals("/duties/spots/{unit}")) {
                path =
                        path.replace(
                                "{unit}",
                                one(
                                        "select g.unit from network.gap g join network.place u on u.id = g.unit where u.province = 99 order by u.position limit 1"));
            }
            if (BESIDE.contains(route)) {
                path = path.replace("{unit}", unit("护工网上妇联"));
            }
            path = path.replaceFirst("\\{unit:.*\\}$", county);
            for (var way : ways.entrySet()) {
                path = path.replace(way.getKey(), way.getValue());
            }
            assertThat(path).as("a way to " + route).doesNotContain("{");
            looks.at(phone, desk, path, "page" + route.replaceAll("[^a-z]+", "-"));
            if (phone.page().locator("[data-accident]").count() > 0) {
                accidents.add(route);
            }
            if (!route.equals("/access")) {
                assertThat(List.of(phone.path(), desk.path()))
                        .as("shown to somebody with a seat")
                        .doesNotContain("/access");
            }
            if (route.equals("/mine")) {
                assertThat(List.of(phone, desk))
                        .as("her own page, opened with her receipt")
                        .allMatch(screen -> screen.page().locator(".timeline").count() == 1);
            }
            if (route.equals("/leave")) {
                // Leaving takes the seat and the receipt along.
                for (Screen screen : List.of(phone, desk)) {
                    sitDown(screen);
                    asks(screen);
                    pledges(screen, campaign);
                }
            }
            visited.add(route);
        }
        System.out.println(visited.size() + " pages visited: " + visited);
        assertThat(visited).hasSizeGreaterThan(20);
        assertThat(accidents).as("pages on which only an accident was seen").isEqualTo(ACCIDENTS);
    }

    /** The largest type where it is narrowest, the usual one on both; each in one language. */
    private static void looksAt(Phone phone, Desk desk, String path) {
        phone.inEnglish().inType(3).open(path).isFine();
        phone.inChinese().inType(1).open(path).hasRoom();
        desk.inChinese().inType(1).open(path).isFine().isFineAtTwiceTheSize().isFineOnPaper();
    }

    /** On both in both languages and sizes; each is looked through by axe on one of them. */
    private static void looksAtAll(Phone phone, Desk desk, String path, String name) {
        phone.inChinese().inType(1).open(path).isFine().shot(name);
        phone.inEnglish().inType(3).open(path).isFine();
        phone.inEnglish().inType(1).open(path).hasRoom();
        phone.inChinese().inType(3).open(path).hasRoom();
        desk.inChinese().inType(3).open(path).isFine();
        desk.inEnglish().inType(3).open(path).hasRoom();
        desk.inEnglish().inType(1).open(path).isFine();
        desk.isFineAtTwiceTheSize().isFineOnPaper();
        desk.inChinese().inType(1).open(path).hasRoom().isFineAtTwiceTheSize().isFineOnPaper();
        phone.inChinese().inType(1);
    }

    /** The sign on a wall, seen by a phone's camera. */
    @Test
    void theCodeOnAWallLeadsToTheUnit(Phone phone, Desk desk) throws Exception {
        String village = unit("柳湾村");
        // A phone's screen is as fine as paper.
        phone.open("/network/" + village + "/wall");
        byte[] picture = phone.page().locator(".wall svg").screenshot();
        BufferedImage seen = ImageIO.read(new ByteArrayInputStream(picture));
        int[] pixels =
                seen.getRGB(0, 0, seen.getWidth(), seen.getHeight(), null, 0, seen.getWidth());
        String address =
                new QRCodeReader()
                        .decode(
                                new BinaryBitmap(
                                        new HybridBinarizer(
                                                new RGBLuminanceSource(
                                                        seen.getWidth(),
                                                        seen.getHeight(),
                                                        pixels))),
                                Map.of(DecodeHintType.TRY_HARDER, true))
                        .getText();
        assertThat(phone.page().locator(".wall").textContent()).contains(address);
        desk.page().navigate(address);
        assertThat(desk.path()).isEqualTo("/");
        assertThat(desk.page().locator(".unit h3").textContent()).contains("柳湾村");
        desk.page().locator(".unit h3 a").click();
        desk.page().waitForURL("**/network/" + village);
        assertThat(desk.page().locator("h1").textContent()).contains("柳湾村");
    }

    /** From the place of the demonstration, over the interface; the link lets her in. */
    private static void asks(Screen screen) {
        String answer =
                screen.page()
                        .request()
                        .post(
                                screen.address("/api/v1/help-requests"),
                                RequestOptions.create()
                                        .setData(Map.of("place", "990101", "text", "想学做月嫂，有没有班")))
                        .text();
        String link = answer.replaceFirst("(?s).*\"link\"\\s*:\\s*\"[^\"]*(/r/[^\"]+)\".*", "$1");
        screen.open(link);
        assertThat(screen.path()).isEqualTo("/mine");
    }

    /** A request that the chair of the county has in hand. */
    private String inTheChairsHand() {
        return jdbc.sql(
                        """
                        update help.request set claimed_by = s.id, receiver = s.id, desk = s.id, stage = 'IN_HAND'
                        from network.seat s join network.unit u on u.id = s.unit and u.name = '石桥县'
                        where s.post = 'CHAIR' and help.request.id = (select r.id from help.request r where r.province = 99
                          and not r.sealed and r.stage = 'WAITING' order by r.id limit 1) returning help.request.id
                        """)
                .query(String.class)
                .single();
    }

    /** A draft like the campaign that is open. */
    private String draft(String campaign) {
        return jdbc.sql(
                        """
                        insert into relief.campaign (province, id, request, place, shown_place, kind, item, story, measure,
                          price_fen, cap, smallest, most, rule, useful_until, shown_as, drafted_by, drafted_at, stage, available)
                        select province, gen_random_uuid(), gen_random_uuid(), place, shown_place, kind, '一份草稿', story, measure,
                          price_fen, cap, smallest, most, rule, useful_until, shown_as, drafted_by, drafted_at, 'DRAFT', cap
                        from relief.campaign where id = ?::uuid returning id
                        """)
                .param(campaign)
                .query(String.class)
                .single();
    }

    private static void pledges(Screen screen, String campaign) {
        screen.open("/relief/" + campaign + "/pledge");
        screen.page().locator("#amount").fill("0.1");
        screen.page().locator("#name").fill("她");
        screen.page()
                .locator("#contact")
                .fill("13" + (screen instanceof Phone ? 1 : 2) + "00000009");
        screen.page().locator("label[for=buyer-CANTEEN]").click();
        screen.page().locator("#organisation").fill("镇小学食堂");
        screen.page().locator("form.stack button.button").click();
        screen.page().waitForURL("**/my-pledges");
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

    private String one(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }

    private String unit(String name) {
        return jdbc.sql("select id from network.place where name = ? and province = 99")
                .param(name)
                .query(String.class)
                .single();
    }
}
