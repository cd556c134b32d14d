package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import niangjia.network.SeatHeld;
import niangjia.shared.SeatId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A member sees that it is violence: from then on it is where it would have gone at first. */
@OnTheRealNet
class WhatIsSealedLaterGoesUpTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired TestClock clock;

    @Test
    void fromTheVillageToTheCountyWhereItsClockRunsAndSomebodyIsTold() {
        seats.village("610115001", 7, "新城试村");
        SeatHeld village = seats.onDuty("610115001007", "村里的她");
        SeatHeld township = seats.onDuty("610115001", "街道的她");
        SeatHeld county = seats.onDuty("610115", "新城的她");
        seats.onDuty("6101", "西安的她");
        Story story = Story.asked(port, jdbc, "610115001007", "家里过不下去了");
        assertThat(story.read("desk", UUID.class)).isEqualTo(village.seat().value());
        assertThat(story.read("number", Long.class)).isNotNull();
        Phone near = Phone.of(port, seats, village);
        assertThat(story.act(near, "claim", "我来看看您").statusCode()).isEqualTo(303);
        String next = township.seat().toString();
        assertThat(story.act(near, "offer", "请您接", next).statusCode()).isEqualTo(303);

        assertThat(seal(near, story).statusCode()).isEqualTo(303);
        assertThat(story.read("held_by", UUID.class)).isEqualTo(county.place().id().value());
        assertThat(story.read("desk", UUID.class)).isEqualTo(county.seat().value());
        assertThat(overseer(story).place().code()).isEqualTo("6101");
        assertThat(story.read("claimed_by", UUID.class)).isNull();
        assertThat(story.read("offered_desk", UUID.class)).isNull();
        assertThat(story.read("number", Long.class)).as("no number").isNull();
        assertThat(told(county, story)).containsExactly("help.told.sealed");
        assertThat(running(story)).containsExactly("FIRST_CONTACT");
        assertThat(Objects.requireNonNull(story.read("due_at", OffsetDateTime.class)).toInstant())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));
        for (Phone former : List.of(near, Phone.of(port, seats, township))) {
            assertThat(former.get(story.address()).statusCode()).isEqualTo(404);
            assertThat(story.act(former, "accept", "").statusCode()).isEqualTo(404);
            assertThat(former.get("/workbench/now").body()).doesNotContain(story.id().toString());
        }
        assertThat(story.page()).contains("由 新城的她 接着办");
        Phone desk = Phone.of(port, seats, county);
        assertThat(story.act(desk, "claim", "我在").statusCode()).isEqualTo(303);
        assertThat(running(story)).as("the contact is kept").containsExactly("RESOLUTION");
    }

    @Test
    void whoHasItInHandAtTheCountyGoesOn() {
        seats.onDuty("610103", "碑林的她");
        SeatHeld county = seats.onDuty("610103", "碑林只管就业的", "work");
        seats.onDuty("6101", "西安管碑林的");
        Story story = Story.asked(port, jdbc, "610103", "家里过不下去了");
        Phone desk = Phone.of(port, seats, county);
        story.act(desk, "claim", "我来");
        assertThat(seal(desk, story).statusCode()).isEqualTo(303);
        assertThat(story.read("claimed_by", UUID.class)).isEqualTo(county.seat().value());
        assertThat(story.read("desk", UUID.class)).isEqualTo(county.seat().value());
        assertThat(overseer(story).place().code()).isEqualTo("6101");
        assertThat(story.act(desk, "say", "我还在").statusCode()).isEqualTo(303);
        assertThat(running(story)).containsExactly("RESOLUTION");
    }

    @Test
    void aSealedMatterIsHandedOnNowhereButOnItsOwnPage() {
        SeatHeld county = seats.onDuty("610104", "莲湖的她");
        seats.onDuty("6101", "西安管莲湖的");
        SeatHeld beside = seats.fill(seats.place("610104"), "莲湖的同事", true, "work");
        Story story = Story.asked(port, jdbc, "610104", "丈夫打我，我很害怕", ",\"kind\":\"violence\"");
        Phone desk = Phone.of(port, seats, county);
        for (String next : List.of(overseer(story).seat().toString(), beside.seat().toString())) {
            HttpResponse<String> refused = story.act(desk, "offer", "请您接", next);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("密件在它自己的页面上转交");
        }
        assertThat(desk.get(story.address()).body())
                .contains("/cases/" + story.id())
                .doesNotContain("value=\"offer\"");
        assertThat(story.read("offered_desk", UUID.class)).isNull();
    }

    @Test
    void herOwnVillageIsNotAskedEitherWhereSheDoesNotWantItToSee() {
        seats.village("610111005", 8, "灞桥试村");
        SeatHeld village = seats.onDuty("610111005008", "灞桥村里的她");
        SeatHeld township = seats.onDuty("610111005", "洪庆的她");
        Phone desk = Phone.of(port, seats, township);
        String next = village.seat().toString();
        Story story =
                Story.asked(
                        port,
                        jdbc,
                        "610111005008",
                        "别让村里知道",
                        ",\"kind\":\"work\",\"skipVillage\":true");
        assertThat(story.read("desk", UUID.class)).isEqualTo(township.seat().value());
        HttpResponse<String> refused = story.act(desk, "offer", "请您接", next);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("她不想让自己村里看到");
        assertThat(desk.get(story.address()).body()).doesNotContain(next);
        assertThat(Phone.of(port, seats, village).get(story.address()).statusCode()).isEqualTo(404);

        Story ordinary = Story.asked(port, jdbc, "610111005", "村里可以知道");
        assertThat(desk.get(ordinary.address()).body()).contains(next);
        assertThat(ordinary.act(desk, "offer", "请您接", next).statusCode()).isEqualTo(303);
    }

    private SeatHeld overseer(Story story) {
        return seats.held(new SeatId(Objects.requireNonNull(story.read("overseer", UUID.class))));
    }

    private static HttpResponse<String> seal(Phone phone, Story story) {
        return phone.post(
                story.address(),
                Map.of("once", phone.token("/"), "act", "seal", "kind", "violence"));
    }

    private List<String> told(SeatHeld seat, Story story) {
        return jdbc.sql("select key from messages.message where seat = ? and about = ?")
                .params(seat.seat().value(), story.id())
                .query(String.class)
                .list();
    }

    private List<String> running(Story story) {
        return jdbc.sql("select what from help.clock where request = ? and state = 'RUNNING'")
                .param(story.id())
                .query(String.class)
                .list();
    }
}
