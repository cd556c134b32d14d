package niangjia.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;

/** The same in the oldest browser that it is promised for. */
@Tag("prove")
@InBrowser(oldest = true)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class ThePhoneGivesNothingAwayInChromium119Journey extends ThePhoneGivesNothingAwayJourney {

    @Test
    void thatIsTheBrowser(Phone member) {
        member.open("/");
        assertThat((String) member.page().evaluate("navigator.userAgent")).contains("Chrome/119.");
    }
}
