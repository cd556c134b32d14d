package niangjia.journeys;

import static niangjia.journeys.Steps.answers;
import static niangjia.journeys.Steps.comesToSend;
import static niangjia.journeys.Steps.in;
import static niangjia.journeys.Steps.sitsDown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.UUID;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import niangjia.browser.Screen;
import niangjia.records.tasks.Verify;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Somebody she fears: a cousin on the committee, a curious clerk, an administrator of the database;
 * each at a browser, while she is helped at another.
 */
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class WhoMustNotLearnLearnsNothingJourney {

    @Autowired JdbcClient jdbc;
    @Autowired Verify verify;

    @Test
    void theCousinWhoWouldHaveAnsweredSeesNothingChange(Phone her, Desk cousin, Desk desk) {
        String promised = comesToSend(her, "他喝了酒就打我，我怕", "柳湾镇");
        String relative = nameIn(promised);
        sitsDown(cousin, relative);
        List<String> before = looksAround(cousin);

        her.page().locator("#notBy").fill(relative);
        her.page().locator("button[value=look].plain").click();
        // She sees before she sends that it is somebody else.
        her.page()
                .locator(".promise strong", new Page.LocatorOptions().setHasNotText(relative))
                .waitFor();
        her.page().locator("button[value=send]").click();
        her.page().waitForURL("**/mine");
        String helper = answers(her);
        assertThat(helper).isNotEqualTo(relative);
        her.isFine().shot("journey-cousin-phone");

        sitsDown(desk, helper);
        String matter = opens(desk, "喝了酒就打我");
        desk.isFine();
        List<String> after = looksAround(cousin);
        assertThat(after).noneMatch(page -> page.contains("喝了酒就打我"));
        assertThat(sealed(after))
                .as("no sealed matter more on any page")
                .isLessThanOrEqualTo(sealed(before));
        for (String page : List.of("/requests/", "/cases/")) {
            isAsIfItNeverWas(cousin, page, matter);
        }
        her.open("/mine");
        assertThat(her.page().locator("main").textContent())
                .contains(helper)
                .doesNotContain(relative);
    }

    @Test
    void theClerkWhoIsCuriousFindsNoTraceAndWhoOpensIsSeen(Phone her, Desk clerk, Desk desk) {
        comesToSend(her, "丈夫打我，孩子也在家", "柳湾镇");
        her.page().locator("button[value=send]").click();
        her.page().waitForURL("**/mine");
        String helper = answers(her);

        clerk.open("/access");
        clerk.page().locator("button.person", in("柳湾镇")).first().click();
        clerk.page().waitForURL("**/workbench");
        assertThat(looksAround(clerk)).noneMatch(page -> page.contains("孩子也在家"));

        sitsDown(desk, helper);
        String matter = opens(desk, "孩子也在家");
        for (String page : List.of("/requests/", "/cases/")) {
            isAsIfItNeverWas(clerk, page, matter);
        }
        desk.open("/cases/" + matter).isFine().shot("journey-case-desk");
        assertThat(desk.page().locator("#chain").textContent()).contains("一条没动");
        desk.page().locator("#note-words").fill("电话里说先住到姐姐家");
        desk.page().locator("button[value=note]").click();
        desk.page().locator(".timeline", in("先住到姐姐家")).waitFor();

        her.open("/mine");
        String page = her.page().locator("main").textContent();
        assertThat(page).contains(helper).doesNotContain("先住到姐姐家");
        assertThat(her.page().locator(".opened", in("谁看过")).textContent())
                .as("she reads in plain words who has looked")
                .contains(helper);
    }

    @Test
    void theAdministratorReadsNoWordAndIsFoundOut(Phone her, Desk desk) throws Exception {
        comesToSend(her, "他拿着刀堵在门口打我", "柳湾镇");
        her.page().locator("button[value=send]").click();
        her.page().waitForURL("**/mine");
        sitsDown(desk, answers(her));
        UUID matter = UUID.fromString(opens(desk, "堵在门口"));
        desk.open("/cases/" + matter);
        assertThat(desk.page().locator("#chain.ok").count()).isOne();

        assertThat(jdbc.sql("select r::text from help.request r").query(String.class).list())
                .isNotEmpty()
                .noneMatch(row -> row.contains("堵在门口"));
        String hex = java.util.HexFormat.of().formatHex("堵在门口".getBytes("UTF-8"));
        assertThat(
                        jdbc.sql("select r::text from help.request r where id = ?")
                                .param(matter)
                                .query(String.class)
                                .single())
                .doesNotContain(hex);

        jdbc.sql("alter table cases.entry disable trigger user").update();
        jdbc.sql("update cases.entry set at = at - interval '1 day' where matter = ?")
                .param(matter)
                .update();
        jdbc.sql("alter table cases.entry enable trigger user").update();
        desk.open("/cases/" + matter).isFine().shot("journey-administrator-desk");
        assertThat(desk.page().locator("#chain.ok").count()).isZero();
        assertThat(desk.page().locator("#chain").textContent()).contains("第 1 条记录被人动过");

        assertThat(verify.all().bad()).isNull();
        UUID entry = Steps.lastSealed(jdbc);
        Steps.asAdministratorMoves(jdbc, entry, "+");
        try {
            assertThat(verify.all().bad()).isNotNull();
        } finally {
            Steps.asAdministratorMoves(jdbc, entry, "-");
        }
    }

    private static int sealed(List<String> pages) {
        return String.join("", pages).split("请先看", -1).length;
    }

    /** What stands on every page that a colleague might try, without what the clock changes. */
    private static List<String> looksAround(Desk who) {
        return List.of("/workbench", "/requests", "/cases", "/numbers", "/requests?q=打").stream()
                .map(page -> {
                    who.open(page);
                    return ((String)
                                    who.page().evaluate("document.querySelector('main').innerText"))
                            .replaceAll("\\d+ ?(秒|分钟|小时|天)前?", "…");
                })
                .toList();
    }

    /** Of the sealed cards on a desk, the one that tells this; its id. */
    private static String opens(Desk desk, String story) {
        desk.open("/workbench");
        return desk.page().locator("a.task", in("请先看")).all().stream()
                .map(card -> card.getAttribute("href"))
                .toList()
                .stream()
                .filter(card ->
                        desk.open(card).page().locator("main").textContent().contains(story))
                .map(card -> card.substring(card.lastIndexOf('/') + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("it is on no card of this desk"));
    }

    private static void isAsIfItNeverWas(Desk who, String page, String matter) {
        String hidden = told(who.open(page + matter));
        String never = told(who.open(page + UUID.randomUUID()));
        assertThat(hidden).isEqualTo(never);
    }

    private static String told(Screen screen) {
        return screen.page().title()
                + screen.page().locator("main").textContent().replaceAll("[0-9a-f-]{8,}", "");
    }

    /** "县妇联 王芳 今天 15:40 前…": the one who would answer. */
    private static String nameIn(String promise) {
        var said = java.util.regex.Pattern.compile("的 ?(\\S+?) ").matcher(promise);
        return said.find() ? said.group(1) : promise;
    }
}
