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

    @Test
    void withoutSignalANeedBecomesARequestAndTwoPhonesThatDifferAskHer(Phone one, Phone two) {
        Carried.opens(one, "石桥县");
        String home = one.page().locator("#homes [data-home]").last().getAttribute("data-home");
        one.page().context().setOffline(true);
        one.page().evaluate("home => location.hash = '#/visit/' + home", home);
        one.page().locator("#words").fill("缝纫机修好了，想接点活");
        one.page().locator("label[for=agrees]").click();
        one.page().locator("#visit .button").click();
        one.page().locator("#visit .mistakes").waitFor();
        one.page().locator("label[for=need-work]").click();
        one.isFine();
        one.page().locator("#visit .button").click();
        one.page().locator("#waiting[data-waiting='1']").waitFor();
        handsIn(one);
        one.open("/contact/" + home);
        assertThat(one.page().locator(".timeline a[href^='/requests/']").count()).isPositive();

        Carried.opens(two, "石桥县");
        one.open("/pocket");
        Carried.unlocks(one);
        for (Phone phone : new Phone[] {one, two}) {
            phone.page().evaluate("home => location.hash = '#/household/' + home", home);
            phone.page().locator("[data-visit]", in("缝纫机修好了，想接点活")).waitFor();
            phone.page().context().setOffline(true);
            phone.page().locator("[data-visit] a[href^='#/correct/']").first().click();
            assertThat(phone.page().locator("#words").inputValue()).isEqualTo("缝纫机修好了，想接点活");
            phone.page().locator("#words").fill(phone == one ? "甲手机：修好了" : "乙手机：还没修好");
            phone.isFine();
            phone.page().locator("#correct .button").click();
            phone.page().locator("[data-line]").first().waitFor();
        }
        handsIn(one);
        handsIn(two);
        two.page().locator("#lines a[href^='/contact/choices/']").first().click();
        two.page().waitForURL("**/contact/choices/**");
        assertThat(two.page().locator("#choice").textContent()).contains("甲手机：修好了", "乙手机：还没修好");
        two.page().locator("label[for=second]").click();
        two.isFine();
        two.page().locator("form:has(#choice) .button").click();
        two.open("/contact/" + home);
        assertThat(two.page().locator(".timeline").textContent())
                .contains("乙手机：还没修好")
                .doesNotContain("甲手机：修好了");
    }

    private static void handsIn(Phone phone) {
        phone.page().context().setOffline(false);
        phone.page().evaluate("location.hash = '#/log'");
        phone.page().locator("#hand-in").click();
        phone.page().locator("#counts[data-waiting='0']").waitFor();
    }

    private void tap(Phone phone, String what) {
        phone.page().locator(what).first().click();
        taps++;
    }
}
