package niangjia.journeys;

import static niangjia.journeys.Steps.asks;
import static niangjia.journeys.Steps.in;
import static niangjia.journeys.Steps.sitsDown;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import niangjia.network.WorkingTime;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * From her sentence to a field that is sold: four people with four browsers. What the week's rules
 * are is told hour by hour by {@code CabbagesFindTheirBuyersInSevenDaysTest}.
 */
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class AFieldFindsItsBuyersJourney {

    private static final String SENTENCE = "坡地的萝卜都裂了口，收购的不来了";

    @Test
    void andOnlySheSaysThatItIsDone(Phone her, Phone buyer, Desk member, Desk chair)
            throws IOException {
        String name = asks(her, SENTENCE, "柳湾镇");
        sitsDown(member, name);
        Page desk = member.page();
        desk.locator("a.task", in(SENTENCE)).first().click();
        desk.locator("#claim-words").fill("下午到地头。");
        desk.locator("button[value=claim]").click();
        desk.locator("a[href^='/relief/draft']").first().click();
        desk.waitForURL("**/relief/draft?**");
        String draft = member.path();

        Map.of(
                        "item", "裂口萝卜",
                        "story", "裂口不影响吃，阴凉处能放一星期。",
                        "cap", "400",
                        "price", "1.2",
                        "smallest", "10",
                        "most", "300",
                        "seller", "王秀兰",
                        "yard", "柳湾村西头坡地",
                        "reach", "王秀兰 13800000000")
                .forEach((field, value) -> desk.locator("#" + field).fill(value));
        desk.locator("#useful").fill(LocalDate.now(WorkingTime.ZONE).plusDays(6).toString());
        desk.locator("#file").setInputFiles(Steps.photo());
        desk.locator("form:has(#item) button.button").click();
        desk.locator("a[href='#agreed']").waitFor();
        assertThat(desk.locator("#item").inputValue())
                .as("without her consent there is none, and nothing is lost")
                .isEqualTo("裂口萝卜");
        member.isFine();
        desk.locator("#agreed").check();
        desk.locator("#file").setInputFiles(Steps.photo());
        desk.locator("form:has(#item) button.button").click();
        desk.waitForURL("**/work");
        String work = member.path();
        assertThat(draft).isNotEqualTo(work);
        desk.locator("#window-where").fill("镇文化站门口");
        desk.locator("button[value=window]").click();
        desk.locator("button[value=no-window]").waitFor();
        member.isFine().shot("journey-relief-draft-desk");

        chair.open("/access");
        chair.page().locator("button.person", in("石桥县 · 主席")).first().click();
        chair.page().waitForURL("**/workbench");
        chair.open(work);
        for (String fact : new String[] {"field", "quantity", "price"}) {
            chair.page().locator("#seen-" + fact).check();
        }
        chair.page().locator("button[value=seen]").click();
        chair.page().locator("progress").first().waitFor();

        String page = work.replace("/work", "");
        buyer.open(page).isFine().shot("journey-relief-phone");
        assertThat(buyer.page().locator("main").textContent())
                .contains("裂口萝卜", "镇文化站门口")
                .doesNotContain("王秀兰", "西头坡地", "13800000000");
        assertThat(
                        (Boolean)
                                buyer.page()
                                        .locator(".files img")
                                        .first()
                                        .evaluate("i => i.decode().then(() => i.naturalWidth > 0)"))
                .isTrue();
        buyer.page().locator("a[href$='/pledge']").click();
        buyer.page().locator("#amount").fill("1e9");
        buyer.page().locator("#name").fill("买菜的人");
        buyer.page().locator("#contact").fill("13600000001");
        buyer.page().locator("form:has(#amount) button.button").click();
        buyer.page().locator("#amount[aria-invalid]").waitFor();
        assertThat(buyer.page().locator("#name").inputValue()).isEqualTo("买菜的人");
        buyer.page().locator("#amount").fill("300");
        buyer.page().locator("form:has(#amount) button.button").click();
        buyer.page().waitForURL("**/my-pledges");
        assertThat(buyer.page().locator("main").textContent())
                .as("who buys learns where and whom to find")
                .contains("300", "西头坡地", "13800000000");
        buyer.isFine().shot("journey-relief-mine-phone");

        member.open("/workbench");
        assertThat(desk.locator("a.task:has(progress)", in(SENTENCE)).first().textContent())
                .contains("300 / 400");
        member.isFine().shot("journey-relief-board-desk");

        chair.open(work);
        chair.page().locator("button[value=close]").click();
        chair.page().locator("button[value=close]").waitFor(gone());
        member.open(work);
        desk.locator("details:has(button[value=handed]) summary").first().click();
        desk.locator("[id^=paid-]").first().check();
        desk.locator("button[value=handed]").first().click();
        desk.locator("summary", in("300")).first().waitFor();
        buyer.open("/my-pledges");
        buyer.page().locator("#paid").check();
        buyer.page().locator("button[value=fetched]").click();
        buyer.page().locator("button[value=fetched]").waitFor(gone());
        assertThat(buyer.open(page).page().locator("main").textContent()).contains("结束报告", "300");
        buyer.isFine().shot("journey-relief-report-phone");

        her.open("/mine");
        assertThat(her.page().locator("main").textContent()).contains("裂口萝卜");
        her.page().locator("#words").fill("都拉走了");
        her.page().locator("button[value=done]").click();
        her.page().locator(".timeline", in("都拉走了")).waitFor();
        her.isFine().shot("journey-relief-hers-phone");
    }

    private static Locator.WaitForOptions gone() {
        return new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED);
    }
}
