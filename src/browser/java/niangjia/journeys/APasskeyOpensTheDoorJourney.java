package niangjia.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.HexFormat;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.database.DataFolder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The first account, with a passkey of the browser's own (virtual) authenticator. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@InBrowser
class APasskeyOpensTheDoorJourney {

    @Autowired DataFolder folder;

    @Test
    void fromTheFirstLinkToComingBackWithAFinger(Desk desk, Desk stranger) {
        putAuthenticator(desk.page());
        desk.open("/begin/" + HexFormat.of().formatHex(folder.secret("first-account", 16)));
        desk.page().locator("#name").fill("周主管");
        desk.page().locator("#code").fill("4101");
        desk.page().locator("#login").fill("zhou");
        desk.page().locator("#password").fill("a long pass phrase");
        desk.isFine();
        desk.page().locator("form .button").first().click();
        desk.page().waitForURL("**/access/ways");
        desk.isFine().shot("ways-desk");
        desk.page().locator("form[data-passkey=make] button").click();
        desk.page().locator(".codes code").first().waitFor();
        assertThat(desk.page().locator(".codes code").count()).isEqualTo(10);
        desk.isFine().shot("ways-codes-desk");
        desk.page().locator("a.button[href='/workbench']").click();
        desk.page().waitForURL("**/workbench");
        desk.open("/staff");
        desk.isFine();
        desk.open("/access/ways");
        assertThat(desk.page().locator("form[action='/access/ways/remove']").count()).isPositive();
        desk.isFine();

        desk.page().context().clearCookies();
        desk.open("/access");
        desk.isFine();
        desk.page().locator("form[action='/access/passkey'] button").click();
        desk.page().waitForURL("**/workbench");
        desk.open("/access/second?to=/requests");
        desk.isFine();
        desk.page().locator("form[data-passkey=ask] button").click();
        desk.page().waitForURL("**/requests");

        putAuthenticator(stranger.page());
        stranger.open("/access");
        stranger.page().locator("form[action='/access/passkey'] button").click();
        stranger.page().locator("[data-told]:not([hidden])").waitFor();
        assertThat(stranger.open("/workbench").path()).isEqualTo("/access");
    }

    /** One that a finger always opens, with keys that are found without a login. */
    private static void putAuthenticator(Page page) {
        CDPSession tools = page.context().newCDPSession(page);
        tools.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var wish = new JsonObject();
        wish.add("options", options);
        tools.send("WebAuthn.addVirtualAuthenticator", wish);
    }
}
