package niangjia.relief.web;

import java.util.List;
import niangjia.keys.Field;
import niangjia.network.KnownSetting;
import niangjia.relief.model.Written;
import niangjia.relief.tasks.ReliefSettings;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.Tab;
import niangjia.site.TakesFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where this module's pages are found, and what it stores closed. */
@Configuration(proxyBeanMethods = false)
class ReliefBeans {

    @Bean
    MenuEntry reliefEntry() {
        return MenuEntry.of(40, Group.WORK, "relief.menu", "/relief/desk");
    }

    @Bean
    Tab reliefTab() {
        return new Tab(30, "购", "relief.tab", "/relief");
    }

    @Bean
    TakesFiles picturesOfADraft() {
        return TakesFiles.pictures("/relief/draft");
    }

    @Bean
    TakesFiles picturesPutRight() {
        return TakesFiles.pictures("/relief/{}/change");
    }

    @Bean
    KnownSetting.Source reliefMayBeAgreed() {
        return () ->
                List.of(
                        new KnownSetting(
                                ReliefSettings.ALONE_UP_TO,
                                ReliefSettings.ALONE_UP_TO + ".what",
                                ReliefSettings::isYuan),
                        new KnownSetting(
                                ReliefSettings.OPEN_FOR,
                                ReliefSettings.OPEN_FOR + ".what",
                                ReliefSettings::isLength),
                        new KnownSetting(
                                ReliefSettings.REPORT_AFTER,
                                ReliefSettings.REPORT_AFTER + ".what",
                                ReliefSettings::isLength));
    }

    @Bean
    Field nameOfSeller() {
        return Written.SELLER;
    }

    @Bean
    Field yardOfSeller() {
        return Written.YARD;
    }

    @Bean
    Field reachOfSeller() {
        return Written.REACH;
    }

    @Bean
    Field thanksOfSeller() {
        return Written.THANKS;
    }

    @Bean
    Field nameOfBuyer() {
        return Written.BUYER;
    }

    @Bean
    Field organisationOfBuyer() {
        return Written.ORGANISATION;
    }

    @Bean
    Field contactOfBuyer() {
        return Written.CONTACT;
    }

    @Bean
    Field wordsOfAlarm() {
        return Written.ALARM;
    }

    @Bean
    Field picturesOfCampaigns() {
        return Written.FILES;
    }
}
