package niangjia;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The program: all modules in one process. */
@SpringBootApplication(proxyBeanMethods = false)
@Modulithic(systemName = "Niangjia", sharedModules = "shared")
@EnableScheduling
public class Niangjia {

    public static void main(String[] args) {
        SpringApplication.run(Niangjia.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
