package niangjia.browser;

import com.microsoft.playwright.BrowserContext;

/** A PC's window of 1280 by 900. */
public final class Desk extends Screen {

    Desk(BrowserContext context, String address) {
        super(context, address);
    }
}
