package niangjia.contact.outside;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import niangjia.access.Actor;
import niangjia.contact.queries.Households;
import niangjia.network.WorkingTime;
import niangjia.pocket.Carried;
import niangjia.records.Records;
import niangjia.shared.Page;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a member carries: her own households, and what was told there in the last months. */
@Configuration(proxyBeanMethods = false)
class ContactOnTheWay {

    private static final Duration MONTHS = Duration.ofDays(90);
    private static final int EACH = 5;
    private static final int VISITS = 300;

    private record Household(Households households, Records records, Clock clock)
            implements Carried {

        @Override
        public String name() {
            return "contact.households";
        }

        @Override
        public List<Map<String, Object>> of(Actor member) {
            records.enterListing(member.scope(), "contact.listed", clock.instant());
            return households.mine(member.scope(), Page.first(Page.MOST)).stream()
                    .map(line -> {
                        Map<String, Object> told = new HashMap<>();
                        told.put("id", line.pairing().toString());
                        told.put("name", line.name());
                        told.put("household", line.household());
                        told.put("place", Objects.requireNonNullElse(line.place(), ""));
                        told.put("next", line.next().toString());
                        if (line.visitedAt() != null) {
                            told.put(
                                    "last",
                                    LocalDate.ofInstant(line.visitedAt(), WorkingTime.ZONE)
                                            .toString());
                        }
                        return told;
                    })
                    .toList();
        }
    }

    private record Visited(Households households, Clock clock) implements Carried {

        @Override
        public String name() {
            return "contact.visits";
        }

        @Override
        public List<Map<String, Object>> of(Actor member) {
            return households
                    .lastVisits(member.scope(), clock.instant().minus(MONTHS), EACH, VISITS)
                    .stream()
                    .map(visit -> {
                        Map<String, Object> told = new HashMap<>();
                        told.put("id", visit.id().toString());
                        told.put("pairing", visit.pairing().toString());
                        told.put("at", visit.at().toString());
                        told.put("found", visit.found().name());
                        told.put("words", Objects.requireNonNullElse(visit.words(), ""));
                        told.put("version", visit.version());
                        told.put("mine", visit.mine());
                        return told;
                    })
                    .toList();
        }
    }

    @Bean
    Carried householdsOnTheWay(Households households, Records records, Clock clock) {
        return new Household(households, records, clock);
    }

    @Bean
    Carried visitsOnTheWay(Households households, Clock clock) {
        return new Visited(households, clock);
    }
}
