package niangjia.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Gives every context its {@link DataFolder} and, where no server is named, a server of its own.
 * Before anything else: the server starts while the program is being put together, and a folder in
 * use is told in one line.
 */
final class DatabaseStart
        implements ApplicationContextInitializer<GenericApplicationContext>, Ordered {

    /**
     * Set for a command: it may work beside a program that runs on the folder, in that one's
     * database.
     */
    static final String BESIDE = "niangjia.database.beside";

    /** How long a program that was just killed may take to vanish. */
    private static final Duration UNTIL_GONE = Duration.ofSeconds(2);

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        var folder =
                new DataFolder(
                        Path.of(environment.getProperty("niangjia.data", "./data")),
                        environment.getProperty("niangjia.secret", ""));
        context.registerBean("dataFolder", DataFolder.class, () -> folder);
        // What is being handed in lies here until it is read, and nowhere that others look into.
        environment
                .getPropertySources()
                .addLast(
                        new MapPropertySource(
                                "dataFolder",
                                Map.of(
                                        "spring.servlet.multipart.location",
                                        folder.folder("uploads").toString())));
        if (StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            return;
        }
        EmbeddedServer server = server(folder, environment);
        context.registerBean("embeddedServer", EmbeddedServer.class, () -> server);
        // What depends on something is closed before it: the pool first, then the server.
        context.registerBean(
                "embeddedConnection",
                JdbcConnectionDetails.class,
                () -> new Connection(server.address()),
                definition -> definition.setDependsOn("embeddedServer"));
    }

    private static EmbeddedServer server(DataFolder folder, ConfigurableEnvironment environment) {
        var wish =
                EmbeddedServer.Wish.usual(
                        environment.getRequiredProperty("niangjia.database.version"), folder);
        if (environment.getProperty(BESIDE, Boolean.class, false)) {
            try {
                return EmbeddedServer.open(folder, wish, Duration.ZERO);
            } catch (FolderInUse e) {
                Optional<EmbeddedServer> running = EmbeddedServer.runningOn(folder);
                if (running.isPresent()) {
                    return running.get();
                }
            }
        }
        return EmbeddedServer.open(folder, wish, UNTIL_GONE);
    }

    private record Connection(EmbeddedServer.Address address) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return address.user();
        }

        @Override
        public String getPassword() {
            return address.password();
        }

        @Override
        public String getJdbcUrl() {
            return address.url();
        }
    }
}
