package niangjia.network.web;

import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.Spelled;
import niangjia.site.Tab;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where this module's pages are found. */
@Configuration(proxyBeanMethods = false)
class NetBeans {

    @Bean
    Tab netTab() {
        return new Tab(30, "网", "network.tab", "/network");
    }

    @Bean
    Spelled namesInPinyin() {
        return Names::pinyin;
    }

    @Bean
    MenuEntry committeeEntry() {
        return MenuEntry.of(110, Group.NET, "network.menu.committee", "/committee");
    }

    @Bean
    MenuEntry mySeatEntry() {
        return MenuEntry.of(120, Group.NET, "network.menu.my-seat", "/my-seat");
    }

    @Bean
    MenuEntry blindSpotsEntry(OwnBlindSpots own) {
        return MenuEntry.of(130, Group.NET, "network.menu.blind", "/blind-spots")
                .counting(own::count)
                .inRed();
    }
}
