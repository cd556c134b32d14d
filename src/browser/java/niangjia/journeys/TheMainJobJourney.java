package niangjia.journeys;

import static niangjia.journeys.Steps.asks;
import static niangjia.journeys.Steps.in;
import static niangjia.journeys.Steps.sitsDown;
import static org.assertj.core.api.Assertions.assertThat;

import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * One sentence in, an answer from the nearest who can, her word at the end: as two people do it, in
 * two browsers.
 */
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class TheMainJobJourney {

    @Test
    void sheAsksAMemberAnswersAndOnlySheClosesIt(Phone her, Desk member) {
        String name = asks(her, "地里的包菜都裂了，卖不出去", "柳湾镇");
        assertThat(her.path()).isEqualTo("/mine");
        assertThat(her.page().locator(".promise").first().textContent()).contains("前联系您");
        String code = her.page().locator("strong.code").textContent();
        her.isFine().shot("journey-mine-phone");

        sitsDown(member, name);
        member.isFine().shot("journey-workbench-desk");
        member.page().locator("a.task", in("包菜都裂了，卖不出去")).first().click();
        member.page().locator("#claim-words").fill("大姐，我下午 4 点到地头。");
        member.page().locator("button[value=claim]").click();
        member.page().locator("button[value=propose]").waitFor();
        member.isFine().shot("journey-request-desk");

        her.open("/mine");
        assertThat(her.page().locator(".timeline").textContent()).contains("大姐，我下午 4 点到地头。");
        assertThat(her.page().locator(".opened").textContent()).contains(name);
        assertThat(her.page().locator("button[value=not-yet]").count()).isZero();

        member.page().locator("#words").fill("食堂都拉走了。");
        member.page().locator("button[value=propose]").click();
        member.page().waitForLoadState();
        assertThat(member.page().locator("button[value=done]").count())
                .as("a member has no button that closes it")
                .isZero();

        her.open("/mine");
        her.page().locator("#words").fill("还剩一半呢");
        her.page().locator("button[value=not-yet]").click();
        her.page().locator(".timeline", in("还剩一半呢")).waitFor();

        member.open(member.path());
        member.page().locator("#words").fill("剩下的也定了。");
        member.page().locator("button[value=propose]").click();
        member.page().waitForLoadState();

        her.open("/mine");
        her.page().locator("#words").fill("都卖了，谢谢");
        her.page().locator("button[value=done]").click();
        her.page().locator(".timeline", in("都卖了，谢谢")).waitFor();
        assertThat(her.page().locator("textarea").count()).isZero();
        her.isFine();

        her.page().context().clearCookies();
        her.open("/code");
        her.page().locator("#code").fill(code);
        her.page().locator("form:has(#code) .button").click();
        her.page().locator(".timeline", in("都卖了，谢谢")).waitFor();
        assertThat(her.path()).isEqualTo("/mine");
    }

    @Test
    void violencePassesByVillageAndTownshipAndIsOnNoBoard(Phone her, Desk township, Desk county) {
        her.page().navigate("about:blank");
        String name = asks(her, "他又打我了，拿刀吓我", "柳湾镇");
        assertThat(her.page().title()).isEqualTo("娘家");
        assertThat(her.page().locator(".danger").first().textContent()).contains("110");
        assertThat(her.page().locator("h1").textContent()).doesNotContain("打");
        her.isFine().shot("journey-sealed-phone");

        township.open("/access");
        township.page().locator("button.person", in("柳湾镇")).first().click();
        township.page().waitForURL("**/workbench");
        township.open("/requests");
        assertThat(township.page().locator("main").textContent()).doesNotContain("拿刀", "请先看");

        sitsDown(county, name);
        assertThat(county.page().locator("main").textContent())
                .contains("请先看")
                .doesNotContain("拿刀");
        var sealed =
                county.page().locator("a.task", in("请先看")).all().stream()
                        .map(card -> card.getAttribute("href"))
                        .toList();
        assertThat(sealed)
                .as("one of the sealed matters on this desk is hers")
                .anyMatch(card ->
                        county.open(card).page().locator("main").textContent().contains("拿刀"));
        county.isFine();

        her.page().locator(".leave").click();
        her.page().waitForURL("**/leave");
        assertThat(her.page().context().cookies()).isEmpty();
        her.page().goBack();
        assertThat(her.page().url()).isEqualTo("about:blank");
    }
}
