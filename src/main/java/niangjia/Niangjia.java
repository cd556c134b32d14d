package niangjia;

import java.time.Clock;
import java.util.stream.Stream;
import niangjia.database.CannotStart;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The program: all modules in one process. */
@SpringBootApplication(
        proxyBeanMethods = false,
        // Two modules may use the same word, each for its own thing.
        nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@Modulithic(systemName = "Niangjia", sharedModules = "shared")
@EnableScheduling
public class Niangjia {

    /**
     * Serves until it is stopped. Where the arguments begin with a word, they are a command ({@code
     * network import …}): a module's {@code ApplicationRunner} answers it, nothing is served, and
     * the program ends.
     */
    public static void main(String[] args) {
        try {
            begin(args);
        } catch (RuntimeException failure) {
            if (CannotStart.isBehind(failure)) {
                // It was told already.
                System.exit(CannotStart.EXIT);
            }
            throw failure;
        }
    }

    private static void begin(String[] args) {
        if (args.length == 0 || args[0].startsWith("-")) {
            SpringApplication.run(Niangjia.class, args);
            return;
        }
        // No port, and beside a program that already runs on the data folder: in its database.
        String[] all =
                Stream.concat(
                                Stream.of(
                                        "--server.port=-1",
                                        "--niangjia.database.beside=true",
                                        "--logging.level.root=warn",
                                        "--spring.main.log-startup-info=false"),
                                Stream.of(args))
                        .toArray(String[]::new);
        System.exit(SpringApplication.exit(SpringApplication.run(Niangjia.class, all)));
    }

    /** The one clock: whoever needs the time asks it, so that a test can set it. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
