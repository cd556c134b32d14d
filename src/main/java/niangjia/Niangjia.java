package niangjia;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program: all modules in one process. */
@SpringBootApplication(proxyBeanMethods = false)
public class Niangjia {

    public static void main(String[] args) {
        SpringApplication.run(Niangjia.class, args);
    }
}
