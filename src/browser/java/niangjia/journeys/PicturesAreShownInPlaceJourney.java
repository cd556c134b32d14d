package niangjia.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/**
 * She adds a picture with script and without noticing: it shows small on her page and large below
 * when she taps it, and her browser's history stays one entry.
 */
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class PicturesAreShownInPlaceJourney {

    @Test
    void smallFirstAndLargeWhenSheTapsIt(Phone her) throws IOException {
        List<String> asked = new ArrayList<>();
        her.page().onRequest(request -> asked.add(request.url()));
        her.page().navigate("about:blank");
        her.open("/");
        her.page().locator("#text").fill("墙裂了一条缝，拍给你们看");
        her.page().locator("form.ask .button").click();
        Steps.choosesPlace(her, "柳湾镇");
        her.page().locator("#file").setInputFiles(Steps.photo());
        her.isFine().shot("files-ask-phone");
        her.page().locator("button[value=send]").click();
        her.page().waitForURL("**/mine");

        Locator small = her.page().locator(".files summary img");
        small.waitFor();
        assertThat((Boolean) small.evaluate("i => i.decode().then(() => i.naturalWidth <= 360)"))
                .isTrue();
        assertThat(small.getAttribute("alt")).contains("图片 1");
        assertThat(asked.stream().filter(url -> url.matches(".*/mine/files/[^&]*")))
                .as("the large one is not fetched before she wants it")
                .isEmpty();
        small.click();
        Locator large = her.page().locator(".files details > img");
        assertThat((Boolean) large.evaluate("i => i.decode().then(() => i.naturalWidth > 1000)"))
                .isTrue();
        her.isFine().shot("files-mine-phone");
        her.isFineInEveryLook("/mine", "files-mine");
        assertThat(her.path()).isEqualTo("/mine");
    }
}
