package niangjia.cases.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.cases.CaseWords;
import niangjia.cases.outside.PaperSeal;
import niangjia.keys.Keys;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The keys with which this installation signs papers: one in use, made when it is first needed, and
 * those that it replaced, by which their papers are still checked.
 */
@Component
public class SigningKeys {

    /** The one in use. */
    record Key(UUID id, byte[] certificate, byte[] secret) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final PaperSeal seal;
    private final String host;
    private final Clock clock;
    private final TransactionTemplate apart;

    SigningKeys(
            JdbcClient jdbc,
            Keys keys,
            PaperSeal seal,
            @Value("${niangjia.host:localhost}") String host,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.seal = seal;
        this.host = host;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    Key current() {
        return read().orElseGet(() -> {
            make();
            return read().orElseThrow();
        });
    }

    /** The newest first. */
    public List<byte[]> certificates() {
        return jdbc.sql("select certificate from cases.signing_key order by made_at desc, id desc")
                .query((row, n) -> row.getBytes(1))
                .list();
    }

    /** From now on papers are signed with a new one. */
    public void replace() {
        apart.executeWithoutResult(status -> {
            jdbc.sql("update cases.signing_key set replaced_at = ? where replaced_at is null")
                    .param(Timestamp.from(clock.instant()))
                    .update();
            insert();
        });
    }

    private Optional<Key> read() {
        return jdbc.sql(
                        "select id, certificate, secret from cases.signing_key where replaced_at is null")
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Key(
                            id,
                            row.getBytes("certificate"),
                            Base64.getDecoder()
                                    .decode(
                                            Objects.requireNonNull(
                                                    keys.open(
                                                            CaseWords.SIGNING.in(
                                                                    Province.NATION, id),
                                                            row.getBytes("secret")))));
                })
                .optional();
    }

    /** Kept before anything is signed with it; of two made at once the first one counts. */
    private void make() {
        apart.executeWithoutResult(status -> insert());
    }

    private void insert() {
        PaperSeal.Made made = seal.newKey(host, clock.instant());
        UUID id = Ids.next(clock);
        jdbc.sql(
                        "insert into cases.signing_key (province, id, made_at, certificate, secret) values (0, ?, ?, ?, ?)"
                                + " on conflict do nothing")
                .param(id)
                .param(Timestamp.from(clock.instant()))
                .param(made.certificate())
                .param(
                        keys.close(
                                CaseWords.SIGNING.in(Province.NATION, id),
                                Base64.getEncoder().encodeToString(made.secret())))
                .update();
    }
}
