package niangjia.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import niangjia.browser.Screen;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/** What rests on a member's phone: closed, erased when it must be, and plain where it cannot be. */
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class ThePhoneGivesNothingAwayJourney {

    @Test
    void whatLiesInTheBrowsersStoreIsReadByNobody(Phone member) {
        Carried.opens(member, "石桥县");
        String name = Carried.firstHome(member);
        assertThat(name).isNotBlank();
        member.page().locator("#homes [data-home]").first().click();
        member.page().locator("#words").fill("她说夜里总睡不着八八零一");
        member.page().locator("#visit .button").click();
        member.page().locator("#counts, .notice.ok").first().waitFor();
        String stored = Carried.stored(member);
        assertThat(stored).contains("\"closed\"").doesNotContain(name, "八八零一", "582914");
        assertThat(stored).contains("extractable=false").doesNotContain("extractable=true");
    }

    @Test
    void tenWrongTriesErase(Phone member) {
        Carried.opens(member, "石桥县");
        member.page().context().setOffline(true);
        member.page().locator("#lock").click();
        for (int left = 9; left > 0; left--) {
            member.page().locator("#unlock #pin").fill("194837");
            member.page().locator("#unlock button").click();
            member.page().locator("#unlock .mistakes", Steps.in(String.valueOf(left))).waitFor();
            if (left == 5) {
                // A page that is begun anew has forgotten nothing.
                member.page().reload();
                member.page().locator("#unlock").waitFor();
            }
        }
        assertThat(Carried.stored(member)).contains("\"closed\"");
        member.page().locator("#unlock #pin").fill("194837");
        member.page().locator("#unlock button").click();
        member.page().locator("#erased").waitFor();
        assertThat(Carried.stored(member)).doesNotContain("\"closed\"");
    }

    @Test
    void aPhoneThatWasEndedFromAfarErasesItselfAtItsNextContact(Phone lost, Desk hers) {
        Carried.opens(lost, "石桥县");
        Steps.sitsDown(hers, "石桥县");
        hers.open("/pocket/devices");
        while (hers.page().locator("main form button").count() > 0) {
            int before = hers.page().locator("main form button").count();
            hers.page().locator("main form button").first().click();
            hers.page()
                    .waitForFunction(
                            "n => document.querySelectorAll('main form button').length < n",
                            before);
        }
        lost.open("/pocket");
        lost.page().locator("#erased").waitFor();
        assertThat(Carried.stored(lost)).doesNotContain("\"closed\"");
    }

    @Test
    void whatSheTypedIsThereAfterTheTabWasKilled(Phone member) {
        Carried.opens(member, "石桥县");
        member.page().context().setOffline(true);
        member.page().locator("#tabs a[href='#/households']").click();
        String home = member.page().locator("#homes [data-home]").first().getAttribute("data-home");
        member.page().locator("#homes [data-home]").first().click();
        member.page().locator("#words").fill("话说到一半");
        String before = Carried.stored(member);
        member.page()
                .waitForFunction(
                        "async () => (await indexedDB.databases()).length > 0 && document.querySelector('#words').value !== ''");
        Carried.until(member, before);
        member.page().reload();
        Carried.unlocks(member);
        member.page().evaluate("home => location.hash = '#/visit/' + home", home);
        member.page().locator("#words").waitFor();
        assertThat(member.page().locator("#words").inputValue()).isEqualTo("话说到一半");
    }

    @Test
    void aPhoneThatLiesAboutIsLocked(Phone member) {
        Carried.opens(member, "石桥县");
        member.page()
                .evaluate(
                        """
                        () => {
                          let hidden = true;
                          Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
                          document.dispatchEvent(new Event('visibilitychange'));
                          const now = Date.now;
                          Date.now = () => now() + 301000;
                          hidden = false;
                          document.dispatchEvent(new Event('visibilitychange'));
                        }
                        """);
        member.page().locator("#unlock").waitFor();
        assertThat(member.page().locator("#tabs").isVisible()).isFalse();
    }

    @Test
    void whereSomethingIsMissingThePlainPagesStayAndSayWhat(Phone without, Desk none, Phone noKey) {
        without.page()
                .addInitScript(
                        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })");
        none.page()
                .addInitScript("Object.defineProperty(window, 'indexedDB', { value: undefined })");
        noKey.page().addInitScript("delete window.PublicKeyCredential");
        for (Screen screen : new Screen[] {without, none}) {
            Steps.sitsDown(screen, "石桥县");
            screen.open("/pocket");
            screen.page().locator("html[data-pocket=plain]").waitFor();
            String missing = screen == without ? "worker" : "storage";
            assertThat(screen.page().locator("[data-missing=" + missing + "]").isVisible())
                    .as(missing)
                    .isTrue();
            screen.page().locator("#plain a[href='/contact']").click();
            screen.page().waitForURL("**/contact");
        }
        Steps.sitsDown(noKey, "石桥县");
        noKey.open("/pocket");
        noKey.page().locator("#setup .notice, #pocket .notice").first().waitFor();
        assertThat(noKey.page().locator("#use-passkey").count()).isZero();
    }

    @Test
    void theFirstLoadIsSmall(Phone member) {
        Carried.opens(member, "石桥县");
        int bytes =
                ((Number)
                                member.page()
                                        .evaluate(
                                                """
                                                async () => {
                                                  let bytes = 0;
                                                  for (const name of await caches.keys()) {
                                                    const cache = await caches.open(name);
                                                    for (const request of await cache.keys()) {
                                                      bytes += (await (await cache.match(request)).blob()).size;
                                                    }
                                                  }
                                                  return bytes;
                                                }
                                                """))
                        .intValue();
        System.out.println("kept for working offline: " + bytes + " bytes");
        assertThat(bytes).isBetween(20_000, 300_000);
    }

    @Test
    void signingOutLeavesNothingBehind(Phone member) {
        Carried.opens(member, "石桥县");
        member.page().locator("#tabs a[href='#/log']").click();
        member.page().locator("form[action='/access/sign-out'] button").click();
        member.page().waitForURL(url -> !url.contains("/pocket"));
        member.open("/pocket");
        member.page().locator("#pocket a[href='/access']").waitFor();
        assertThat(Carried.stored(member)).doesNotContain("\"closed\"");
    }
}
