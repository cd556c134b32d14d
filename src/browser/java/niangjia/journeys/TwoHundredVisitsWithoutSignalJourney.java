package niangjia.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import niangjia.browser.Desk;
import niangjia.browser.InBrowser;
import niangjia.browser.Phone;
import niangjia.network.Network;
import niangjia.network.tasks.CloseUnit;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whatever happens on the way: what she made is what is stored and what is shown, in her words, and
 * each once.
 */
@Tag("prove")
@InBrowser
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "niangjia.demonstration=true")
class TwoHundredVisitsWithoutSignalJourney {

    private static final int VISITS = 200;
    private static final int KILLED_EVERY = 25;
    private static final int FULL_AT = 110;
    private static final double PATIENCE = 120_000;

    /** A phone whose clock is three hours fast. */
    private static final String FAST =
            """
            const Right = Date;
            window.Date = class extends Right {
              constructor(...given) { if (given.length) super(...given); else super(Right.now() + 10800000); }
              static now() { return Right.now() + 10800000; }
            };
            """;

    private static final String AGAIN_FROM_ANOTHER =
            """
            async (entries) => {
              const ask = async (path, once, body) => (await fetch(path, body === undefined ? {} : {
                method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Once': once }, body: JSON.stringify(body)
              })).json();
              let me = await ask('/pocket/me');
              const device = await ask('/pocket/devices/new', me.once, {});
              const words = [];
              for (const some of entries) {
                me = await ask('/pocket/me');
                const said = await ask('/pocket/hand-in', me.once,
                  { device: device.secret, clock: new Date().toISOString(), entries: JSON.parse(some).entries });
                words.push(...said.answers.map((answer) => answer.word));
              }
              return words.join(' ');
            }
            """;

    @Autowired JdbcClient jdbc;
    @Autowired Network network;
    @Autowired CloseUnit closeUnit;
    @Autowired Clock clock;

    @Test
    void madeStoredAndShownAreTheSame(Phone member, Desk second) {
        BrowserContext context = member.page().context();
        context.addInitScript(FAST);
        Carried.opens(member, "石桥县");
        List<String> homes =
                member.page().locator("#homes [data-home]").all().stream()
                        .map(home -> home.getAttribute("data-home"))
                        .toList();
        assertThat(homes).as("a page shows fifty visits").hasSizeGreaterThan(3);
        UUID seat =
                UUID.fromString(
                        (String)
                                member.page()
                                        .evaluate(
                                                "fetch('/pocket/me').then(a => a.json()).then(me => me.seat)"));
        long before = visits(seat);
        context.setOffline(true);
        Page page = opened(context, member.address("/pocket"));
        List<String> made = new ArrayList<>();
        int killedWhileWritten = 0;
        for (int n = 0; n < VISITS; n++) {
            String words = "第 " + n + " 次去，她说都好。";
            String home = homes.get(n % homes.size());
            if (n % KILLED_EVERY == KILLED_EVERY - 1) {
                writes(page, home, words);
                page.evaluate("document.querySelector('#visit .button').click()");
                // In the middle of it: nothing waits for what was begun.
                page.close();
                page = opened(context, member.address("/pocket"));
                if (waiting(page) > made.size()) {
                    killedWhileWritten++;
                    made.add(words);
                    continue;
                }
            }
            if (n == FULL_AT) {
                writes(page, home, words);
                full(page, true);
                page.locator("#visit .button").click();
                page.locator("#visit .mistakes").waitFor();
                assertThat(page.locator("#words").inputValue())
                        .as("the phone is full, and what she typed stays")
                        .isEqualTo(words);
                full(page, false);
                page.locator("#visit .button").click();
            } else {
                writes(page, home, words);
                page.locator("#visit .button").click();
            }
            made.add(words);
            page.locator("#waiting[data-waiting='" + made.size() + "']").waitFor();
        }
        assertThat(made).hasSize(VISITS).doesNotHaveDuplicates();

        AtomicInteger asked = new AtomicInteger();
        List<String> sent = new ArrayList<>();
        context.route(
                "**/pocket/hand-in",
                route -> {
                    sent.add(route.request().postData());
                    if (asked.incrementAndGet() % 3 == 0) {
                        route.fetch();
                        route.abort();
                    } else {
                        route.resume();
                    }
                });
        context.setOffline(false);
        page.evaluate("location.hash = '#/log'");
        for (int tries = 0; tries < 20 && waitingInLog(page) > 0; tries++) {
            page.locator("#hand-in").click();
            page.waitForTimeout(2_000);
        }
        page.locator("#counts[data-waiting='0']")
                .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        System.out.println(
                asked.get()
                        + " times handed in, every third answer cut; killed while it was written and kept all the same: "
                        + killedWhileWritten);
        assertThat(asked.get()).as("cut more than twice").isGreaterThan(9);
        assertThat(page.locator("#counts").getAttribute("data-made")).isEqualTo("" + VISITS);
        assertThat(visits(seat) - before).isEqualTo(VISITS);

        Carried.opens(second, "石桥县");
        String again = (String) second.page().evaluate(AGAIN_FROM_ANOTHER, sent);
        assertThat(again.split(" ")).containsOnly("accepted");
        assertThat(visits(seat) - before).as("sent again from another phone").isEqualTo(VISITS);

        second.open("/pocket/handed-in");
        assertThat(second.page().locator("#stored").getAttribute("data-stored"))
                .isEqualTo("" + VISITS);
        List<String> shown = new ArrayList<>();
        for (String home : homes) {
            second.open("/contact/" + home);
            String text = second.page().locator("main").textContent();
            made.stream().filter(text::contains).forEach(shown::add);
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(made);
        assertThat(
                        jdbc.sql(
                                        "select count(*) from contact.visit where seat = ? and at > now() - interval '1 hour' and at <= now()")
                                .param(seat)
                                .query(Integer.class)
                                .single())
                .as("by the right clock")
                .isGreaterThanOrEqualTo(VISITS);
    }

    @Test
    void whatWasMadeBeforeHerVillageWasMergedFindsItsWay(Phone member) {
        record Held(UUID seat, UUID unit, UUID parent, String name) {}
        Held held =
                jdbc.sql(
                                """
                                select c.seat, c.unit, u.parent, d.known_as as name from contact.pairing p join network.chair c on c.seat = p.seat
                                join network.desk d on d.seat = c.seat join network.place u on u.id = c.unit
                                where u.province = 99 and u.depth = 5 order by c.seat limit 1
                                """)
                        .query(Held.class)
                        .single();
        UUID successor =
                jdbc.sql(
                                "select id from network.place where parent = ? and id <> ? and closed_on is null order by position limit 1")
                        .params(held.parent, held.unit)
                        .query(UUID.class)
                        .single();
        UUID chair =
                jdbc.sql(
                                "select seat from network.desk where unit = ? and post <> 'EXECUTIVE_MEMBER' order by seat limit 1")
                        .param(held.parent)
                        .query(UUID.class)
                        .single();
        Carried.opens(member, held.name);
        String home = member.page().locator("#homes [data-home]").first().getAttribute("data-home");
        BrowserContext context = member.page().context();
        context.setOffline(true);
        Page page = opened(context, member.address("/pocket"));
        for (int n = 0; n < 5; n++) {
            writes(page, home, "合并前的第 " + n + " 句");
            page.locator("#visit .button").click();
            page.locator("#waiting[data-waiting='" + (n + 1) + "']").waitFor();
        }
        closeUnit.with(
                network.seat(new SeatId(chair)).orElseThrow().branch(),
                new UnitId(held.unit),
                new UnitId(successor),
                LocalDate.now(clock));
        context.setOffline(false);
        page.evaluate("location.hash = '#/log'");
        page.locator("#hand-in").click();
        page.locator("#counts[data-waiting='0']")
                .waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        List<String> answers =
                jdbc.sql(
                                "select answer from pocket.entry where seat = ? and kind = 'contact.visit'")
                        .param(held.seat)
                        .query(String.class)
                        .list();
        System.out.println("after the merger: " + answers);
        assertThat(answers)
                .hasSize(5)
                .allMatch(answer -> answer.equals("ACCEPTED") || answer.equals("WAITS"));
    }

    private static Page opened(BrowserContext context, String address) {
        Page page = context.newPage();
        page.navigate(address);
        page.locator("#unlock #pin").fill(Carried.PIN);
        page.locator("#unlock button").first().click();
        page.locator("#tabs a[href='#/households']").waitFor();
        return page;
    }

    private static void writes(Page page, String home, String words) {
        page.evaluate("home => location.hash = '#/visit/' + home", home);
        page.locator("#visit #words").fill(words);
    }

    private static int waiting(Page page) {
        Locator line = page.locator("#waiting");
        return line.count() == 0 ? 0 : Integer.parseInt(line.getAttribute("data-waiting"));
    }

    private static int waitingInLog(Page page) {
        Locator line = page.locator("#counts");
        line.waitFor();
        return Integer.parseInt(line.getAttribute("data-waiting"));
    }

    /**
     * The browser's own limit is not kept for so little: its store is made to answer as if it were.
     */
    private static void full(Page page, boolean yes) {
        page.evaluate(
                """
                yes => {
                  const store = IDBObjectStore.prototype;
                  if (yes) {
                    store.kept = { add: store.add, put: store.put };
                    store.add = store.put = () => { throw new DOMException('no room', 'QuotaExceededError'); };
                  } else {
                    Object.assign(store, store.kept);
                  }
                }
                """,
                yes);
    }

    private long visits(UUID seat) {
        return jdbc.sql("select count(*) from contact.visit where seat = ?")
                .param(seat)
                .query(Long.class)
                .single();
    }
}
