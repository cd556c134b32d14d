package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;

import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Police warning, protection order, shelter, legal aid, counselling: on her page and on hers who
 * helps.
 */
@OnTheRealNet
class WhatCanBeDoneStandsAtEveryStepTest {

    private static final String[] OPTIONS = {"告诫书", "人身安全保护令", "庇护", "法律援助", "心理疏导"};

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;

    @Test
    void onHerPageInWordsForHerAndWithoutHowFarAnyHasCome() {
        SeatHeld county = seats.onDuty("230402", "向阳区的她");
        Story story = Story.asked(port, jdbc, "230402", "丈夫打我", ",\"kind\":\"violence\"");
        assertThat(story.page()).contains(OPTIONS).contains("72 小时", "24 小时").doesNotContain("调解");
        Phone desk = Phone.of(port, seats, county);
        assertThat(desk.get(story.address()).body()).contains(OPTIONS).contains("72 小时");
        story.work(desk, "file", "urgent", "yes", "wish", "yes");
        assertThat(desk.get(story.address()).body()).contains("正在办");
        assertThat(story.page())
                .as("he may hold her receipt")
                .contains(OPTIONS)
                .doesNotContain("正在办");
        Story ordinary = Story.asked(port, jdbc, "230402", "问培训的事");
        assertThat(ordinary.page()).doesNotContain("告诫书");
        assertThat(desk.get(ordinary.address()).body()).doesNotContain("告诫书");
    }
}
