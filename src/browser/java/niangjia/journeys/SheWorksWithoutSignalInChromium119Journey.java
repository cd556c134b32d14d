package niangjia.journeys;

import niangjia.browser.InBrowser;
import niangjia.pocket.Promises;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The same in the oldest browser that it is promised for. */
@Tag("prove")
@InBrowser(oldest = true)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
@Import(Promises.class)
class SheWorksWithoutSignalInChromium119Journey extends SheWorksWithoutSignalJourney {}
