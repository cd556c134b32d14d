package niangjia.network.web;

import jakarta.servlet.http.HttpServletRequest;
import niangjia.network.Network;
import niangjia.site.Acting;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.WhoActs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the import is found, by those who may import. */
@Configuration(proxyBeanMethods = false)
class ImportBeans {

    @Bean
    MenuEntry importEntry(ObjectProvider<WhoActs> who, Network network) {
        return MenuEntry.of(190, Group.NET, "network.menu.import", ImportController.ADDRESS)
                .onlyIf(request -> mayImport(request, who.getIfAvailable(), network));
    }

    private static boolean mayImport(
            HttpServletRequest request,
            @org.jspecify.annotations.Nullable WhoActs who,
            Network network) {
        Acting acting = who == null ? null : who.acting(request);
        return acting != null
                && network.place(acting.scope().unit())
                        .filter(place -> place.depth() <= 1)
                        .isPresent();
    }
}
