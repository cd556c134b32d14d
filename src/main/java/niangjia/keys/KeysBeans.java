package niangjia.keys;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
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
    MasterKeys masterKeys(DataFolder folder, Environment settings) {
        var files = new FolderMasterKeys(folder);
        String module = settings.getProperty("niangjia.master-key.module", "");
        return module.isBlank()
                ? files
                : new MovingMasterKeys(
                        ModuleMasterKeys.in(
                                Path.of(module),
                                settings.getProperty("niangjia.master-key.slot", ""),
                                Path.of(settings.getProperty("niangjia.master-key.pin-file", ""))),
                        files);
    }

    @Bean
    Beside beside(DataSource pool) throws SQLException {
        return new Beside(pool);
    }

    @Bean
    Keys keys(
            JdbcClient jdbc,
            Beside beside,
            MasterKeys masters,
            Environment settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        var keys =
                new Keys(
                        jdbc,
                        beside.source(),
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
