package niangjia.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import niangjia.cases.CaseWords;
import niangjia.cases.queries.CaseFile;
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

    @Bean
    Field wordsOfTheIntakeLog() {
        return CaseWords.ENTRY;
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
