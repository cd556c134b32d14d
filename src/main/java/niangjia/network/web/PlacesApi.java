package niangjia.network.web;

import java.util.List;
import java.util.UUID;
import niangjia.network.FoundPlace;
import niangjia.network.model.Spelling;
import niangjia.network.queries.FindPlaces;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Finding places, for other programs. */
@RestController
@RequestMapping("/api/v1/places")
class PlacesApi {

    private static final int MOST = 50;
    private static final int USUAL = 12;

    private final FindPlaces places;

    PlacesApi(FindPlaces places) {
        this.places = places;
    }

    /** The best first. */
    record Places(List<Found> places) {}

    /**
     * A place.
     *
     * @param path the names of what stands above it, the highest first
     */
    record Found(
            UUID id,
            @Nullable String code,
            String name,
            String pinyin,
            String kind,
            List<String> path) {

        static Found of(FoundPlace place) {
            return new Found(
                    place.id().value(),
                    place.code(),
                    place.name(),
                    Spelling.shown(place.name()),
                    place.kind(),
                    place.path().isEmpty() ? List.of() : List.of(place.path().split(" › ")));
        }
    }

    @GetMapping
    Places find(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "" + USUAL) int limit) {
        if (limit < 1 || limit > MOST) {
            throw Refused.field("limit", "network.find.limit", MOST);
        }
        return new Places(
                places.matching(Scope.everyone(), q, limit).stream().map(Found::of).toList());
    }
}
