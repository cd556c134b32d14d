package niangjia.journeys;

import static niangjia.journeys.Steps.in;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.Map;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From the list of blind spots to an offer, to a founding plan, to somebody who answers there. */
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class ABlindSpotEndsInActionJourney {

    private static final Map<String, Map<String, String>> BROUGHT =
            Map.of(
                    "CONGRESS", Map.of("delegates", "40"),
                    "BALLOT", Map.of("candidates", "13", "elected", "11", "ballots", "39"),
                    "COMMITTEE", Map.of("vices", "2"),
                    "APPROVAL", Map.of("approval", "妇字〔2026〕1号"));

    @Autowired JdbcClient jdbc;

    @Test
    void andLeavesTheListWithTheDeedAlone(Desk chair) {
        String county = one("select id from network.place where name = '石桥县' and province = 99");
        String spot =
                one(
                        "select g.unit from network.gap g join network.place c on c.id = '"
                                + county
                                + "' where g.position between c.position and c.last and g.missing = 'UNKNOWN' and g.depth = 5"
                                + " and not exists (select from duties.plan p where p.spot = g.unit)"
                                + " order by g.position limit 1");
        String list = "/network/" + county + "/blind-spots";
        String toSpot = "a[href='/duties/spots/" + spot + "']";
        chair.open("/access");
        chair.page().locator("button.person", in("石桥县 · 主席")).first().click();
        chair.page().waitForURL("**/workbench");
        chair.open(list).isFine();
        chair.page().locator(toSpot).first().click();
        chair.page().waitForURL("**/duties/spots/**");
        chair.isFine().shot("journey-spot");
        Page page = chair.page();
        if (page.locator("button[value=offer]").count() > 0) {
            page.locator("button[value=offer]").click();
            page.waitForURL("**/duties/work/**");
            chair.isFine();
        }
        // Or the rules had asked for it already.
        chair.open("/duties/spots/" + spot);
        String work = page.locator("a[href^='/duties/work/']").getAttribute("href");
        page.locator("button[value=plan]").click();
        page.waitForURL("**/duties/plans/**");
        String plan = chair.path();
        for (String step :
                new String[] {"PLAN", "CONGRESS", "BALLOT", "COMMITTEE", "APPROVAL", "FILING"}) {
            Locator form =
                    page.locator(
                            "form:has(input[name=step][value="
                                    + step
                                    + "]):has(button[value=done])");
            BROUGHT.getOrDefault(step, Map.of())
                    .forEach((field, value) -> form.locator("[name=" + field + "]").fill(value));
            form.locator("button[value=done]").click();
            form.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        }
        chair.isFine().shot("journey-spot-plan");
        assertThat(page.locator("main .notice.ok").count())
                .as("founded on paper, and nobody answers yet")
                .isZero();
        assertThat(chair.open(list).page().locator(toSpot).count()).isPositive();

        chair.open("/network/" + spot + "/committee");
        if (page.locator("form:has(button[value=fill])").count() == 0) {
            page.locator("details:has(button[value=term]) summary").click();
            page.locator("#committee").fill("11");
            page.locator("#vice").fill("2");
            page.locator("button[value=term]").click();
            page.locator("form:has(button[value=fill])").first().waitFor(attached());
        }
        Locator seat = page.locator("details:has(button[value=fill])").first();
        seat.locator("summary").click();
        seat.locator("[name=name]").fill("村里的新主席");
        seat.locator("[name=duty]").check();
        seat.locator("button[value=fill]").click();
        page.locator("h2", in("村里的新主席")).waitFor();

        assertThat(chair.open(list).page().locator(toSpot).count()).isZero();
        for (int n = 0; n < 100 && page.locator("main .notice.ok").count() == 0; n++) {
            chair.open(plan);
            page.waitForTimeout(100);
        }
        assertThat(page.locator("main .notice.ok").count()).as("the plan is complete").isOne();
        assertThat(
                        jdbc.sql(
                                        "select stage || ' ' || ended from duties.work where id = cast(? as uuid)")
                                .param(work.substring(work.lastIndexOf('/') + 1))
                                .query(String.class)
                                .single())
                .isEqualTo("DONE FACT");
    }

    /** In a part of the page that is folded. */
    private static Locator.WaitForOptions attached() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
    }

    private String one(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
