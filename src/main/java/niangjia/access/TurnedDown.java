package niangjia.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import niangjia.records.Entry;
import niangjia.records.Records;
import niangjia.site.NotTaken;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Who is signed in and asks for what is not hers is told that it is not there, and that she asked
 * is written down: what kind of page, never which matter. So is a form that was not taken for its
 * token, for the site that it came from, or because it came too often; of visitors it is counted.
 */
@Component
class TurnedDown implements HandlerInterceptor {

    /** Within the hour, of one person: beyond, more of them tell nothing new. */
    private static final int KEPT = 50;

    private final Door door;
    private final Attempts attempts;
    private final FormsOfVisitors visitors;
    private final Records records;
    private final Clock clock;

    TurnedDown(
            Door door, Attempts attempts, FormsOfVisitors visitors, Records records, Clock clock) {
        this.door = door;
        this.attempts = attempts;
        this.visitors = visitors;
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
        if (!(handler instanceof HandlerMethod) || status < 400) {
            return;
        }
        Optional<NotTaken> form =
                status == HttpStatus.NOT_FOUND.value() ? Optional.empty() : NotTaken.of(request);
        boolean notHers =
                form.isEmpty()
                        && (status == HttpStatus.NOT_FOUND.value()
                                || status == HttpStatus.FORBIDDEN.value());
        if (form.isEmpty() && !notHers) {
            return;
        }
        Door.staff()
                .flatMap(_ -> door.actor(request))
                .ifPresentOrElse(
                        actor -> write(actor, request, form),
                        () -> form.ifPresent(visitors::count));
    }

    private void write(Actor actor, HttpServletRequest request, Optional<NotTaken> form) {
        String bucket = form.isEmpty() ? "refused " : "form refused ";
        if (!attempts.take(Map.of(bucket + actor.seat().holder(), KEPT))) {
            return;
        }
        String asked =
                Optional.ofNullable(
                                request.getAttribute(
                                        HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
                        .map(Object::toString)
                        .orElse("");
        String what = request.getMethod() + " " + asked;
        records.enter(
                new Entry(
                        actor.seat().place().province(),
                        clock.instant(),
                        form.isEmpty() ? "access.refused" : "access.form-refused",
                        asked.startsWith("/api/") ? Entry.Door.INTERFACE : Entry.Door.PAGE,
                        actor.seat().seat(),
                        actor.seat().holder(),
                        actor.seat().place().id(),
                        null,
                        false,
                        form.map(why -> said(why, what)).orElse(what)));
    }

    /** What another site sent was turned away before it came to a page. */
    private static String said(NotTaken why, String what) {
        return why == NotTaken.FOREIGN ? why.name() : what + " " + why;
    }
}
