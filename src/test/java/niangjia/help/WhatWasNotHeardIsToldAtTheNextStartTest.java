package niangjia.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.UUID;
import niangjia.network.DeskOpened;
import niangjia.network.SeatHeld;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.core.EventPublicationRepository;
import org.springframework.modulith.events.core.PublicationTargetIdentifier;
import org.springframework.modulith.events.core.TargetEventPublication;
import org.springframework.modulith.events.support.PersistentApplicationEventMulticaster;

/** The program is killed between what happened and who had to hear of it. */
@OnTheRealNet
class WhatWasNotHeardIsToldAtTheNextStartTest {

    @LocalServerPort int port;
    @Autowired Seats seats;
    @Autowired JdbcClient jdbc;
    @Autowired EventPublicationRepository publications;
    @Autowired PersistentApplicationEventMulticaster events;

    @Test
    void aDeskThatOpenedBeforeTheProgramWasKilledGetsWhatWaits() {
        Story story = Story.asked(port, jdbc, "469005", "想问渔船补贴");
        assertThat(story.read("desk", UUID.class)).isNull();
        // As it stood when the program was killed: on duty, and nobody told.
        SeatHeld seat = seats.onDuty("469005", "文昌的她");
        publications.create(
                TargetEventPublication.of(
                        new DeskOpened(seat.place().id(), seat.seat()),
                        PublicationTargetIdentifier.of("help.find-desks.when-a-desk-opens"),
                        Instant.now()));
        assertThat(story.read("desk", UUID.class)).isNull();

        events.afterSingletonsInstantiated();
        await().untilAsserted(() ->
                assertThat(story.read("desk", UUID.class)).isEqualTo(seat.seat().value()));
    }
}
