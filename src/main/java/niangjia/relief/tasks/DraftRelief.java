package niangjia.relief.tasks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.imageio.ImageIO;
import niangjia.files.Attachments;
import niangjia.files.Opened;
import niangjia.files.Prepared;
import niangjia.help.HeldRequests;
import niangjia.help.NotHere;
import niangjia.keys.Keys;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.people.Consents;
import niangjia.relief.CampaignId;
import niangjia.relief.model.Campaign;
import niangjia.relief.model.PictureHash;
import niangjia.relief.model.Terms;
import niangjia.relief.model.Written;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * From a request in hand to a draft, in one sitting: with the seller's consent, and with as much of
 * her as she said.
 */
@Component
public class DraftRelief {

    private static final int NAME = 40;
    private static final int YARD = 120;
    private static final int REACH = 60;
    private static final int WHERE = 80;
    private static final int MOST_WINDOWS = 20;
    private static final int MOST_PICTURES = 12;

    /**
     * Of whom it is.
     *
     * @param shownAs what the page shows of her name; empty: her surname only
     * @param yard where the goods are; told to who has a share of them only
     * @param reach how a buyer reaches her or who acts for her
     * @param agreed she heard what is shown, and agreed
     */
    public record Seller(String name, String shownAs, String yard, String reach, boolean agreed) {}

    private final JdbcClient jdbc;
    private final Campaigns campaigns;
    private final HeldRequests held;
    private final Network network;
    private final Consents consents;
    private final Attachments attachments;
    private final Keys keys;
    private final Clock clock;

    DraftRelief(
            JdbcClient jdbc,
            Campaigns campaigns,
            HeldRequests held,
            Network network,
            Consents consents,
            Attachments attachments,
            Keys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.campaigns = campaigns;
        this.held = held;
        this.network = network;
        this.consents = consents;
        this.attachments = attachments;
        this.keys = keys;
        this.clock = clock;
    }

    /** Out of a request that the seat has in hand. */
    @Transactional
    public CampaignId from(
            SeatHeld who, UUID request, Terms terms, Seller seller, List<Prepared> pictures) {
        HeldRequests.Held hers =
                held.of(who.branch(), request)
                        .orElseThrow(() -> Refused.because("relief.refused.not-in-hand"));
        fit(terms, seller);
        Place place = network.place(hers.place()).orElseThrow(NotHere::new);
        Province province = hers.id().province();
        if (jdbc.sql(
                        """
                        select exists (select from relief.campaign where request = ?
                          and stage in ('DRAFT', 'SECOND', 'OPEN', 'CLOSED'))
                        """)
                .param(request)
                .query(Boolean.class)
                .single()) {
            throw Refused.because("relief.refused.one-at-once");
        }
        var id = new CampaignId(province, Ids.next(clock));
        jdbc.sql(
                        """
                        insert into relief.campaign (province, id, request, place, shown_place, kind, item, story, measure,
                          price_fen, cap, smallest, most, rule, useful_until, shown_as, drafted_by, drafted_at, stage, available)
                        values (:province, :id, :request, :place, :shown, :kind, :item, :story, :measure, :price, :cap,
                          :smallest, :most, :rule, :useful, :shownAs, :by, :at, 'DRAFT', :cap)
                        """)
                .param("province", province.number())
                .param("id", id.value())
                .param("request", request)
                .param("place", place.id().value())
                .param("shown", campaigns.shownPlace(place).value())
                .param("kind", terms.need().name())
                .param("item", terms.item())
                .param("story", terms.story())
                .param("measure", terms.measure().name())
                .param("price", terms.price().fen())
                .param("cap", terms.cap())
                .param("smallest", terms.smallest())
                .param("most", terms.most())
                .param("rule", terms.rule().name())
                .param("useful", terms.usefulUntil())
                .param("shownAs", shown(seller))
                .param("by", who.seat().value())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        of(id, seller);
        consents.agreedAloud(province, request, Consents.SHOWN_IN_RELIEF, who.seat());
        Campaign campaign = campaigns.locked(id.value()).orElseThrow();
        vouch(campaign, who, "SELLER");
        add(campaign, pictures);
        campaigns.enter(campaign, who, "relief.drafted");
        return id;
    }

    /** Whoever drafted it or leads its place puts it right, as long as nobody has opened it. */
    @Transactional
    public void change(SeatHeld who, UUID id, Terms terms, Seller seller, List<Prepared> pictures) {
        Campaign campaign = campaigns.lockedFor(who, id);
        campaign.guardDraft();
        fit(terms, seller);
        jdbc.sql(
                        """
                        update relief.campaign set kind = :kind, item = :item, story = :story, measure = :measure,
                          price_fen = :price, cap = :cap, available = :cap, smallest = :smallest, most = :most, rule = :rule,
                          useful_until = :useful, shown_as = :shownAs, version = version + 1
                        where province = :province and id = :id
                        """)
                .param("kind", terms.need().name())
                .param("item", terms.item())
                .param("story", terms.story())
                .param("measure", terms.measure().name())
                .param("price", terms.price().fen())
                .param("cap", terms.cap())
                .param("smallest", terms.smallest())
                .param("most", terms.most())
                .param("rule", terms.rule().name())
                .param("useful", terms.usefulUntil())
                .param("shownAs", shown(seller))
                .param("province", campaign.facts().id().province().number())
                .param("id", id)
                .update();
        of(campaign.facts().id(), seller);
        add(campaign, pictures);
        campaigns.enter(campaign, who, "relief.changed");
    }

    /** A public place and a time at which it can be fetched; while it is at work, too. */
    @Transactional
    public void addWindow(SeatHeld who, UUID id, String where, Instant begins, Duration lasts) {
        Campaign campaign = campaigns.lockedFor(who, id);
        if (!campaign.now().stage().atWork()) {
            throw Refused.because("relief.refused.not-open");
        }
        String place = line("where", where, WHERE);
        LocalDate day = LocalDate.ofInstant(begins, WorkingTime.ZONE);
        if (begins.isBefore(clock.instant())
                || day.isAfter(campaign.facts().terms().usefulUntil())) {
            throw Refused.field("day", "relief.window.when");
        }
        if (lasts.compareTo(Duration.ofMinutes(30)) < 0
                || lasts.compareTo(Duration.ofHours(12)) > 0) {
            throw Refused.field("hours", "relief.window.hours");
        }
        CampaignId campaignId = campaign.facts().id();
        long there =
                jdbc.sql("select count(*) from relief.pick_up where province = ? and campaign = ?")
                        .params(campaignId.province().number(), id)
                        .query(Long.class)
                        .single();
        if (there >= MOST_WINDOWS) {
            throw Refused.field("where", "relief.window.many", MOST_WINDOWS);
        }
        UUID window = Ids.next(clock);
        jdbc.sql(
                        "insert into relief.pick_up (province, id, campaign, at_place, begins, ends) values (?, ?, ?, ?, ?, ?)")
                .params(
                        campaignId.province().number(),
                        window,
                        id,
                        place,
                        Timestamp.from(begins),
                        Timestamp.from(begins.plus(lasts)))
                .update();
        if (campaign.now().openedAt() != null) {
            campaigns.clock(campaignId, "REMIND", window, begins.minus(Duration.ofDays(1)));
        }
        campaigns.enter(campaign, who, "relief.window-added");
    }

    /** A window that nobody chose yet. */
    @Transactional
    public void removeWindow(SeatHeld who, UUID id, UUID window) {
        Campaign campaign = campaigns.lockedFor(who, id);
        int gone =
                jdbc.sql(
                                """
                                delete from relief.pick_up p where p.province = ? and p.campaign = ? and p.id = ?
                                  and not exists (select from relief.pledge l where l.province = p.province
                                    and l.campaign = p.campaign and l.pick_up = p.id and l.stage in ('TAKEN', 'WAITING'))
                                """)
                        .params(campaign.facts().id().province().number(), id, window)
                        .update();
        if (gone == 0) {
            throw Refused.because("relief.window.chosen");
        }
        jdbc.sql("delete from relief.clock where province = ? and campaign = ? and pick_up = ?")
                .params(campaign.facts().id().province().number(), id, window)
                .update();
        campaigns.enter(campaign, who, "relief.window-removed");
    }

    /** It comes to nothing: what was written of her is erased. */
    @Transactional
    public void drop(SeatHeld who, UUID id) {
        Campaign campaign = campaigns.lockedFor(who, id);
        campaign.drop();
        campaigns.keep(campaign, who, "relief.dropped");
        CampaignId campaignId = campaign.facts().id();
        jdbc.sql(
                        """
                        update relief.campaign set seller = null, yard = null, yard_hash = null, reach = null, shown_as = ''
                        where province = ? and id = ?
                        """)
                .params(campaignId.province().number(), id)
                .update();
        attachments.erase(Written.pictures(campaignId.province(), id));
        jdbc.sql("delete from relief.picture where campaign = ?").param(id).update();
    }

    static void vouch(JdbcClient jdbc, Campaign c, SeatHeld who, String fact, Instant at) {
        jdbc.sql(
                        """
                        insert into relief.vouched (province, campaign, fact, seat, unit, at) values (?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """)
                .param(c.facts().id().province().number())
                .param(c.facts().id().value())
                .param(fact)
                .param(who.seat().value())
                .param(who.place().id().value())
                .param(Timestamp.from(at))
                .update();
    }

    private void vouch(Campaign c, SeatHeld who, String fact) {
        vouch(jdbc, c, who, fact, clock.instant());
    }

    private void of(CampaignId id, Seller seller) {
        jdbc.sql(
                        """
                        update relief.campaign set seller = ?, yard = ?, yard_hash = ?, reach = ? where province = ? and id = ?
                        """)
                .param(
                        keys.close(
                                Written.SELLER.in(id.province(), id.value()), seller.name.strip()))
                .param(keys.close(Written.YARD.in(id.province(), id.value()), seller.yard.strip()))
                .param(keys.lookup(Written.YARD, id.province(), seller.yard))
                .param(
                        keys.close(
                                Written.REACH.in(id.province(), id.value()), seller.reach.strip()))
                .param(id.province().number())
                .param(id.value())
                .update();
    }

    /** Pictures with what they show, so that the same one is found again elsewhere. */
    private void add(Campaign campaign, List<Prepared> pictures) {
        if (pictures.isEmpty()) {
            return;
        }
        if (pictures.stream().anyMatch(picture -> !picture.kind().isPicture())) {
            throw Refused.field(Attachments.FIELD, "relief.draft.pictures");
        }
        CampaignId id = campaign.facts().id();
        var owner = Written.pictures(id.province(), id.value());
        if (attachments.of(owner).size() + pictures.size() > MOST_PICTURES) {
            throw Refused.field(Attachments.FIELD, "relief.draft.many-pictures", MOST_PICTURES);
        }
        attachments.attach(owner, null, true, pictures);
        for (Prepared picture : pictures) {
            jdbc.sql(
                            "insert into relief.picture (province, file, campaign, print) values (?, ?, ?, ?)")
                    .params(
                            id.province().number(),
                            picture.id(),
                            id.value(),
                            print(attachments.open(owner, picture.id(), true).orElseThrow()))
                    .update();
        }
    }

    private static long print(Opened picture) {
        try {
            BufferedImage seen = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
            if (seen == null) {
                throw new IllegalStateException("not a picture that we made");
            }
            return PictureHash.of(seen);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void fit(Terms terms, Seller seller) {
        terms.fit(LocalDate.ofInstant(clock.instant(), WorkingTime.ZONE));
        line("seller", seller.name, NAME);
        if (seller.shownAs.length() > NAME) {
            throw Refused.field("shown", "relief.draft.line", NAME);
        }
        line("yard", seller.yard, YARD);
        line("reach", seller.reach, REACH);
        if (!seller.agreed) {
            throw Refused.field("agreed", "relief.draft.agreed");
        }
    }

    /** Her surname only, unless she said otherwise. */
    private static String shown(Seller seller) {
        String shown = seller.shownAs.strip();
        String name = seller.name.strip();
        return shown.isEmpty() ? name.substring(0, name.offsetByCodePoints(0, 1)) : shown;
    }

    private static String line(String field, String typed, int longest) {
        String line = typed.strip().replace('\n', ' ');
        if (line.isEmpty() || line.length() > longest) {
            throw Refused.field(field, "relief.draft.line", longest);
        }
        return line;
    }

    /** The township that is shown, for the page of a draft. */
    @Transactional(readOnly = true)
    public @Nullable Place shownPlace(UnitId place) {
        return network.place(place)
                .flatMap(p -> network.place(campaigns.shownPlace(p)))
                .orElse(null);
    }
}
