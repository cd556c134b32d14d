package niangjia.network.web;

import java.util.List;
import java.util.function.Supplier;
import niangjia.keys.Field;
import niangjia.network.KnownSetting;
import niangjia.network.QuietHours;
import niangjia.network.model.Named;
import niangjia.network.queries.ReadUnits;
import niangjia.site.Acting;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.Spelled;
import niangjia.site.Tab;
import niangjia.site.WhoActs;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** Where this module's pages are found. */
@Configuration(proxyBeanMethods = false)
class NetBeans {

    @Bean
    Tab netTab() {
        return new Tab(30, "网", "network.tab", "/network");
    }

    @Bean
    Field nameOfMember() {
        return Named.MEMBER;
    }

    @Bean
    Field contactOfMember() {
        return Named.MEMBER_CONTACT;
    }

    @Bean
    Field applicant() {
        return Named.APPLICANT;
    }

    @Bean
    Field contactOfApplicant() {
        return Named.APPLICANT_CONTACT;
    }

    @Bean
    Field proofOfApplicant() {
        return Named.PROOF;
    }

    @Bean
    Spelled namesInPinyin() {
        return Names::pinyin;
    }

    @Bean
    KnownSetting.Source quietHours() {
        return () ->
                List.of(
                        new KnownSetting(
                                QuietHours.FROM, "network.setting.quiet-from", QuietHours::isHour),
                        new KnownSetting(
                                QuietHours.UNTIL,
                                "network.setting.quiet-until",
                                QuietHours::isHour));
    }

    @Bean
    MenuEntry committeeEntry() {
        return MenuEntry.of(110, Group.NET, "network.menu.committee", "/committee");
    }

    @Bean
    MenuEntry mySeatEntry() {
        return MenuEntry.of(120, Group.NET, "network.menu.my-seat", "/my-seat");
    }

    /** For seats beside the territory: only there do women join. */
    @Bean
    MenuEntry membersEntry(ObjectProvider<WhoActs> who, ReadUnits units) {
        Supplier<@Nullable WhoActs> acts = SingletonSupplier.ofNullable(who::getIfAvailable);
        return MenuEntry.of(125, Group.NET, "network.menu.members", "/members")
                .onlyIf(request -> {
                    WhoActs known = acts.get();
                    Acting acting = known == null ? null : known.acting(request);
                    return acting != null && units.beside(acting.scope(), acting.scope().unit());
                });
    }

    @Bean
    MenuEntry blindSpotsEntry(OwnBlindSpots own) {
        return MenuEntry.of(130, Group.NET, "network.menu.blind", "/blind-spots")
                .counting(own::count)
                .inRed();
    }
}
