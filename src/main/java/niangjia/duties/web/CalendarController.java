package niangjia.duties.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import niangjia.access.Actor;
import niangjia.access.Once;
import niangjia.duties.tasks.Feeds;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.site.Answer;
import niangjia.site.CalendarLines;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.WholeAddress;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A calendar that a phone subscribes to by a private address. */
@Controller
class CalendarController {

    private final Feeds feeds;
    private final Network network;
    private final MessageSource texts;
    private final Once once;
    private final Clock clock;

    CalendarController(Feeds feeds, Network network, MessageSource texts, Once once, Clock clock) {
        this.feeds = feeds;
        this.network = network;
        this.texts = texts;
        this.once = once;
        this.clock = clock;
    }

    @GetMapping("/duties/calendar")
    Answer calendar(Actor actor, HttpServletRequest request) {
        return new CalendarPage(
                network.path(actor.seat().place()),
                feeds.token(actor.seat())
                        .map(token -> WholeAddress.of(request, "/duties/feed/" + token + ".ics"))
                        .orElse(null));
    }

    @PostMapping("/duties/calendar")
    Answer change(Actor actor, FormToken token, @RequestParam String act) {
        SeatHeld me = actor.seat();
        once.run(
                token.orRefuse(),
                () -> {
                    switch (act) {
                        case "begin" -> feeds.begin(me);
                        case "end" -> feeds.end(me);
                        default -> throw new NotHere();
                    }
                    return act;
                });
        return new GoTo("/duties/calendar");
    }

    /** Who has the address reads it; titles name no matter and no woman. */
    @GetMapping("/duties/feed/{token}.ics")
    ResponseEntity<String> feed(HttpServletRequest request, @PathVariable String token) {
        SeatHeld seat = feeds.seat(token).orElseThrow(NotHere::new);
        List<DutyCalendar.Due> days =
                feeds.days(seat).stream()
                        .map(day ->
                                new DutyCalendar.Due(
                                        day.id(), day.day(), text(request, day.text())))
                        .toList();
        return ResponseEntity.ok()
                .contentType(CalendarLines.TYPE)
                .cacheControl(CacheControl.noStore())
                .body(
                        DutyCalendar.of(
                                text(request, "duties.feed.name"),
                                WholeAddress.of(request, "/duties"),
                                days,
                                clock.instant()));
    }

    private String text(HttpServletRequest request, String key) {
        return texts.getMessage(key, null, request.getLocale());
    }
}
