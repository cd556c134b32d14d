package niangjia.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import niangjia.browser.Screen;
import org.junit.jupiter.api.Test;

@InBrowser
@OnTheSite
class SheLeavesAtOnceJourney {

    private static void asksFromHome(Screen screen) {
        screen.open("/samples/home");
        screen.page().locator("#words").fill("他又打我了");
        screen.page().locator(".ask .button").click();
        screen.page().waitForURL("**/samples/request");
    }

    private static void leaves(Screen screen) {
        screen.page().locator(".leave").click();
        screen.page().waitForURL("**/leave");
    }

    @Test
    void afterAskingAndLeavingBackShowsWhatWasBeforeTheSite(Phone phone) {
        phone.page().navigate("about:blank");
        asksFromHome(phone);
        assertThat(phone.page().evaluate("history.length")).isEqualTo(2);
        leaves(phone);
        assertThat(phone.page().title()).isEqualTo("日历");
        phone.page().goBack();
        assertThat(phone.page().url()).isEqualTo("about:blank");
    }

    @Test
    void aMistakeInTheFormAddsNoEntryAndKeepsHerAtTheForm(Phone phone) {
        phone.page().navigate("about:blank");
        phone.open("/samples/home");
        phone.page().locator("#words").fill(" ");
        phone.page().locator(".ask .button").click();
        phone.page().locator(".mistakes").waitFor();
        assertThat(phone.page().evaluate("document.activeElement.className")).isEqualTo("mistakes");
        phone.page().locator(".mistakes a").click();
        assertThat(phone.page().evaluate("document.activeElement.id")).isEqualTo("contact");
        assertThat(phone.page().evaluate("history.length")).isEqualTo(2);
        leaves(phone);
        phone.page().goBack();
        assertThat(phone.page().url()).isEqualTo("about:blank");
    }

    @Test
    void everyLinkOfHerRequestKeepsTheOneEntry(Desk desk) {
        desk.page().navigate("about:blank");
        asksFromHome(desk);
        desk.page().locator(".tabs a").first().click();
        desk.page().waitForURL("**/samples/home");
        assertThat(desk.page().evaluate("history.length")).isEqualTo(2);
    }

    @Test
    void escapePressedTwiceLeaves(Desk desk) {
        asksFromHome(desk);
        desk.page().keyboard().press("Escape");
        desk.page().keyboard().press("Escape");
        desk.page().waitForURL("**/leave");
    }

    @Test
    void leavingTakesTheCookiesAlong(Phone phone) {
        asksFromHome(phone);
        assertThat(phone.page().context().cookies()).isNotEmpty();
        leaves(phone);
        assertThat(phone.page().context().cookies()).isEmpty();
    }

    @Test
    void herPageIsHiddenWhenLeftAndGoneWhenTheBrowserBringsItBackWhole(Phone phone) {
        asksFromHome(phone);
        Page page = phone.page();
        page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))");
        assertThat(page.evaluate("getComputedStyle(document.documentElement).display"))
                .isEqualTo("none");
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))");
        page.waitForURL(url -> url.endsWith("/"));
    }

    @Test
    void goingBackByTheBrowsersOwnCacheShowsNothingOfHers(Phone phone, Desk desk) {
        // This browser does bring pages back whole. They tell so themselves, to the tab beside
        // them, since the driver loses sight of them.
        desk.open("/samples/today");
        assertThat(broughtBack(desk)).isEqualTo("block");

        asksFromHome(phone);
        assertThat(broughtBack(phone)).as("hers is hidden").isEqualTo("none");
        phone.page().waitForURL(url -> url.endsWith("/"));
    }

    /** How the page in front is shown when it comes back from the browser's own cache. */
    private static String broughtBack(Screen screen) {
        Page page = screen.page();
        page.evaluate(
                """
                addEventListener('pageshow', e => e.persisted &&
                    localStorage.setItem('back', getComputedStyle(document.documentElement).display))
                """);
        page.navigate("about:blank");
        // A moment later, so that the way back does not cut off this very call.
        page.evaluate("() => { setTimeout(() => history.back()) }");
        Page beside = page.context().newPage();
        beside.navigate(screen.address("/nowhere"));
        return beside.waitForFunction("localStorage.getItem('back')").jsonValue().toString();
    }

    @Test
    void withoutASignalNothingTypedIsLost(Phone phone) {
        phone.open("/samples/home");
        phone.page().locator("#words").fill("家里断水两天");
        phone.page().context().setOffline(true);
        phone.page().locator(".ask .button").click();
        assertThat(phone.page().getByRole(AriaRole.ALERT).textContent()).contains("没有发出去");
        assertThat(phone.page().locator("#words").inputValue()).isEqualTo("家里断水两天");
    }

    @Test
    void anAccidentKeepsTheFormAndEverythingTyped(Phone phone) {
        phone.open("/samples/home");
        phone.page().locator("#words").fill("家里断水两天");
        phone.page()
                .evaluate("document.querySelector('.ask').setAttribute('action', '/samples/away')");
        phone.page().locator(".ask .button").click();
        assertThat(phone.page().getByRole(AriaRole.ALERT).textContent()).contains("暂时连不上");
        assertThat(phone.page().locator("#words").inputValue()).isEqualTo("家里断水两天");
    }

    @Test
    void theWorkbenchsMenuOpensOnAPhone(Phone phone) {
        phone.open("/samples/today");
        assertThat(phone.page().locator("#menu").isVisible()).isFalse();
        phone.page().locator(".menu-open").click();
        assertThat(phone.page().locator("#menu").isVisible()).isTrue();
        phone.shot("site-menu-phone").isFine();
    }
}
