package niangjia.relief.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.help.Alongside;
import niangjia.help.OnHome;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Campaign;
import niangjia.relief.queries.ReadRelief;
import niangjia.shared.Page;
import niangjia.shared.Scope;
import niangjia.site.Look;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is shown of relief beside a request, and on the first page. */
@Component
class Beside implements Alongside, OnHome {

    private static final int CARDS = 3;
    private static final int COUNTY = 3;
    private static final UUID ANYWHERE = new UUID(0, 0);

    private final ReadRelief relief;
    private final Network network;
    private final Clock clock;

    /** The first page is asked for most of all; so many seconds old is new enough there. */
    private final Cache<UUID, List<ReadRelief.Card>> near =
            Caffeine.newBuilder()
                    .maximumSize(5_000)
                    .expireAfterWrite(Duration.ofSeconds(5))
                    .build();

    Beside(ReadRelief relief, Network network, Clock clock) {
        this.relief = relief;
        this.network = network;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public Map<UUID, Alongside.Part> of(Collection<UUID> requests, Look look) {
        Map<UUID, Alongside.Part> parts = new HashMap<>();
        relief.begunFor(Scope.everyone(), requests)
                .forEach((request, card) -> parts.put(request, part(card, look)));
        return parts;
    }

    @Override
    public String begin(UUID request) {
        return "/relief/draft?request=" + request;
    }

    @Override
    public String beginning(Look look) {
        return look.t("relief.begin");
    }

    @Override
    public OnHome.@Nullable Part of(@Nullable Place place, Look look) {
        List<ReadRelief.Card> cards =
                near.get(
                        place == null ? ANYWHERE : place.id().value(),
                        key ->
                                relief.open(
                                        Scope.everyone(),
                                        place == null ? null : county(place),
                                        Page.first(CARDS)));
        return cards == null || cards.isEmpty()
                ? null
                : new OnHome.Part(
                        look.t("relief.home"),
                        look.t("relief.home.all"),
                        "/relief",
                        cards.stream().map(card -> part(card, look)).toList());
    }

    /** What is near is what is in the same county. */
    private Place county(Place place) {
        return network.path(place).stream()
                .filter(above -> above.depth() == COUNTY)
                .findFirst()
                .orElse(place);
    }

    private Alongside.Part part(ReadRelief.Card card, Look look) {
        Instant now = clock.instant();
        return new Alongside.Part(
                ReliefWords.tag(look, card.need())
                        + " · "
                        + ReliefWords.left(look, card.stage(), card.closesAt(), now),
                card.item(),
                card.taken().doubleValue(),
                card.cap().doubleValue(),
                card.stage() == Campaign.Stage.DRAFT || card.stage() == Campaign.Stage.SECOND
                        ? ReliefWords.amount(look, card.cap(), card.measure())
                        : look.t(
                                "relief.taken-of",
                                Amounts.plain(card.taken()),
                                ReliefWords.amount(look, card.cap(), card.measure())),
                card.buyers() == 0 ? null : look.t("relief.buyers", card.buyers()),
                "/relief/" + card.id().value());
    }
}
