package niangjia.site;

import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InBrowser
@OnTheSite
class PagesSuitEverybodyJourney {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/samples/home",
                "/samples/request",
                "/samples/form",
                "/samples/today",
                "/nowhere",
                "/leave"
            })
    void onAPhoneAndAtADesk(String path, Phone phone, Desk desk) {
        String name = "site" + path.replace('/', '-').replace("-samples", "");
        phone.isFineInEveryLook(path, name);
        desk.isFineInEveryLook(path, name);
    }
}
