package niangjia.journeys;

import static niangjia.journeys.Steps.in;
import static org.assertj.core.api.Assertions.assertThat;

import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/** A visit in five taps and a sentence; a need becomes a request; she reads it all on her page. */
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class AMemberGoesThereJourney {

    private int taps;

    @Test
    void sheRecordsAVisitInFiveTapsAndANeedBecomesARequest(Phone member, Phone her) {
        member.open("/access");
        member.page().locator("button.person", in("石桥县 · 主席")).first().click();
        member.page().waitForURL("**/workbench");
        member.isFine().shot("journey-contact-today");

        tap(member, "a.task[href^='/contact/']");
        member.page().locator("#visit").waitFor();
        tap(member, "label[for=need-work]");
        tap(member, "label[for=agrees]");
        member.page().locator("#words").fill("想在家门口找点针线活，能顾着孩子");
        member.isFine().shot("journey-contact-visit");
        tap(member, "button[value=visit]");
        String code = member.page().locator("strong.code").textContent();
        assertThat(taps).as("taps from today to kept").isLessThanOrEqualTo(5);
        assertThat(member.page().locator(".timeline").textContent()).contains("想在家门口找点针线活");
        member.isFine().shot("journey-contact-kept");

        member.page().locator("summary", in("她的条子丢了")).click();
        member.page().locator("button[value=slip]").click();
        member.page().locator(".wall svg").waitFor();
        String link = member.page().locator(".wall .wrap").textContent();
        member.isFine().shot("journey-contact-slip");

        her.page().navigate(link);
        her.page().waitForURL("**/my-people");
        assertThat(her.page().locator(".timeline").first().textContent()).contains("想在家门口找点针线活");
        her.isFineInEveryLook("/my-people", "journey-my-people");
        her.isFineInEveryLook("/my-people/data", "journey-my-people-data");
        her.open("/my-people");
        her.page().locator("#words").fill("缝纫机我自己有");
        her.page().locator("form:has(#words) button[value=add]").click();
        her.page().locator("q", in("缝纫机我自己有")).waitFor();
        her.page().locator("button[value=request]").first().click();
        her.page().waitForURL("**/mine");
        assertThat(her.page().locator("main").textContent()).contains(code);
    }

    private void tap(Phone phone, String what) {
        phone.page().locator(what).first().click();
        taps++;
    }
}
