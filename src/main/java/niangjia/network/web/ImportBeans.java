package niangjia.network.web;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import niangjia.network.tasks.Guard;
import niangjia.site.Acting;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.TakesFiles;
import niangjia.site.WhoActs;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** Where the import is found, by those who may import. */
@Configuration(proxyBeanMethods = false)
class ImportBeans {

    @Bean
    TakesFiles lists() {
        return new TakesFiles(Pattern.compile(Pattern.quote(ImportController.ADDRESS)), 201L << 20);
    }

    @Bean
    MenuEntry importEntry(ObjectProvider<WhoActs> who, Guard guard) {
        Supplier<@Nullable WhoActs> acts = SingletonSupplier.ofNullable(who::getIfAvailable);
        return MenuEntry.of(190, Group.NET, "network.menu.import", ImportController.ADDRESS)
                .onlyIf(request -> {
                    WhoActs known = acts.get();
                    Acting acting = known == null ? null : known.acting(request);
                    return acting != null && guard.mayImportVillages(acting.scope());
                });
    }
}
