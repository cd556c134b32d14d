package niangjia.site;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives our own page also to those whom the server turns away before the program hears of them. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class TurnedAway implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final ObjectProvider<Errors> errors;

    TurnedAway(ObjectProvider<Errors> errors) {
        this.errors = errors;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new OurPage(errors)));
    }

    private static final class OurPage extends ErrorReportValve {

        private final ObjectProvider<Errors> errors;

        OurPage(ObjectProvider<Errors> errors) {
            this.errors = errors;
        }

        @Override
        protected void report(Request request, Response response, Throwable thrown) {
            int status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                SafeHeaders.put(response);
                // The session too lies in the database: where that is away no other page was
                // reached.
                Accident accident =
                        thrown == null || status < 500 ? Accident.of(status) : Accident.of(thrown);
                errors.getObject().tell(accident, null, request, response);
                response.finishResponse();
            } catch (IOException gone) {
                container.getLogger().debug("the reader went away", gone);
            } catch (RuntimeException broken) {
                container.getLogger().error("the error page itself is broken", broken);
                inPlainWords(response);
            }
        }

        /** The last resort knows no template and no bundle, but the numbers to call. */
        private static void inPlainWords(Response response) {
            try {
                response.setContentType("text/plain;charset=UTF-8");
                response.getReporter().write("娘家 · 出错了 / an error · 110 · 12338\n");
                response.finishResponse();
            } catch (IOException gone) {
                response.setSuspended(true);
            }
        }
    }
}
