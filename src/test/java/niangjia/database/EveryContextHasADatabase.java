package niangjia.database;

import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Gives the context of every Spring test a database and a data folder of its own; tests of one
 * context share them.
 */
final class EveryContextHasADatabase implements ContextCustomizerFactory {

    @Override
    public ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configurations) {
        return new Fresh(TestContextAnnotationUtils.hasAnnotation(testClass, EmptyDatabase.class));
    }

    /** A record, since its equality decides which tests share a context. */
    private record Fresh(boolean empty) implements ContextCustomizer {

        @Override
        public void customizeContext(
                ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            var environment = context.getEnvironment();
            boolean demonstration =
                    environment.getProperty("niangjia.demonstration", Boolean.class, false);
            TestDatabase database =
                    empty ? TestDatabase.empty() : TestDatabase.laidIn(demonstration);
            environment
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "a database for this story",
                                    Map.of(
                                            "spring.datasource.url", database.url(),
                                            "spring.datasource.username", database.user(),
                                            "spring.datasource.password", database.password(),
                                            "spring.datasource.hikari.maximum-pool-size", "8",
                                            "spring.datasource.hikari.minimum-idle", "1",
                                            "niangjia.secret", TestDatabase.SECRET,
                                            "niangjia.data",
                                                    TestDatabase.freshFolder().toString())));
        }
    }
}
