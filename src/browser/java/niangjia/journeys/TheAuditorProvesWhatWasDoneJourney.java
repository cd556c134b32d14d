package niangjia.journeys;

import static niangjia.journeys.Steps.asks;
import static niangjia.journeys.Steps.in;
import static niangjia.journeys.Steps.sitsDown;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import niangjia.records.tasks.Seal;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody who is given the duty to audit, from above, to the day that proves false. */
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class TheAuditorProvesWhatWasDoneJourney {

    @Autowired JdbcClient jdbc;
    @Autowired Seal seal;

    @Test
    void fromTheDutyToTheDayThatProvesFalse(Phone her, Desk chief, Desk auditor) {
        asks(her, "孩子放学没人接，想找个托管", "柳湾镇");
        sitsDown(chief, knownAs("示例市", "post <> 'EXECUTIVE_MEMBER'"));
        chief.open("/audit/duty");
        chief.isFine();
        String name = chief.page().locator("#seat option").first().textContent().strip();
        String county = name.substring(0, name.lastIndexOf(' '));
        String who = name.substring(name.lastIndexOf(' ') + 1);
        assertThat(county).contains("石桥县");
        chief.page().locator("button[value=give]").click();
        chief.page().locator("form:has(button[value=end])", in(who)).waitFor();

        sitsDown(auditor, who);
        auditor.page().locator("a[href='/audit']").first().waitFor();
        auditor.open("/audit").isFine().shot("journey-audit-desk");
        assertThat(auditor.page().locator("main").textContent())
                .as("who did, not what she said")
                .doesNotContain("托管");
        auditor.page().locator("main a[href^='/audit/proof']").click();
        auditor.page().waitForURL("**/audit/proof**");
        seal.turn();
        auditor.page().reload();
        auditor.page().locator("[role=status]").waitFor();
        auditor.isFine().shot("journey-proof-desk");

        UUID entry = Steps.lastSealed(jdbc);
        Steps.asAdministratorMoves(jdbc, entry, "+");
        try {
            auditor.page().reload();
            auditor.page().locator("main [role=alert]").waitFor();
            auditor.isFine().shot("journey-proof-false-desk");
        } finally {
            Steps.asAdministratorMoves(jdbc, entry, "-");
        }
    }

    private String knownAs(String unit, String condition) {
        return jdbc.sql(
                        "select d.known_as from network.desk d join network.unit u on u.id = d.unit where u.name = ? and "
                                + condition
                                + " order by d.known_as limit 1")
                .param(unit)
                .query(String.class)
                .single();
    }
}
