package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import niangjia.records.Entry;
import niangjia.records.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Who is signed in and asks for what is not hers is told that it is not there, and that she asked
 * is written down: what kind of page, never which matter.
 */
@Component
class TurnedDown implements HandlerInterceptor {

    /** Within the hour, of one person: beyond, more of them tell nothing new. */
    private static final int KEPT = 50;

    private final Door door;
    private final Attempts attempts;
    private final Records records;
    private final Clock clock;

    TurnedDown(Door door, Attempts attempts, Records records, Clock clock) {
        this.door = door;
        this.attempts = attempts;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception thrown) {
        int status = response.getStatus();
        if (handler instanceof HandlerMethod
                && (status == HttpStatus.NOT_FOUND.value()
                        || status == HttpStatus.FORBIDDEN.value())
                && Door.staff().isPresent()) {
            door.actor(request).ifPresent(actor -> write(actor, request));
        }
    }

    private void write(Actor actor, HttpServletRequest request) {
        if (!attempts.take(Map.of("refused " + actor.seat().holder(), KEPT))) {
            return;
        }
        String asked =
                Optional.ofNullable(
                                request.getAttribute(
                                        HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                        .map(Object::toString)
                        .orElse("");
        records.enter(
                new Entry(
                        actor.seat().place().province(),
                        clock.instant(),
                        "access.refused",
                        asked.startsWith("/api/") ? Entry.Door.INTERFACE : Entry.Door.PAGE,
                        actor.seat().seat(),
                        actor.seat().holder(),
                        actor.seat().place().id(),
                        null,
                        false,
                        request.getMethod() + " " + asked));
    }
}
