package niangjia.duties.web;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import niangjia.access.Actor;
import niangjia.access.OnToday;
import niangjia.duties.DutyWords;
import niangjia.duties.queries.ReadProjects;
import niangjia.duties.queries.ReadWork;
import niangjia.duties.tasks.DutySettings;
import niangjia.keys.Field;
import niangjia.network.AtBlindSpot;
import niangjia.network.KnownSetting;
import niangjia.network.Place;
import niangjia.network.UnitFacts;
import niangjia.shared.Page;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import niangjia.site.Look;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Where this module's pages are found. */
@Configuration(proxyBeanMethods = false)
class DutyBeans {

    @Bean
    MenuEntry dutiesEntry() {
        return MenuEntry.of(40, Group.WORK, "duties.menu", "/duties");
    }

    @Bean
    MenuEntry projectsEntry() {
        return MenuEntry.of(42, Group.WORK, "duties.menu.projects", "/duties/projects");
    }

    @Bean
    MenuEntry plansEntry() {
        return MenuEntry.of(130, Group.NET, "duties.menu.plans", "/duties/plans");
    }

    @Bean
    MenuEntry yearEntry() {
        return MenuEntry.of(20, Group.INSIGHT, "duties.menu.year", "/duties/year");
    }

    @Bean
    MenuEntry reportEntry() {
        return MenuEntry.of(22, Group.INSIGHT, "duties.menu.report", "/duties/report");
    }

    @Bean
    Field wordsOfWork() {
        return DutyWords.WORK;
    }

    @Bean
    Field resultOfWork() {
        return DutyWords.RESULT;
    }

    @Bean
    Field whySentBack() {
        return DutyWords.BACK;
    }

    @Bean
    Field wordsOfDecline() {
        return DutyWords.DECLINE;
    }

    @Bean
    KnownSetting.Source dutiesThatMayBeAgreed() {
        return () ->
                List.of(
                        new KnownSetting(
                                DutySettings.LOAD, "duties.setting.load", DutySettings::isLoad),
                        new KnownSetting(
                                DutySettings.VISIT_AFTER,
                                "duties.setting.visit-after",
                                DutySettings::isSpan),
                        new KnownSetting(
                                DutySettings.REQUEST_AFTER,
                                "duties.setting.request-after",
                                DutySettings::isSpan));
    }

    @Bean
    AtBlindSpot whatCanBeDone() {
        return new AtBlindSpot() {
            @Override
            public String text() {
                return "duties.spot.do";
            }

            @Override
            public String href(UnitId unit) {
                return "/duties/spots/" + unit;
            }
        };
    }

    /** Studios stand on their unit's public page. */
    @Component
    static class StudiosOfAUnit implements UnitFacts {

        private final ReadProjects read;

        StudiosOfAUnit(ReadProjects read) {
            this.read = read;
        }

        @Override
        public List<Fact> of(Scope scope, Place place) {
            return read.studios(scope, place.id()).stream()
                    .map(studio ->
                            Fact.leading(
                                    "/duties/studios/" + studio.id(),
                                    "duties.fact.studio",
                                    studio.name()))
                    .toList();
        }
    }

    /** What she has in hand and what she may take, on her day. */
    @Component
    static class DutiesToday implements OnToday {

        private static final int LINES = 6;

        private final ReadWork work;

        DutiesToday(ReadWork work) {
            this.work = work;
        }

        @Override
        public int order() {
            return 40;
        }

        @Override
        public @Nullable Part of(Actor actor, Look look) {
            List<Line> hers =
                    work.hers(actor.scope()).stream()
                            .limit(LINES)
                            .map(line -> shown(look, line))
                            .toList();
            List<Line> offers =
                    work.offers(actor.scope(), Page.first(LINES)).stream()
                            .map(line -> shown(look, line))
                            .toList();
            List<Line> all = Stream.concat(hers.stream(), offers.stream()).toList();
            return all.isEmpty() ? null : new Part(look.t("duties.today"), "/duties", all);
        }

        private static Line shown(Look look, ReadWork.Line line) {
            String where =
                    look.named(Objects.requireNonNullElse(line.factName(), line.placeName()));
            return new Line(
                    "/duties/work/" + line.id(),
                    line.words() == null
                            ? look.t("duties.rule." + line.rule().name())
                            : shortened(line.words()),
                    line.dueOn() == null
                            ? where
                            : where + " · " + look.t("duties.due", look.day(line.dueOn())),
                    line.late(look.today()));
        }

        private static String shortened(String words) {
            int most = 40;
            return words.codePointCount(0, words.length()) <= most
                    ? words
                    : words.substring(0, words.offsetByCodePoints(0, most)) + "…";
        }
    }
}
