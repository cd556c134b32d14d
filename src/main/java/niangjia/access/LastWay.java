package niangjia.access;

import java.util.UUID;
import niangjia.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** An account keeps a second factor: of two that are taken away at once, one stays. */
@Component
class LastWay {

    private final JdbcClient jdbc;

    LastWay(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @throws Refused if no factor would be left; then nothing is taken away
     */
    @Transactional
    void keptWhile(UUID account, Runnable taken) {
        jdbc.sql("select id from access.account where id = ? for update")
                .param(account)
                .query()
                .singleRow();
        taken.run();
        int left =
                jdbc.sql(
                                """
                                select (select count(*) from access.passkey where account = :account)
                                  + (select count(*) from access.authenticator where account = :account and confirmed_at is not null)
                                """)
                        .param("account", account)
                        .query(Integer.class)
                        .single();
        if (left == 0) {
            throw Refused.because("access.ways.last");
        }
    }
}
