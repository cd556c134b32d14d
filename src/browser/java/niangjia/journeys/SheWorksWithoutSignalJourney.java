package niangjia.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.pocket.Promises;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Visits that are written without signal and handed in where there is some again. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
@Import(Promises.class)
@InBrowser
class SheWorksWithoutSignalJourney {

    private static final int VISITS = 20;

    @Autowired Promises.Homes homes;
    @Autowired Promises.Visits visits;
    @Autowired JdbcClient jdbc;

    @Test
    void whatIsMadeIsStoredAndShownInTheSameWords(Desk member) {
        Steps.sitsDown(member, "石桥县");
        member.open("/pocket");
        var page = member.page();
        page.locator("#setup #pin").fill("123456");
        page.locator("#again").fill("123456");
        page.locator("#setup button").click();
        page.locator("#setup .mistakes").waitFor();
        page.locator("#pin").fill("582914");
        page.locator("#again").fill("582914");
        UUID seat =
                UUID.fromString(
                        (String)
                                page.evaluate(
                                        "fetch('/pocket/me').then(a => a.json()).then(me => me.seat)"));
        for (int n = 0; n < VISITS; n++) {
            homes.add(seat, "home-%02d".formatted(n), "第%02d家".formatted(n));
        }
        page.locator("#setup button").click();
        page.locator("[data-home]").first().waitFor();
        member.isFine();

        page.context().setOffline(true);
        page.reload();
        page.locator("#unlock #pin").fill("582914");
        page.locator("#unlock button").click();
        for (int n = 0; n < VISITS; n++) {
            page.locator("#tabs a[href='#/households']").click();
            page.locator("#homes [data-home='home-%02d']".formatted(n)).click();
            page.locator("#words").fill("离线的话" + n);
            page.locator("#visit .button").click();
            page.locator("#waiting[data-waiting='%d']".formatted(n + 1)).waitFor();
        }
        page.context().setOffline(false);
        page.locator("#tabs a[href='#/log']").click();
        page.locator("#counts[data-waiting='0']").waitFor();
        assertThat(visits.words(seat)).hasSize(VISITS).doesNotHaveDuplicates().contains("离线的话19");
        assertThat(
                        jdbc.sql(
                                        "select bool_and(uuid_extract_version(id) = 7) from pocket.entry where seat = ?")
                                .param(seat)
                                .query(Boolean.class)
                                .single())
                .as("numbers that grow with time, as the keys like it")
                .isTrue();
        member.open("/pocket/handed-in");
        assertThat(page.locator("#stored").getAttribute("data-stored")).isEqualTo("" + VISITS);
        assertThat(page.locator("[data-line]").count()).isEqualTo(VISITS);
    }
}
