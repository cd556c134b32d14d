package niangjia.keys;

import java.time.Clock;
import niangjia.database.DataFolder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class KeysBeans {

    @Bean
    @ConditionalOnMissingBean
    MasterKeys masterKeys(DataFolder folder) {
        return new FolderMasterKeys(folder);
    }

    @Bean
    Keys keys(
            JdbcClient jdbc,
            MasterKeys masters,
            Environment settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        var keys =
                new Keys(
                        jdbc,
                        masters,
                        Suite.named(settings.getProperty("niangjia.cipher", "AES-256-GCM")),
                        clock,
                        transactions);
        keys.prove();
        return keys;
    }

    @Bean
    CloseAgain closeAgain(
            JdbcClient jdbc,
            Keys keys,
            ObjectProvider<Field> fields,
            Clock clock,
            PlatformTransactionManager transactions) {
        return new CloseAgain(jdbc, keys, fields.orderedStream().toList(), clock, transactions);
    }
}
