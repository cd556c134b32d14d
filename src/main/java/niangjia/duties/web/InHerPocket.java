package niangjia.duties.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import niangjia.access.Actor;
import niangjia.duties.queries.ReadWork;
import niangjia.pocket.Carried;
import niangjia.shared.Page;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Her offers and claims, as a phone carries them. */
@Configuration(proxyBeanMethods = false)
class InHerPocket {

    private static final int OFFERS = 60;

    private record Listed(String name, Function<Actor, List<Map<String, Object>>> lines)
            implements Carried {
        @Override
        public List<Map<String, Object>> of(Actor member) {
            return lines.apply(member);
        }
    }

    @Bean
    Carried offersInHerPocket(ReadWork work, MessageSource texts) {
        return new Listed(
                "duties.offers",
                member ->
                        work.offers(member.scope(), Page.first(OFFERS)).stream()
                                .map(line -> flat(line, texts))
                                .toList());
    }

    @Bean
    Carried claimsInHerPocket(ReadWork work, MessageSource texts) {
        return new Listed(
                "duties.claims",
                member ->
                        work.hers(member.scope()).stream().map(line -> flat(line, texts)).toList());
    }

    private static Map<String, Object> flat(ReadWork.Line line, MessageSource texts) {
        Map<String, Object> flat = new LinkedHashMap<>();
        flat.put("id", line.id().toString());
        flat.put("rule", line.rule().name());
        flat.put(
                "what",
                line.words() == null
                        ? texts.getMessage("duties.rule." + line.rule().name(), null, Locale.CHINA)
                        : line.words());
        flat.put("place", line.factName() == null ? line.placeName() : line.factName());
        flat.put("stage", line.stage().name());
        flat.put("team", line.team());
        if (line.dueOn() != null) {
            flat.put("until", line.dueOn().toString());
        }
        return flat;
    }
}
