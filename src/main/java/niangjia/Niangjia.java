package niangjia;

import java.time.Clock;
import java.util.Arrays;
import niangjia.network.NetworkCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** The program: all modules in one process. */
@SpringBootApplication(proxyBeanMethods = false)
public class Niangjia {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("network")) {
            System.exit(network(args));
        }
        SpringApplication.run(Niangjia.class, args);
    }

    /**
     * Works beside a running program, in its database, and listens to nobody: no port is opened.
     */
    private static int network(String[] args) {
        try (var context =
                new SpringApplicationBuilder(Niangjia.class)
                        .properties("niangjia.database.beside=true")
                        .run("--server.port=-1", "--logging.level.root=WARN")) {
            return context.getBean(NetworkCommand.class)
                    .run(Arrays.asList(args).subList(1, args.length), System.out);
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
