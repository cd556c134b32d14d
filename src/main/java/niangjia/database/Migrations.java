package niangjia.database;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Each module keeps a folder of migrations and a history of its own, and may build on the faces of
 * those before it. The order is that of the house, from the ground up.
 */
@Configuration(proxyBeanMethods = false)
class Migrations {

    static final List<String> FROM_THE_GROUND_UP =
            List.of(
                    "house",
                    "keys",
                    "network",
                    "people",
                    "access",
                    "records",
                    "messages",
                    "files",
                    "pocket",
                    "help",
                    "cases",
                    "contact",
                    "duties",
                    "relief");

    @Bean
    FlywayMigrationStrategy eachModule() {
        return base ->
                FROM_THE_GROUND_UP.forEach(module ->
                        Flyway.configure(base.getConfiguration().getClassLoader())
                                .configuration(base.getConfiguration())
                                .locations("classpath:db/migration/" + module)
                                .table("migrations_of_" + module)
                                .baselineOnMigrate(true)
                                .baselineVersion("0")
                                .load()
                                .migrate());
    }
}
