package niangjia.contact.web;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import niangjia.access.AccountLink;
import niangjia.contact.model.Plan;
import niangjia.contact.model.Written;
import niangjia.keys.Field;
import niangjia.network.KnownSetting;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.TakesFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where this module's pages are found, and what it stores closed. */
@Configuration(proxyBeanMethods = false)
class ContactBeans {

    private static final long LARGEST_FILE = 10L << 20;

    @Bean
    MenuEntry contactEntry() {
        return MenuEntry.of(30, Group.WORK, "contact.menu", "/contact");
    }

    @Bean
    AccountLink peopleInAccount() {
        return new AccountLink(10, "contact.account.title", "/account/people");
    }

    @Bean
    TakesFiles filesOfPairings() {
        return new TakesFiles(Pattern.compile("/contact/import"), LARGEST_FILE);
    }

    @Bean
    TakesFiles picturesOfAVisit() {
        return TakesFiles.pictures("/contact/{}");
    }

    @Bean
    Field filesOfVisits() {
        return Written.FILES;
    }

    @Bean
    KnownSetting.Source whatHelpsToPlan() {
        return () ->
                Stream.concat(
                                Plan.NUMBERS.stream()
                                        .map(name ->
                                                new KnownSetting(
                                                        name, name + ".what", Plan::isNumber)),
                                Plan.LENGTHS.stream()
                                        .map(name ->
                                                new KnownSetting(
                                                        name, name + ".what", Plan::isLength)))
                        .toList();
    }

    @Bean
    Field nameOfWoman() {
        return Written.NAME;
    }

    @Bean
    Field nameProposed() {
        return Written.PROPOSED_NAME;
    }

    @Bean
    Field nameImported() {
        return Written.IMPORTED_NAME;
    }

    @Bean
    Field wordsOfVisit() {
        return Written.VISIT;
    }

    @Bean
    Field secondWordsOfVisit() {
        return Written.SECOND;
    }

    @Bean
    Field wordsThatSheAdded() {
        return Written.ADDITION;
    }

    @Bean
    Field lastWordToHer() {
        return Written.LAST_WORD;
    }

    @Bean
    Field needOfRelay() {
        return Written.RELAY_NEED;
    }

    @Bean
    Field leftToDoInRelay() {
        return Written.LEFT_TO_DO;
    }
}
