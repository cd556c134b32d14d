package niangjia.relief.tasks;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import niangjia.help.NotHere;
import niangjia.keys.Keys;
import niangjia.people.Catalogue;
import niangjia.people.Correction;
import niangjia.people.Subject;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Amounts;
import niangjia.relief.model.Buyer;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.PledgeId;
import niangjia.relief.model.Terms;
import niangjia.relief.model.Written;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What somebody does who takes some of it, with the private link of her pledge in hand. The
 * campaign's row is the queue: each pledge, change and withdrawal waits for it, and none waits for
 * anything else while it holds it.
 */
@Component
public class Pledges {

    private static final int NAME = 40;
    private static final int CONTACT = 60;

    /**
     * What somebody wishes to take.
     *
     * @param organisation on whose name, of a canteen, a shop or another organisation
     * @param pools neighbours may join
     * @param pool the pledge that this one joins
     * @param pickUp where and when she fetches it; none where there is no window any more
     */
    public record Wanted(
            Buyer buyer,
            String name,
            String contact,
            String organisation,
            boolean pools,
            @Nullable PledgeId pool,
            @Nullable UUID pickUp,
            BigDecimal amount) {}

    /** A pledge with what its rules need. */
    private record Line(
            PledgeId id,
            UUID campaign,
            BigDecimal amount,
            BigDecimal allotted,
            @Nullable BigDecimal handed,
            @Nullable BigDecimal fetched,
            boolean pooled,
            String stage) {

        boolean open() {
            return stage.equals("TAKEN") || stage.equals("WAITING");
        }

        BigDecimal had() {
            return or(handed).max(or(fetched));
        }

        private static BigDecimal or(@Nullable BigDecimal amount) {
            return amount == null ? BigDecimal.ZERO : amount;
        }
    }

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final EndRelief endRelief;
    private final Catalogue catalogue;
    private final Records records;
    private final Keys keys;
    private final Clock clock;

    Pledges(
            JdbcClient jdbc,
            Campaigns campaigns,
            EndRelief endRelief,
            Catalogue catalogue,
            Records records,
            Keys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.endRelief = endRelief;
        this.catalogue = catalogue;
        this.records = records;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Takes it, or waits for it where there is not enough. The statement that locks the campaign is
     * the last but one, so that nobody waits longer than for a commit.
     *
     * @param campaign as it was read; what may have changed meanwhile is looked at under the lock
     */
    @Transactional
    public PledgeId take(CampaignId campaign, Terms terms, Wanted wanted, Door door) {
        terms.fitPledge(wanted.amount, wanted.pools || wanted.pool != null);
        String name = line("name", wanted.name, NAME);
        String contact = line("contact", wanted.contact, CONTACT);
        if (wanted.buyer.organised()) {
            line("organisation", wanted.organisation, NAME);
        }
        window(campaign, wanted.pickUp);
        if (wanted.pool != null) {
            pool(campaign, wanted.pool);
        }
        Province province = campaign.province();
        var id = new PledgeId(province, Ids.next(clock));
        records.enter(
                new Entry(
                        province,
                        clock.instant(),
                        "relief.pledged",
                        door,
                        null,
                        null,
                        null,
                        id.value(),
                        false,
                        null));
        String stage =
                jdbc.sql(
                                """
                                select relief.take(cast(:province as smallint), :id, :campaign, :buyer, :name, :contact, :hash,
                                  :organisation, :pools, :pool, :pickUp, cast(:amount as numeric), :at, true)
                                """)
                        .param("province", province.number())
                        .param("id", id.value())
                        .param("campaign", campaign.value())
                        .param("buyer", wanted.buyer.name())
                        .param("name", keys.close(Written.BUYER.in(province, id.value()), name))
                        .param(
                                "contact",
                                keys.close(Written.CONTACT.in(province, id.value()), contact))
                        .param("hash", keys.lookup(Written.CONTACT, province, contact))
                        .param(
                                "organisation",
                                wanted.buyer.organised()
                                        ? keys.close(
                                                Written.ORGANISATION.in(province, id.value()),
                                                wanted.organisation.strip())
                                        : null,
                                java.sql.Types.BINARY)
                        .param("pools", wanted.pools && wanted.pool == null)
                        .param(
                                "pool",
                                wanted.pool == null ? null : wanted.pool.value(),
                                java.sql.Types.OTHER)
                        .param("pickUp", wanted.pickUp, java.sql.Types.OTHER)
                        .param("amount", wanted.amount)
                        .param("at", Timestamp.from(clock.instant()))
                        .query(String.class)
                        .single();
        switch (stage) {
            case "CLOSED" -> throw Refused.because("relief.refused.not-open");
            case "WINDOW" -> throw Refused.field("window", "relief.pledge.window");
            case "POOL" -> throw Refused.because("relief.pool.over");
            case "MOST" ->
                    throw Refused.field(
                            "amount", "relief.pledge.most", Amounts.plain(terms.most()));
            default -> {
                return id;
            }
        }
    }

    /** More, if it is there; or less, and what becomes free goes to who waits. */
    @Transactional
    public void change(PledgeId pledge, BigDecimal amount) {
        Campaign campaign = ofPledge(pledge);
        campaign.guardAtWork();
        Line line = line(pledge);
        if (!line.open()) {
            throw Refused.because("relief.pledge.over");
        }
        Terms terms = campaign.facts().terms();
        terms.fitPledge(amount, line.pooled);
        if (amount.compareTo(line.had()) < 0) {
            throw Refused.field("amount", "relief.pledge.had", Amounts.plain(line.had()));
        }
        boolean more = amount.compareTo(line.amount) > 0;
        if (more) {
            more(campaign, pledge, line, amount);
        }
        boolean taken = line.stage.equals("TAKEN");
        BigDecimal room = room(campaign);
        if (taken && more && amount.subtract(line.amount).compareTo(room) > 0) {
            throw Refused.field(
                    "amount", "relief.pledge.left", Amounts.plain(room.max(BigDecimal.ZERO)));
        }
        // Where the field falls short a share is smaller than the pledge; it is shared anew below.
        BigDecimal share =
                !taken
                        ? BigDecimal.ZERO
                        : more && line.allotted.compareTo(line.amount) == 0
                                ? amount
                                : line.allotted.min(amount);
        jdbc.sql(
                        """
                        update relief.pledge set amount = ?, allotted = ?, version = version + 1 where province = ? and id = ?
                        """)
                .params(amount, share, pledge.province().number(), pledge.value())
                .update();
        enter(pledge, "relief.pledge-changed");
        campaigns.moveUp(campaign.facts().id());
        endRelief.ifSettled(campaign.facts().id(), null);
    }

    private void more(Campaign campaign, PledgeId pledge, Line line, BigDecimal amount) {
        if (!campaign.takesMore(clock.instant())) {
            throw Refused.because("relief.refused.not-open");
        }
        BigDecimal all =
                jdbc.sql(
                                """
                                select coalesce(sum(o.amount), 0) from relief.pledge p join relief.pledge o on o.province = p.province
                                  and o.campaign = p.campaign and o.contact_hash = p.contact_hash and o.stage in ('TAKEN', 'WAITING')
                                where p.province = ? and p.id = ?
                                """)
                        .params(pledge.province().number(), pledge.value())
                        .query(BigDecimal.class)
                        .single();
        BigDecimal most = campaign.facts().terms().most();
        if (all.subtract(line.amount).add(amount).compareTo(most) > 0) {
            throw Refused.field("amount", "relief.pledge.most", Amounts.plain(most));
        }
    }

    /** Not any more, without a reason; who waits moves up. */
    @Transactional
    public void withdraw(PledgeId pledge) {
        Campaign campaign = ofPledge(pledge);
        campaign.guardAtWork();
        Line line = line(pledge);
        if (!line.open()) {
            throw Refused.because("relief.pledge.over");
        }
        if (line.had().signum() > 0) {
            throw Refused.because("relief.pledge.handed");
        }
        end(jdbc, pledge, "WITHDRAWN", clock);
        enter(pledge, "relief.withdrawn");
        campaigns.moveUp(campaign.facts().id());
        endRelief.ifSettled(campaign.facts().id(), null);
    }

    /** Another place and time. */
    @Transactional
    public void choose(PledgeId pledge, @Nullable UUID pickUp) {
        Campaign campaign = ofPledge(pledge);
        if (!line(pledge).open()) {
            throw Refused.because("relief.pledge.over");
        }
        window(campaign.facts().id(), pickUp);
        jdbc.sql(
                        "update relief.pledge set pick_up = ?, version = version + 1 where province = ? and (id = ? or pool = ?)")
                .param(pickUp)
                .param(pledge.province().number())
                .param(pledge.value())
                .param(pledge.value())
                .update();
        enter(pledge, "relief.pledge-changed");
    }

    /** What she says that she has fetched, and whether she has paid for it. */
    @Transactional
    public void fetched(PledgeId pledge, BigDecimal amount, boolean paid) {
        Campaign campaign = ofPledge(pledge);
        campaign.guardAtWork();
        Line line = line(pledge);
        if (!line.stage.equals("TAKEN")) {
            throw Refused.because("relief.pledge.over");
        }
        if (amount.compareTo(line.allotted) > 0) {
            throw Refused.field("amount", "relief.hand.most", Amounts.plain(line.allotted));
        }
        jdbc.sql(
                        """
                        update relief.pledge set fetched = ?, buyer_paid = ?, version = version + 1 where province = ? and id = ?
                        """)
                .params(amount, paid, pledge.province().number(), pledge.value())
                .update();
        enter(pledge, "relief.fetched");
        endRelief.ifSettled(campaign.facts().id(), null);
    }

    /**
     * Whoever has a share is told where it is; the seller reads on her page that somebody was.
     *
     * @return whether this is the first time
     */
    @Transactional
    public boolean yardShown(PledgeId pledge) {
        boolean already =
                jdbc.sql(
                                "select yard_shown_at is not null from relief.pledge where province = ? and id = ?")
                        .params(pledge.province().number(), pledge.value())
                        .query(Boolean.class)
                        .optional()
                        .orElseThrow(NotHere::new);
        if (already) {
            return false;
        }
        // The campaign before the line, as everybody does: whoever holds a line waits for nobody.
        Campaign campaign = ofPledge(pledge);
        int first =
                jdbc.sql(
                                """
                                update relief.pledge set yard_shown_at = ? where province = ? and id = ? and yard_shown_at is null
                                  and stage = 'TAKEN' and allotted > 0
                                """)
                        .params(
                                Timestamp.from(clock.instant()),
                                pledge.province().number(),
                                pledge.value())
                        .update();
        if (first == 1) {
            records.enter(
                    new Entry(
                            pledge.province(),
                            clock.instant(),
                            "relief.yard-told",
                            Door.PAGE,
                            null,
                            null,
                            null,
                            campaign.facts().request(),
                            false,
                            null));
        }
        return first == 1;
    }

    /** What she is called and how she is reached is hers to put right. */
    @Transactional
    public void correct(PledgeId pledge, String name, String contact) {
        String known = line("name", name, NAME);
        String reached = line("contact", contact, CONTACT);
        Campaign campaign = ofPledge(pledge);
        notMore(campaign, pledge, reached);
        catalogue.correct(subject(pledge), new Correction(known, reached, null));
        enter(pledge, "relief.pledge-changed");
    }

    /** Another telephone is no way to more than there is for one. */
    private void notMore(Campaign campaign, PledgeId pledge, String contact) {
        BigDecimal all =
                jdbc.sql(
                                """
                                select coalesce(sum(amount), 0) from relief.pledge where province = ? and campaign = ?
                                  and stage in ('TAKEN', 'WAITING') and (id = ? or contact_hash = any (?))
                                """)
                        .param(pledge.province().number())
                        .param(campaign.facts().id().value())
                        .param(pledge.value())
                        .param(
                                keys.lookups(Written.CONTACT, pledge.province(), contact)
                                        .toArray(byte[][]::new))
                        .query(BigDecimal.class)
                        .single();
        BigDecimal most = campaign.facts().terms().most();
        if (all.compareTo(most) > 0) {
            throw Refused.field("contact", "relief.pledge.most", Amounts.plain(most));
        }
    }

    /** Her name and how to reach her are gone; what is open is withdrawn with them. */
    @Transactional
    public void erase(PledgeId pledge) {
        catalogue.erase(subject(pledge));
        enter(pledge, "relief.pledge-erased");
    }

    /** Of whom a pledge is, for what is held of her. */
    public static Subject subject(PledgeId pledge) {
        return new Subject(pledge.province(), pledge.value(), null, java.util.List.of(), false);
    }

    /** One line ends; neighbours who joined it go on, each by herself. */
    static void end(JdbcClient jdbc, PledgeId pledge, String stage, Clock clock) {
        jdbc.sql(
                        """
                        update relief.pledge set stage = ?, allotted = 0, handed = null, fetched = null, she_was_paid = false,
                          buyer_paid = false, ended_at = ?, version = version + 1 where province = ? and id = ?
                        """)
                .params(
                        stage,
                        Timestamp.from(clock.instant()),
                        pledge.province().number(),
                        pledge.value())
                .update();
        jdbc.sql(
                        "update relief.pledge set pool = null, version = version + 1 where province = ? and pool = ?")
                .params(pledge.province().number(), pledge.value())
                .update();
    }

    /** The campaign of a pledge, locked. */
    private Campaign ofPledge(PledgeId pledge) {
        UUID campaign =
                jdbc.sql("select campaign from relief.pledge where province = ? and id = ?")
                        .params(pledge.province().number(), pledge.value())
                        .query(UUID.class)
                        .optional()
                        .orElseThrow(NotHere::new);
        return campaigns.locked(campaign).orElseThrow(NotHere::new);
    }

    private Line line(PledgeId pledge) {
        return jdbc.sql(
                        """
                        select campaign, amount, allotted, handed, fetched, pool is not null or pools as pooled, stage
                        from relief.pledge where province = ? and id = ?
                        """)
                .params(pledge.province().number(), pledge.value())
                .query((row, n) ->
                        new Line(
                                pledge,
                                row.getObject("campaign", UUID.class),
                                row.getBigDecimal("amount"),
                                row.getBigDecimal("allotted"),
                                row.getBigDecimal("handed"),
                                row.getBigDecimal("fetched"),
                                row.getBoolean("pooled"),
                                row.getString("stage")))
                .single();
    }

    private static BigDecimal room(Campaign campaign) {
        return campaign.facts()
                .terms()
                .cap()
                .min(campaign.now().available())
                .subtract(campaign.totals().taken());
    }

    /** A window of this campaign that is not over; where there is none left, none. */
    private void window(CampaignId campaign, @Nullable UUID pickUp) {
        boolean fits =
                jdbc.sql(
                                """
                                select case when cast(:window as uuid) is null
                                  then not exists (select from relief.pick_up p where p.province = :province
                                    and p.campaign = :campaign and p.ends > :now)
                                  else exists (select from relief.pick_up p where p.province = :province
                                    and p.campaign = :campaign and p.id = :window and p.ends > :now) end
                                """)
                        .param("window", pickUp, java.sql.Types.OTHER)
                        .param("province", campaign.province().number())
                        .param("campaign", campaign.value())
                        .param("now", Timestamp.from(clock.instant()))
                        .query(Boolean.class)
                        .single();
        if (!fits) {
            throw Refused.field("window", "relief.pledge.window");
        }
    }

    private void pool(CampaignId campaign, PledgeId pool) {
        Optional<Boolean> there =
                jdbc.sql(
                                """
                                select pools and stage in ('TAKEN', 'WAITING') from relief.pledge where province = ? and id = ?
                                  and campaign = ?
                                """)
                        .params(pool.province().number(), pool.value(), campaign.value())
                        .query(Boolean.class)
                        .optional();
        if (!there.orElse(false)) {
            throw Refused.because("relief.pool.over");
        }
    }

    private void enter(PledgeId pledge, String act) {
        records.enter(
                new Entry(
                        pledge.province(),
                        clock.instant(),
                        act,
                        Door.PAGE,
                        null,
                        null,
                        null,
                        pledge.value(),
                        false,
                        null));
    }

    private static String line(String field, String typed, int longest) {
        String line = typed.strip().replace('\n', ' ');
        if (line.isEmpty() || line.length() > longest) {
            throw Refused.field(field, "relief.draft.line", longest);
        }
        return line;
    }
}
