package niangjia.help;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** After each story, since all stories share one net, whom it put on duty goes off duty. */
public final class EverybodyGoesHome implements TestExecutionListener {

    @Override
    public void afterTestClass(TestContext story) {
        if (story.hasApplicationContext()) {
            story.getApplicationContext().getBeanProvider(Seats.class).ifAvailable(Seats::goHome);
        }
    }
}
