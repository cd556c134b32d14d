package niangjia.relief.web;

import java.time.Clock;
import java.util.List;
import niangjia.access.Actor;
import niangjia.access.OnToday;
import niangjia.relief.model.Campaign;
import niangjia.relief.queries.ReadRelief;
import niangjia.relief.queries.ReliefDesk;
import niangjia.site.Look;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What waits of relief on a member's day. */
@Component
class ReliefToday implements OnToday {

    private static final int LINES = 6;

    private final ReliefDesk desk;
    private final Clock clock;

    ReliefToday(ReliefDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public @Nullable Part of(Actor actor, Look look) {
        List<ReadRelief.Card> cards =
                desk.atWork(actor.scope(), Campaign.leads(actor.seat()), LINES);
        return cards.isEmpty()
                ? null
                : new Part(
                        look.t("relief.today"),
                        "/relief/desk",
                        cards.stream()
                                .map(card ->
                                        new Line(
                                                "/relief/" + card.id().value() + "/work",
                                                card.item(),
                                                ReliefWords.left(
                                                        look,
                                                        card.stage(),
                                                        card.closesAt(),
                                                        clock.instant()),
                                                false))
                                .toList());
    }
}
