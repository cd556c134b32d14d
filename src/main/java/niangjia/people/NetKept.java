package niangjia.people;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import niangjia.network.Traces;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the modules below this one keep: the net knows nobody above, so it is described here. */
@Component
@Order(30)
class NetKept implements PersonalData {

    private static final Period ANSWERED = Period.ofYears(1);

    private static final Kept MEMBERSHIP =
            new Kept(
                    "network.membership",
                    List.of("woman", "known_as", "contact"),
                    "people.data.membership",
                    Ground.CONSENT,
                    new Until.Done());
    private static final Kept APPLICATION =
            new Kept(
                    "network.application",
                    List.of("applicant", "contact", "proof"),
                    "people.data.application",
                    Ground.HER_WISH,
                    new Until.After(ANSWERED, null));

    private final Traces traces;

    NetKept(Traces traces) {
        this.traces = traces;
    }

    @Override
    public List<Kept> kept() {
        return List.of(
                MEMBERSHIP,
                APPLICATION,
                new Kept(
                        "network.seat",
                        List.of("holder", "known_as"),
                        "people.data.office",
                        Ground.PUBLIC_OFFICE,
                        new Until.Stays()),
                new Kept(
                        "network.holding",
                        List.of("holder", "known_as"),
                        "people.data.office",
                        Ground.PUBLIC_OFFICE,
                        new Until.Stays()),
                new Kept(
                        "network.delegation",
                        List.of("giver", "taker"),
                        "people.data.office",
                        Ground.PUBLIC_OFFICE,
                        new Until.Stays()),
                new Kept(
                        "keys.key",
                        List.of("subject"),
                        "people.data.key",
                        Ground.SAFETY,
                        new Until.Done()));
    }

    @Override
    public List<Held> held(Subject her) {
        return traces.joined(her.joined()).stream()
                .map(joined -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("unit", joined.federation());
                    values.put("known_as", joined.knownAs());
                    if (joined.contact() != null) {
                        values.put("contact", joined.contact());
                    }
                    values.put("since", joined.since());
                    return new Held(MEMBERSHIP, values);
                })
                .toList();
    }

    @Override
    public void erase(Subject her) {
        traces.leave(her.joined());
    }

    @Override
    public Map<String, Long> expire(Instant now) {
        Instant before =
                LocalDate.ofInstant(now, ZoneOffset.UTC)
                        .minus(ANSWERED)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
        return Map.of(APPLICATION.text(), (long) traces.forgetApplicants(before));
    }
}
