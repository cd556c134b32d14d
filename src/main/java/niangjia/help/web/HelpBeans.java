package niangjia.help.web;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import niangjia.help.HerWords;
import niangjia.help.model.Kind;
import niangjia.help.model.Terms;
import niangjia.help.tasks.Related;
import niangjia.help.tasks.RequestsKept;
import niangjia.keys.Field;
import niangjia.network.KnownSetting;
import niangjia.network.RequestKinds;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.Tab;
import niangjia.site.TakesFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where this module's pages are found. */
@Configuration(proxyBeanMethods = false)
class HelpBeans {

    @Bean
    Tab homeTab() {
        return new Tab(10, "家", "help.tab.home", "/");
    }

    @Bean
    Tab mineTab() {
        return new Tab(20, "问", "help.tab.mine", "/mine");
    }

    @Bean
    MenuEntry todayEntry() {
        return MenuEntry.of(10, Group.WORK, "help.menu.today", "/workbench");
    }

    @Bean
    MenuEntry requestsEntry() {
        return MenuEntry.of(20, Group.WORK, "help.menu.requests", "/requests");
    }

    @Bean
    Field story() {
        return HerWords.STORY;
    }

    @Bean
    Field contact() {
        return HerWords.CONTACT;
    }

    @Bean
    Field safeTime() {
        return HerWords.SAFE_TIME;
    }

    @Bean
    Field word() {
        return HerWords.WORD;
    }

    @Bean
    Field notBy() {
        return HerWords.NOT_BY;
    }

    @Bean
    Field herNameWhereItIsSealed() {
        return HerWords.KNOWN_AS;
    }

    @Bean
    Field surnameOfRelatives() {
        return Related.SURNAME;
    }

    @Bean
    Field filesOfRequests() {
        return HerWords.FILES;
    }

    @Bean
    TakesFiles whenAsking() {
        return TakesFiles.pictures("/ask");
    }

    @Bean
    TakesFiles whenTalking() {
        return TakesFiles.pictures("/mine");
    }

    @Bean
    TakesFiles filesWhenAskingForHer() {
        return TakesFiles.pictures("/requests/for-her");
    }

    @Bean
    TakesFiles whenWorking() {
        return TakesFiles.pictures("/requests/{}");
    }

    @Bean
    Field wordsOfSteps() {
        return HerWords.STEP;
    }

    @Bean
    RequestKinds kindsThatASeatTakes() {
        return () -> Arrays.stream(Kind.values()).map(Kind::word).toList();
    }

    /** What a federation may promise otherwise than the product does. */
    @Bean
    KnownSetting.Source termsThatMayBeAgreed() {
        return () ->
                Stream.of(
                                Terms.FIRST_CONTACT,
                                Terms.FIRST_CONTACT + ".danger",
                                Terms.FIRST_CONTACT + "." + Kind.VIOLENCE.word(),
                                Terms.FIRST_CONTACT + "." + Kind.CHILD_HARM.word(),
                                Terms.RESOLUTION,
                                Terms.RESOLUTION + "." + Kind.RIGHTS.word(),
                                Terms.RESOLUTION + "." + Kind.GRANT.word(),
                                Terms.RESOLUTION + "." + Kind.PRODUCE.word())
                        .map(name ->
                                new KnownSetting(
                                        name,
                                        "help.setting" + name.substring("help".length()),
                                        Terms::isTerm))
                        .toList();
    }

    /** How long her words are kept after the end. */
    @Bean
    KnownSetting.Source keepingThatMayBeAgreed() {
        return () ->
                List.of(
                        new KnownSetting(
                                RequestsKept.KEPT_FOR,
                                "help.setting.kept-for",
                                RequestsKept::isKeeping));
    }
}
