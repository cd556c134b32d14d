package niangjia.access;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/** How sessions are written down. */
@Configuration(proxyBeanMethods = false)
class SessionBeans {

    /** Of silence a minute more or less is nobody's concern. */
    private static final Duration TOUCHED = Duration.ofMinutes(1);

    /**
     * That somebody asked for a page is written at most once a minute: each page of hers waited for
     * the disk otherwise, only to say that she had been here a second ago. Whatever else changes is
     * written at once.
     */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> touchedByTheMinute() {
        return sessions ->
                sessions.setUpdateSessionQuery(
                        """
                        update %%TABLE_NAME%% s set session_id = n.id, last_access_time = n.at, max_inactive_interval = n.silence,
                          expiry_time = n.ends, principal_name = n.who
                        from (values (cast(? as char(36)), cast(? as bigint), cast(? as int), cast(? as bigint), cast(? as text),
                          cast(? as char(36)))) n (id, at, silence, ends, who, of)
                        where s.primary_id = n.of and (n.at - s.last_access_time >= %d
                          or (s.session_id, s.max_inactive_interval, s.principal_name)
                            is distinct from (n.id, n.silence, n.who))
                        """
                                .formatted(TOUCHED.toMillis()));
    }
}
