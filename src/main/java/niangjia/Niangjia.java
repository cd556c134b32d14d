package niangjia;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The program: all modules in one process. */
@SpringBootApplication(proxyBeanMethods = false)
public class Niangjia {

    public static void main(String[] args) {
        SpringApplication.run(Niangjia.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
