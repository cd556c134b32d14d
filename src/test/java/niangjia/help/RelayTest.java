package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.contact.queries.HerPeople;
import niangjia.contact.queries.ReadRelays;
import niangjia.contact.tasks.HandOver;
import niangjia.contact.tasks.Pair;
import niangjia.contact.tasks.Relays;
import niangjia.network.SeatHeld;
import niangjia.shared.Refused;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One need goes from hand to hand, and nobody lets go before the next has accepted. */
@OnTheRealNet
class RelayTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired Pair pair;
    @Autowired Relays relays;
    @Autowired ReadRelays readRelays;
    @Autowired HandOver handOver;
    @Autowired HerPeople herPeople;

    @Test
    void theFormerHolderStaysAnswerableUntilTheNextHasAccepted() {
        SeatHeld village = seats.fill(seats.place("430503001"), "第一棒的她", true);
        SeatHeld township = seats.fill(seats.place("430503001"), "第二棒的她", true);
        SeatHeld county = seats.fill(seats.place("430503"), "第三棒的她", true);
        Pair.Begun begun = paired(village, "接力的一户");
        UUID relay =
                relays.begin(
                        village,
                        Objects.requireNonNull(begun.pairing()),
                        "POVERTY_RELIEF",
                        "果园还没有销路");
        relays.offer(village, relay, township.seat(), "还差一份合同");
        assertThat(holder(relay)).isEqualTo(village.seat().value());
        assertThatThrownBy(() -> relays.offer(village, relay, county.seat(), "再找一个"))
                .as("it is offered to one at a time")
                .isInstanceOf(Refused.class);
        relays.decline(township, relay);
        assertThat(holder(relay)).isEqualTo(village.seat().value());

        relays.offer(village, relay, county.seat(), "请县里对接超市");
        String today = Phone.of(port, seats, county).get("/workbench").body();
        assertThat(today).contains("有一棒等您接");
        relays.accept(county, relay);
        assertThat(holder(relay)).isEqualTo(county.seat().value());
        assertThatThrownBy(() -> relays.offer(village, relay, township.seat(), "我再交一次"))
                .as("the former holder is free")
                .isInstanceOf(Refused.class);

        ReadRelays.Opened opened = readRelays.open(county.branch(), relay).orElseThrow();
        assertThat(opened.need()).isEqualTo("果园还没有销路");
        assertThat(opened.legs())
                .extracting(ReadRelays.Leg::who, ReadRelays.Leg::toDo)
                .containsExactly(
                        tuple("第一棒的她", null), tuple("第二棒的她", "还差一份合同"), tuple("第三棒的她", "请县里对接超市"));
        relays.end(county, relay);
        assertThat(herPeople.of(begun.page()).orElseThrow().relays().getFirst().endedAt())
                .isNotNull();
    }

    @Test
    void whoHasNoPartInItDoesNotSeeIt() {
        SeatHeld holder = seats.fill(seats.place("430503002"), "拿着的她", true);
        SeatHeld other = seats.fill(seats.place("430503002"), "没份的她", true);
        Pair.Begun begun = paired(holder, "不给旁人看的一户");
        UUID relay =
                relays.begin(holder, Objects.requireNonNull(begun.pairing()), "OTHER", "只有拿着的人知道");
        Phone phone = Phone.of(port, seats, other);
        assertThat(phone.get("/contact/relays/" + relay).statusCode()).isEqualTo(404);
        assertThat(
                        phone.post(
                                        "/contact/relays/" + relay,
                                        Map.of("once", phone.token("/"), "act", "end"))
                                .statusCode())
                .isEqualTo(404);
        assertThat(Phone.of(port, seats, holder).get("/contact/relays/" + relay).body())
                .contains("只有拿着的人知道");
    }

    @Test
    void withAHandOverTheRelayGoesToo() {
        SeatHeld leaves = seats.fill(seats.place("430503003"), "离任的她", true);
        SeatHeld stays = seats.fill(seats.place("430503003"), "留任的她", true);
        Pair.Begun begun = paired(leaves, "跟着走的一户");
        UUID relay = relays.begin(leaves, Objects.requireNonNull(begun.pairing()), "WORK", "找活的事");
        handOver.all(leaves, leaves.seat(), List.of(stays.seat()));
        assertThat(holder(relay)).isEqualTo(stays.seat().value());
    }

    private UUID holder(UUID relay) {
        return jdbc.sql(
                        "select seat from contact.leg where relay = ? and accepted_at is not null and ended_at is null")
                .param(relay)
                .query(UUID.class)
                .single();
    }

    private Pair.Begun paired(SeatHeld member, String name) {
        return pair.aloud(member.branch(), new Pair.Wanted(name, true, member.place().id()));
    }
}
