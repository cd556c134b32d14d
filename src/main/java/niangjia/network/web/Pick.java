package niangjia.network.web;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import niangjia.network.FoundPlace;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.queries.FindPlaces;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import org.springframework.stereotype.Component;

/** The one unit that somebody means by a name, a division code or the address of its page. */
@Component
class Pick {

    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Network network;
    private final FindPlaces find;

    Pick(Network network, FindPlaces find) {
        this.network = network;
        this.find = find;
    }

    Place in(Scope.Branch who, String field, String typed) {
        String text = typed.strip();
        if (text.isEmpty()) {
            throw Refused.field(field, "network.refused.empty");
        }
        Matcher id = ID.matcher(text);
        Optional<Place> named =
                id.find()
                        ? network.place(niangjia.shared.UnitId.of(id.group()))
                        : text.chars().allMatch(c -> c >= '0' && c <= '9')
                                ? network.withCode(text)
                                : Optional.empty();
        if (named.isPresent()) {
            return named.filter(p -> p.shown() && who.covers(p.position()))
                    .orElseThrow(() -> Refused.field(field, "network.refused.not-below", text));
        }
        List<Place> below =
                find.matching(Scope.everyone(), text, 30).stream()
                        .map(FoundPlace::id)
                        .map(network::place)
                        .flatMap(Optional::stream)
                        .filter(p -> who.covers(p.position()))
                        .toList();
        List<Place> exact = below.stream().filter(p -> p.name().equals(text)).toList();
        List<Place> meant = exact.isEmpty() ? below : exact;
        if (meant.isEmpty()) {
            throw Refused.field(field, "network.refused.not-below", text);
        }
        if (meant.size() > 1) {
            throw Refused.field(
                    field,
                    "network.refused.several",
                    String.join(
                            "、",
                            meant.stream()
                                    .limit(8)
                                    .map(p ->
                                            p.name()
                                                    + p.divisionCode().map(c -> " " + c).orElse(""))
                                    .toList()));
        }
        return meant.getFirst();
    }
}
