package niangjia.contact.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import niangjia.access.AccountLeft;
import niangjia.access.Resident;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Plan;
import niangjia.contact.model.Written;
import niangjia.keys.Keys;
import niangjia.messages.Messages;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.people.Catalogue;
import niangjia.people.Correction;
import niangjia.people.Held;
import niangjia.people.Subject;
import niangjia.records.Entry.Door;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What she does on her own page; her link, her code or her account is the right to it. */
@Component
public class HerSide {

    private static final int MOST_JOINED = 5;
    private static final int MOST_GATHERED = 20;

    private final JdbcClient jdbc;
    private final Pair pair;
    private final Pairings pairings;
    private final Agreed agreed;
    private final Network network;
    private final Catalogue catalogue;
    private final Messages messages;
    private final Keys keys;
    private final Clock clock;

    HerSide(
            JdbcClient jdbc,
            Pair pair,
            Pairings pairings,
            Agreed agreed,
            Network network,
            Catalogue catalogue,
            Messages messages,
            Keys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.pair = pair;
        this.pairings = pairings;
        this.agreed = agreed;
        this.network = network;
        this.catalogue = catalogue;
        this.messages = messages;
        this.keys = keys;
        this.clock = clock;
    }

    /** She agrees to what was proposed to her. */
    @Transactional
    public void agrees(HerPage page) {
        Pair.Proposal proposal = proposal(page);
        pair.agreed(page, proposal, proposal.seat(), false);
        pairings.enter(page, unitOf(proposal.seat()), "contact.she-agreed", null, Door.PAGE);
        tell(page, proposal.seat(), "contact.told.agreed");
    }

    /** She does not want it: the name is erased, and nobody asks why. */
    @Transactional
    public void declines(HerPage page) {
        Pair.Proposal proposal = proposal(page);
        pair.forgetProposal(page);
        pairings.enter(page, unitOf(proposal.seat()), "contact.proposal-ended", null, Door.PAGE);
        tell(page, proposal.seat(), "contact.told.declined");
    }

    private Pair.Proposal proposal(HerPage page) {
        return pair.proposal(page).orElseThrow(() -> Refused.because("contact.proposed.over"));
    }

    /** She adds to what is written of her. */
    @Transactional
    public void adds(HerPage page, @Nullable UUID visit, String words) {
        String said = words.strip();
        if (said.isEmpty() || said.length() > Visits.LONGEST) {
            throw Refused.field("words", "contact.add.words", Visits.LONGEST);
        }
        there(page);
        UUID id = Ids.next(clock);
        jdbc.sql(
                        "insert into contact.addition (province, id, woman, visit, words, at) values (?, ?, ?, ?, ?, ?)")
                .param(page.province().number())
                .param(id)
                .param(page.woman())
                .param(visit)
                .param(keys.close(Written.ADDITION.in(page.province(), id), said))
                .param(Timestamp.from(clock.instant()))
                .update();
        pairings.enter(page, placeOf(page), "contact.she-added", null, Door.PAGE);
        seats(page).forEach(seat -> tell(page, seat, "contact.told.added"));
    }

    /**
     * The page of another place is hers too. Each side keeps a row of its own, and only her page
     * reads it.
     */
    @Transactional
    public void joins(HerPage here, HerPage other) {
        if (here.woman().equals(other.woman())) {
            throw Refused.field("code", "contact.join.itself");
        }
        there(here);
        there(other);
        long already =
                jdbc.sql("select count(*) from contact.joined where province = ? and woman = ?")
                        .params(here.province().number(), here.woman())
                        .query(Long.class)
                        .single();
        if (already >= MOST_JOINED) {
            throw Refused.field("code", "contact.join.many", MOST_JOINED);
        }
        join(here, other);
        join(other, here);
        pairings.enter(here, placeOf(here), "contact.joined", null, Door.PAGE);
    }

    private void join(HerPage one, HerPage other) {
        jdbc.sql(
                        "insert into contact.joined (province, woman, other_province, other, at) values (?, ?, ?, ?, ?) on conflict do nothing")
                .params(
                        one.province().number(),
                        one.woman(),
                        other.province().number(),
                        other.woman(),
                        Timestamp.from(clock.instant()))
                .update();
    }

    @Transactional
    public void parts(HerPage here, UUID other) {
        jdbc.sql(
                        """
                        delete from contact.joined where province = :province and woman = :woman and other = :other
                          or woman = :other and other_province = :province and other = :woman
                        """)
                .param("province", here.province().number())
                .param("woman", here.woman())
                .param("other", other)
                .update();
        pairings.enter(here, placeOf(here), "contact.parted", null, Door.PAGE);
    }

    /** The joined page, if it is. */
    @Transactional(readOnly = true)
    public HerPage joined(HerPage here, UUID other) {
        return jdbc.sql(
                        "select other_province from contact.joined where province = ? and woman = ? and other = ?")
                .params(here.province().number(), here.woman(), other)
                .query((row, n) -> new HerPage(new Province(row.getShort(1)), other))
                .optional()
                .orElseThrow(() -> Refused.because("contact.refused.not-there"));
    }

    /** Kept and used by nobody: no seat sees it, nobody is asked to come. */
    @Transactional
    public void letRest(HerPage page) {
        int changed =
                jdbc.sql(
                                "update contact.woman set restricted_at = ? where province = ? and id = ?"
                                        + " and restricted_at is null and erased_at is null")
                        .params(
                                Timestamp.from(clock.instant()),
                                page.province().number(),
                                page.woman())
                        .update();
        if (changed > 0) {
            jdbc.sql("update contact.pairing set next_on = null where woman = ? and province = ?")
                    .params(page.woman(), page.province().number())
                    .update();
            pairings.enter(page, placeOf(page), "contact.rests", null, Door.PAGE);
        }
    }

    @Transactional
    public void letGoOn(HerPage page) {
        int changed =
                jdbc.sql(
                                "update contact.woman set restricted_at = null where province = ? and id = ? and restricted_at is not null")
                        .params(page.province().number(), page.woman())
                        .update();
        if (changed > 0) {
            Place place = network.place(placeOf(page)).orElseThrow();
            LocalDate next = agreed.after(agreed.today(), Plan.AGAIN, place.position());
            jdbc.sql("update contact.pairing set next_on = ? where woman = ? and province = ?")
                    .params(next, page.woman(), page.province().number())
                    .update();
            pairings.enter(page, placeOf(page), "contact.goes-on", null, Door.PAGE);
        }
    }

    /** All that is held of her, told by every module. */
    @Transactional
    public List<Held> see(HerPage page) {
        there(page);
        pairings.enter(page, placeOf(page), "contact.data-seen", null, Door.PAGE);
        return catalogue.held(subject(page));
    }

    @Transactional
    public void correct(HerPage page, String name) {
        String said = name.strip();
        if (said.isEmpty() || said.length() > Pair.NAME) {
            throw Refused.field("name", "contact.pair.name", Pair.NAME);
        }
        there(page);
        catalogue.correct(subject(page), new Correction(said, null, null));
        pairings.enter(page, placeOf(page), "contact.she-corrected", null, Door.PAGE);
    }

    /** Her name, what was written and what she added are gone everywhere; numbers stay. */
    @Transactional
    public void erase(HerPage page) {
        UnitId place = placeOf(page);
        catalogue.erase(subject(page));
        pairings.enter(page, place, "contact.erased", null, Door.PAGE);
    }

    @Transactional
    public void gather(Resident her, HerPage page) {
        there(page);
        long already =
                jdbc.sql("select count(*) from contact.gathered where account = ?")
                        .param(her.account())
                        .query(Long.class)
                        .single();
        if (already >= MOST_GATHERED) {
            throw Refused.field("code", "contact.join.many", MOST_GATHERED);
        }
        jdbc.sql(
                        "insert into contact.gathered (account, province, woman, at) values (?, ?, ?, ?) on conflict do nothing")
                .params(
                        her.account(),
                        page.province().number(),
                        page.woman(),
                        Timestamp.from(clock.instant()))
                .update();
    }

    @Transactional
    public void takeOut(Resident her, UUID woman) {
        jdbc.sql("delete from contact.gathered where account = ? and woman = ?")
                .params(her.account(), woman)
                .update();
    }

    /** The pages in her account. */
    @Transactional(readOnly = true)
    public List<HerPage> gathered(Resident her) {
        return jdbc.sql(
                        "select province, woman from contact.gathered where account = ? order by at, woman")
                .param(her.account())
                .query((row, n) ->
                        new HerPage(new Province(row.getShort(1)), row.getObject(2, UUID.class)))
                .list();
    }

    @EventListener
    void left(AccountLeft left) {
        jdbc.sql("delete from contact.gathered where account = ?").param(left.account()).update();
    }

    private static Subject subject(HerPage page) {
        return new Subject(
                page.province(), page.woman(), new PersonId(page.woman()), List.of(), false);
    }

    private void there(HerPage page) {
        if (!pairings.lock(page)) {
            throw Refused.because("contact.refused.not-there");
        }
    }

    private UnitId placeOf(HerPage page) {
        return jdbc.sql("select place from contact.woman where province = ? and id = ?")
                .params(page.province().number(), page.woman())
                .query(UUID.class)
                .optional()
                .map(UnitId::new)
                .orElseThrow(() -> Refused.because("contact.refused.not-there"));
    }

    private UnitId unitOf(SeatId seat) {
        return new UnitId(
                jdbc.sql("select unit from network.chair where seat = ?")
                        .param(seat.value())
                        .query(UUID.class)
                        .single());
    }

    private List<SeatId> seats(HerPage page) {
        return jdbc.sql(
                        "select seat from contact.pairing where woman = ? and next_on is not null limit 20")
                .param(page.woman())
                .query((row, n) -> new SeatId(row.getObject(1, UUID.class)))
                .list();
    }

    private void tell(HerPage page, SeatId seat, String key) {
        messages.tell(page.province(), new Messages.To.Seat(seat), key, null, false);
    }
}
