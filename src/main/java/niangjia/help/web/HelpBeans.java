package niangjia.help.web;

import java.util.Arrays;
import niangjia.help.model.Kind;
import niangjia.network.RequestKinds;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.Tab;
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
    RequestKinds kindsThatASeatTakes() {
        return () -> Arrays.stream(Kind.values()).map(Kind::word).toList();
    }
}
