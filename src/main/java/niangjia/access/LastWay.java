package niangjia.access;

import java.util.UUID;
import niangjia.shared.Refused;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * An account keeps a whole way in: of two that are taken away at once, one stays. A passkey is one;
 * so is an app beside a password or the provider, and a provider that vouches for two factors.
 */
@Component
class LastWay {

    private final JdbcClient jdbc;

    LastWay(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @throws Refused if none would be left; then nothing is taken away
     */
    @Transactional
    void keptWhile(UUID account, Runnable taken) {
        jdbc.sql("select id from access.account where id = ? for update")
                .param(account)
                .query()
                .singleRow();
        taken.run();
        boolean left =
                jdbc.sql(
                                """
                                select exists (select from access.passkey where account = a.id)
                                  or exists (select from access.authenticator where account = a.id and confirmed_at is not null)
                                    and (a.has_password or exists (select from access.provider_identity where account = a.id))
                                  or exists (select from access.provider_identity where account = a.id and twice)
                                from access.account a where a.id = ?
                                """)
                        .param(account)
                        .query(Boolean.class)
                        .single();
        if (!left) {
            throw Refused.because("access.ways.last");
        }
    }
}
