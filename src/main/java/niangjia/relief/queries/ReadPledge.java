package niangjia.relief.queries;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import niangjia.keys.Keys;
import niangjia.relief.model.Buyer;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.PledgeId;
import niangjia.relief.model.Written;
import niangjia.shared.Province;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A pledge, for who holds its private link. */
@Component
public class ReadPledge {

    /**
     * The pledge.
     *
     * @param yard where the goods are, and {@code reach} whom to ask: only once there is a share
     * @param neighbours those who joined it
     */
    public record View(
            PledgeId id,
            UUID campaign,
            Buyer buyer,
            String name,
            String contact,
            String organisation,
            boolean pools,
            @Nullable PledgeId pool,
            @Nullable UUID pickUp,
            BigDecimal amount,
            BigDecimal allotted,
            @Nullable BigDecimal handed,
            @Nullable BigDecimal fetched,
            boolean sheWasPaid,
            boolean buyerPaid,
            BigDecimal delivered,
            BigDecimal paid,
            String stage,
            Instant at,
            long before,
            @Nullable String yard,
            @Nullable String reach,
            List<Neighbour> neighbours) {

        private View with(List<Neighbour> neighbours) {
            return new View(
                    id,
                    campaign,
                    buyer,
                    name,
                    contact,
                    organisation,
                    pools,
                    pool,
                    pickUp,
                    amount,
                    allotted,
                    handed,
                    fetched,
                    sheWasPaid,
                    buyerPaid,
                    delivered,
                    paid,
                    stage,
                    at,
                    before,
                    yard,
                    reach,
                    neighbours);
        }

        public boolean open() {
            return stage.equals("TAKEN") || stage.equals("WAITING");
        }

        public boolean taken() {
            return stage.equals("TAKEN");
        }

        /** Of the pool as a whole: this one and those who joined. */
        public BigDecimal together() {
            return neighbours.stream().map(Neighbour::amount).reduce(amount, BigDecimal::add);
        }
    }

    public record Neighbour(String name, BigDecimal amount, BigDecimal allotted) {}

    private final JdbcClient jdbc;
    private final Keys keys;

    ReadPledge(JdbcClient jdbc, Keys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** Her link is the right to read it. */
    public Optional<View> of(PledgeId id) {
        Province province = id.province();
        return jdbc.sql(
                        """
                        select p.*, c.yard, c.reach, c.stage as campaign_stage, (select count(*) from relief.pledge b
                            where b.province = p.province and b.campaign = p.campaign and b.stage = 'WAITING' and p.stage = 'WAITING'
                              and (b.at, b.id) < (p.at, p.id)) as before
                        from relief.pledge p join relief.campaign c on c.province = p.province and c.id = p.campaign
                        where p.province = ? and p.id = ?
                        """)
                .params(province.number(), id.value())
                .query((row, n) -> {
                    UUID campaign = row.getObject("campaign", UUID.class);
                    UUID pool = row.getObject("pool", UUID.class);
                    String stage = row.getString("stage");
                    boolean matched =
                            stage.equals("TAKEN")
                                    && row.getBigDecimal("allotted").signum() > 0
                                    && Campaign.Stage.valueOf(row.getString("campaign_stage"))
                                            .atWork();
                    return new View(
                            id,
                            campaign,
                            Buyer.valueOf(row.getString("buyer")),
                            opened(
                                    Written.BUYER.in(province, id.value()),
                                    row.getBytes("known_as")),
                            opened(
                                    Written.CONTACT.in(province, id.value()),
                                    row.getBytes("contact")),
                            opened(
                                    Written.ORGANISATION.in(province, id.value()),
                                    row.getBytes("organisation")),
                            row.getBoolean("pools"),
                            pool == null ? null : new PledgeId(province, pool),
                            row.getObject("pick_up", UUID.class),
                            row.getBigDecimal("amount"),
                            row.getBigDecimal("allotted"),
                            row.getBigDecimal("handed"),
                            row.getBigDecimal("fetched"),
                            row.getBoolean("she_was_paid"),
                            row.getBoolean("buyer_paid"),
                            row.getBigDecimal("delivered"),
                            row.getBigDecimal("paid"),
                            stage,
                            row.getTimestamp("at").toInstant(),
                            row.getLong("before"),
                            matched
                                    ? keys.openIfAny(
                                            Written.YARD.in(province, campaign),
                                            row.getBytes("yard"))
                                    : null,
                            matched
                                    ? keys.openIfAny(
                                            Written.REACH.in(province, campaign),
                                            row.getBytes("reach"))
                                    : null,
                            List.of());
                })
                .optional()
                // Read once the row is: nobody asks for a second connection with one in hand.
                .map(view -> view.pools ? view.with(neighbours(id)) : view);
    }

    private List<Neighbour> neighbours(PledgeId id) {
        return jdbc.sql(
                        """
                        select id, known_as, amount, allotted from relief.pledge where province = ? and pool = ?
                          and stage in ('TAKEN', 'WAITING') order by at, id limit 200
                        """)
                .params(id.province().number(), id.value())
                .query((row, n) ->
                        new Neighbour(
                                opened(
                                        Written.BUYER.in(
                                                id.province(), row.getObject("id", UUID.class)),
                                        row.getBytes("known_as")),
                                row.getBigDecimal("amount"),
                                row.getBigDecimal("allotted")))
                .list();
    }

    private String opened(niangjia.keys.Field.Cell cell, byte @Nullable [] closed) {
        return Objects.requireNonNullElse(keys.openIfAny(cell, closed), "");
    }
}
