package niangjia.access;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Binds the ways in of an installation that is older than their binding: once, at the start that
 * draws the key, and never again.
 */
@Component
class BindWhatWasThere {

    private static final Logger LOG = LoggerFactory.getLogger(BindWhatWasThere.class);

    private final JdbcClient jdbc;
    private final Bound bound;

    BindWhatWasThere(JdbcClient jdbc, Bound bound) {
        this.jdbc = jdbc;
        this.bound = bound;
    }

    @EventListener(ApplicationStartedEvent.class)
    @Transactional
    public void onTheFirstStart() {
        if (!bound.isNew()) {
            return;
        }
        int[] rows = {0};
        jdbc.sql("select id, person, password from access.account where bound = ''")
                .query((row, n) ->
                        jdbc.sql("update access.account set bound = ? where id = ?")
                                .param(
                                        bound.password(
                                                row.getObject("id", UUID.class),
                                                row.getObject("person", UUID.class),
                                                row.getString("password")))
                                .param(row.getObject("id", UUID.class))
                                .update())
                .list()
                .forEach(updated -> rows[0] += updated);
        jdbc.sql("select account, id, credential from access.passkey where bound = ''")
                .query((row, n) ->
                        jdbc.sql("update access.passkey set bound = ? where id = ?")
                                .param(
                                        bound.passkey(
                                                row.getObject("account", UUID.class),
                                                row.getBytes("id"),
                                                row.getBytes("credential")))
                                .param(row.getBytes("id"))
                                .update())
                .list()
                .forEach(updated -> rows[0] += updated);
        jdbc.sql("select account, issuer, subject from access.provider_identity where bound = ''")
                .query((row, n) -> {
                    var there =
                            new Provider.Identity(
                                    row.getString("issuer"), row.getString("subject"));
                    return jdbc.sql(
                                    "update access.provider_identity set bound = ? where issuer = ? and subject = ?")
                            .param(
                                    bound.identity(
                                            row.getObject("account", UUID.class), there, false))
                            .param(there.issuer())
                            .param(there.subject())
                            .update();
                })
                .list()
                .forEach(updated -> rows[0] += updated);
        if (rows[0] > 0) {
            LOG.info("{} ways in from before are bound to whom they let in", rows[0]);
        }
    }
}
