package niangjia.browser;

import com.microsoft.playwright.BrowserContext;

/** A phone of 360 by 740, touched. */
public final class Phone extends Screen {

    Phone(BrowserContext context, String address) {
        super(context, address);
    }
}
