package niangjia.site;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InBrowser
@OnTheSite
class PagesSuitEverybodyJourney {

    /** The largest type where it is narrowest, the usual one where most work. */
    @ParameterizedTest
    @Samples
    void onAPhoneAndAtADesk(String path, Phone phone, Desk desk) {
        phone.inEnglish().inType(3).open(path).isFine();
        desk.inChinese().inType(1).open(path).isFine();
    }

    @ParameterizedTest
    @Samples
    @Tag("prove")
    void inEveryLook(String path, Phone phone, Desk desk) {
        String name = "site" + path.replace('/', '-').replace("-samples", "");
        phone.isFineInEveryLook(path, name);
        desk.isFineInEveryLook(path, name);
    }

    @ValueSource(
            strings = {
                "/samples/home",
                "/samples/request",
                "/samples/form",
                "/samples/today",
                "/nowhere",
                "/leave"
            })
    @Retention(RetentionPolicy.RUNTIME)
    private @interface Samples {}
}
