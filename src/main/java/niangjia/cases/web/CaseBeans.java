package niangjia.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import niangjia.cases.CaseWords;
import niangjia.cases.queries.CaseFile;
import niangjia.cases.queries.SealedNumbers;
import niangjia.help.SealedMatters;
import niangjia.keys.Field;
import niangjia.site.Acting;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.TakesFiles;
import niangjia.site.WhoActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What this module adds to the house: its closed fields, and a line of the menu for who is on one.
 */
@Configuration(proxyBeanMethods = false)
class CaseBeans {

    @Bean
    Field plan() {
        return CaseWords.PLAN;
    }

    @Bean
    Field reach() {
        return CaseWords.REACH;
    }

    @Bean
    Field filesOfMatters() {
        return CaseWords.FILES;
    }

    @Bean
    TakesFiles whenNoting() {
        return TakesFiles.pictures("/cases/{}");
    }

    /** How much of it is taken is bounded before. */
    @Bean
    TakesFiles papersToCheck() {
        return new TakesFiles(
                Pattern.compile(Pattern.quote(BoundedPapers.ADDRESS)), BoundedPapers.MOST);
    }

    @Bean
    Field wordsOfTheIntakeLog() {
        return CaseWords.ENTRY;
    }

    @Bean
    Field secretOfTheSigningKey() {
        return CaseWords.SIGNING;
    }

    /** The counts are for the leadership and the auditors. */
    @Bean
    MenuEntry sealedNumbersEntry(WhoActs who, SealedNumbers numbers) {
        return MenuEntry.of(80, Group.INSIGHT, "cases.numbers.menu", "/sealed-numbers")
                .onlyIf(request -> {
                    Acting acting = who.acting(request);
                    return acting != null && numbers.isFor(acting.scope());
                });
    }

    /** Only who is on a matter sees that there is such a page. */
    @Bean
    MenuEntry casesEntry(WhoActs who, CaseFile files, SealedMatters matters) {
        return MenuEntry.of(30, Group.WORK, "cases.menu", "/cases")
                .onlyIf(request -> isOnOne(who, files, matters, request));
    }

    private static boolean isOnOne(
            WhoActs who, CaseFile files, SealedMatters matters, HttpServletRequest request) {
        Acting acting = who.acting(request);
        return acting != null && !CaseController.shown(files, matters, acting.scope()).isEmpty();
    }
}
