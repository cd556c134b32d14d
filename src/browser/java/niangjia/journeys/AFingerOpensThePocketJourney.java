package niangjia.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * A passkey that has a secret of its own (PRF) closes the pocket; one that has none is no lock, and
 * the page says so.
 */
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class AFingerOpensThePocketJourney {

    @Test
    void withASecretOfItsOwnAlsoWithoutSignal(Phone member) {
        putAuthenticator(member.page(), true);
        Steps.sitsDown(member, "石桥县");
        member.open("/pocket");
        member.page().locator("#use-passkey").click();
        member.page().locator("#tabs a[href='#/households']").click();
        String name = Carried.firstHome(member);
        member.page().context().setOffline(true);
        member.page().locator("#lock").click();
        assertThat(member.page().locator("#unlock #pin").count()).as("there is no PIN").isZero();
        String stored = Carried.stored(member);
        assertThat(stored).contains("\"closed\"").doesNotContain(name);
        member.page().locator("#by-passkey").click();
        member.page().locator("#tabs a[href='#/households']").click();
        assertThat(Carried.firstHome(member)).isEqualTo(name);
    }

    @Test
    void withoutOneAPinIsAskedForAndNothingWasKept(Phone member) {
        putAuthenticator(member.page(), false);
        Steps.sitsDown(member, "石桥县");
        member.open("/pocket");
        member.page().locator("#use-passkey").click();
        member.page().locator("#setup .mistakes", Steps.in("数字密码")).waitFor();
        assertThat(Carried.stored(member)).doesNotContain("\"closed\"");
        member.page().locator("#setup #pin").fill(Carried.PIN);
        member.page().locator("#again").fill(Carried.PIN);
        member.page().locator("#setup button").first().click();
        member.page().locator("#tabs a[href='#/households']").waitFor();
    }

    /** The browser's own, which a finger always opens. */
    private static void putAuthenticator(Page page, boolean withSecrets) {
        CDPSession tools = page.context().newCDPSession(page);
        tools.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("ctap2Version", "ctap2_1");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        options.addProperty("hasPrf", withSecrets);
        var wish = new JsonObject();
        wish.add("options", options);
        tools.send("WebAuthn.addVirtualAuthenticator", wish);
    }
}
