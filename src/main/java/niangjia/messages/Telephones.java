package niangjia.messages;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import niangjia.database.Demonstration;
import niangjia.keys.Field;
import niangjia.keys.Keys;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * One-time codes to telephones: by the operator's courier, and in the demonstration, which has
 * none, into an outbox that a page shows. Nothing else ever goes to a telephone from here.
 */
@Service
public class Telephones {

    static final Field TELEPHONE = new Field("messages", "messages.telephone_message", "telephone");
    static final Field WORDS = new Field("messages", "messages.telephone_message", "words");

    /** What waits in the demonstration's outbox. */
    public record Waiting(Instant at, String telephone, String words) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Demonstration demonstration;
    private final ObjectProvider<Courier> couriers;
    private final MessageSource texts;
    private final Clock clock;

    Telephones(
            JdbcClient jdbc,
            Keys keys,
            Demonstration demonstration,
            ObjectProvider<Courier> couriers,
            MessageSource texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.demonstration = demonstration;
        this.couriers = couriers;
        this.texts = texts;
        this.clock = clock;
    }

    @Bean
    static Field telephoneOfMessage() {
        return TELEPHONE;
    }

    @Bean
    static Field wordsOfMessage() {
        return WORDS;
    }

    /** The operator has a way to telephones. */
    public boolean reached() {
        return couriers.stream().findAny().isPresent();
    }

    /**
     * @param until how long the code counts
     */
    public void code(String telephone, String code, Instant until, Locale language) {
        String words = texts.getMessage("messages.code", new Object[] {code}, language);
        var courier = couriers.stream().findFirst();
        if (courier.isPresent()) {
            afterwards(() -> courier.get().bring(telephone, words));
        } else if (demonstration.chosen()) {
            keep(telephone, words, until);
        } else {
            throw Refused.because("messages.no-courier");
        }
    }

    /** Nobody waits for a gateway with a row in hand, and what is taken back is never sent. */
    private static void afterwards(Runnable sending) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            sending.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        sending.run();
                    }
                });
    }

    private void keep(String telephone, String words, Instant until) {
        forget(clock.instant());
        UUID id = Ids.next(clock);
        jdbc.sql(
                        "insert into messages.telephone_message (province, id, telephone, words, at, until) values (0, ?, ?, ?, ?, ?)")
                .param(id)
                .param(keys.close(TELEPHONE.in(Province.NATION, id), telephone))
                .param(keys.close(WORDS.in(Province.NATION, id), words))
                .param(Timestamp.from(clock.instant()))
                .param(Timestamp.from(until))
                .update();
    }

    /** The demonstration's outbox, the latest first; nothing elsewhere. */
    public List<Waiting> outbox() {
        if (!demonstration.chosen()) {
            return List.of();
        }
        return jdbc.sql(
                        "select id, telephone, words, at from messages.telephone_message where until > ? order by id desc limit 50")
                .param(Timestamp.from(clock.instant()))
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Waiting(
                            row.getTimestamp("at").toInstant(),
                            keys.open(TELEPHONE.in(Province.NATION, id), row.getBytes("telephone")),
                            keys.open(WORDS.in(Province.NATION, id), row.getBytes("words")));
                })
                .list();
    }

    /** Those whose code counts no more. */
    int forget(Instant now) {
        return jdbc.sql("delete from messages.telephone_message where until < ?")
                .param(Timestamp.from(now))
                .update();
    }
}
