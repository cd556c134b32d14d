package niangjia.journeys;

import niangjia.browser.Screen;

/** The workbench in a pocket, as a story begins it and looks into it. */
final class Carried {

    static final String PIN = "582914";

    /** All that the browser's store holds, as far as its bytes are anything to be read. */
    private static final String STORED =
            """
            async () => {
              const told = [];
              for (const { name } of await indexedDB.databases()) {
                const db = await new Promise((done, failed) => {
                  const opening = indexedDB.open(name);
                  opening.onsuccess = () => done(opening.result);
                  opening.onerror = () => failed(opening.error);
                });
                for (const store of db.objectStoreNames) {
                  const rows = await new Promise((done) => {
                    const asked = db.transaction(store).objectStore(store).getAll();
                    asked.onsuccess = () => done(asked.result);
                  });
                  told.push(store + JSON.stringify(rows, (key, value) =>
                    value instanceof ArrayBuffer ? { closed: new TextDecoder().decode(new Uint8Array(value)) }
                      : ArrayBuffer.isView(value) ? { closed: new TextDecoder().decode(value) }
                      : value instanceof CryptoKey ? 'key extractable=' + value.extractable : value));
                }
                db.close();
              }
              return told.join('\\n');
            }
            """;

    private Carried() {}

    /** Signed in, with a PIN set and her households on the phone. */
    static void opens(Screen member, String name) {
        Steps.sitsDown(member, name);
        member.open("/pocket");
        member.page().locator("#setup #pin").fill(PIN);
        member.page().locator("#again").fill(PIN);
        member.page().locator("#setup button").first().click();
        member.page().locator("#tabs a[href='#/households']").waitFor();
        member.page().locator("#tabs a[href='#/households']").click();
        member.page().locator("#homes [data-home]").first().waitFor();
    }

    static void unlocks(Screen member) {
        member.page().locator("#unlock #pin").fill(PIN);
        member.page().locator("#unlock button").first().click();
        member.page().locator("#tabs a[href='#/households']").waitFor();
    }

    /** The name on the first household's card. */
    static String firstHome(Screen member) {
        return (String)
                member.page()
                        .locator("#homes [data-home] h3")
                        .first()
                        .evaluate("h => h.firstChild.textContent.trim()");
    }

    static String stored(Screen member) {
        return (String) member.page().evaluate(STORED);
    }

    /** Waits until something more was written than was there before. */
    static void until(Screen member, String before) {
        for (int n = 0; n < 100 && stored(member).equals(before); n++) {
            member.page().waitForTimeout(50);
        }
    }
}
