package niangjia.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import javax.imageio.ImageIO;
import niangjia.browser.Phone;
import niangjia.browser.Screen;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people do in more than one story. */
final class Steps {

    private Steps() {}

    /** From one sentence to her page; the name of who will answer, as it stood before she sent. */
    static String asks(Phone her, String sentence, String place) {
        String promise = comesToSend(her, sentence, place);
        her.isFine();
        her.page().locator("button[value=send]").click();
        her.page().waitForURL("**/mine");
        String name = answers(her);
        assertThat(promise).contains(name);
        return name;
    }

    /** From one sentence to the last page before it is sent; what she is promised there. */
    static String comesToSend(Phone her, String sentence, String place) {
        her.open("/");
        her.page().locator("#text").fill(sentence);
        her.page().locator("form.ask .button").click();
        choosesPlace(her, place);
        her.page().locator("button[value=send]").waitFor();
        return her.page().locator(".promise strong").textContent();
    }

    /** Finds it by its name and taps on the first. */
    static void choosesPlace(Phone her, String place) {
        her.page().locator("#q").fill(place);
        her.page().locator("button[value=find]:not([aria-hidden])").click();
        // The list that comes while she types stands before the answer does; a tap on it would be
        // the second on a form that is under way, which is ignored.
        her.page().locator("#q[value='" + place + "']").waitFor();
        her.page().locator("button[name=place]", in(place)).first().click();
    }

    /** Who answers her, as her own page says. */
    static String answers(Phone her) {
        return her.page().locator(".opened strong").first().textContent().strip().split("、")[0];
    }

    static void sitsDown(Screen member, String name) {
        member.open("/access");
        member.page().locator("#q").fill(name);
        member.page().locator("form:has(#q) button").click();
        Locator seat = member.page().locator("button.person", in(name));
        assertThat(seat.count()).as("a seat to sit down in for " + name).isPositive();
        seat.first().click();
        member.page().waitForURL("**/workbench");
    }

    static UUID lastSealed(JdbcClient jdbc) {
        return jdbc.sql("select entry from records.leaf order by position desc limit 1")
                .query(UUID.class)
                .single();
    }

    /** An entry by a minute, as only somebody can who may do anything in the database. */
    static void asAdministratorMoves(JdbcClient jdbc, UUID entry, String sign) {
        jdbc.sql("alter table records.entry disable trigger user").update();
        jdbc.sql("update records.entry set at = at " + sign + " interval '1 minute' where id = ?")
                .param(entry)
                .update();
        jdbc.sql("alter table records.entry enable trigger user").update();
    }

    /** A picture as a telephone takes one. */
    static FilePayload photo() throws IOException {
        var picture = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(0xd9c9a8));
        pen.fillRect(0, 0, 1600, 1200);
        pen.setColor(Color.DARK_GRAY);
        pen.drawLine(500, 0, 900, 1200);
        pen.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", bytes);
        return new FilePayload("墙.jpg", "image/jpeg", bytes.toByteArray());
    }

    static Page.LocatorOptions in(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
