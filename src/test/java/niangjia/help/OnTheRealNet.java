package niangjia.help;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.config.TaskManagementConfigUtils;
import org.springframework.test.context.TestExecutionListeners;

/**
 * The whole program on the four levels of the country, on a port of its own, with a clock that only
 * the test turns: nothing happens by itself. All such tests share it; whom one puts on duty goes
 * off duty after it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import({OnTheRealNet.StillTime.class, Seats.class})
@TestExecutionListeners(
        listeners = EverybodyGoesHome.class,
        mergeMode = TestExecutionListeners.MergeMode.MERGE_WITH_DEFAULTS)
public @interface OnTheRealNet {

    @TestConfiguration(proxyBeanMethods = false)
    class StillTime {

        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock(Instant.parse("2026-05-21T01:00:00Z"));
        }

        /** The demonstration has an outbox instead. */
        @Bean
        @ConditionalOnProperty(
                name = "niangjia.demonstration",
                havingValue = "false",
                matchIfMissing = true)
        TestCourier testCourier() {
            return new TestCourier();
        }

        @Bean
        static BeanFactoryPostProcessor nothingByItself() {
            return beans ->
                    ((DefaultListableBeanFactory) beans)
                            .removeBeanDefinition(
                                    TaskManagementConfigUtils
                                            .SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME);
        }
    }
}
