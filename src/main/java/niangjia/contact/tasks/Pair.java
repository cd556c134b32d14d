package niangjia.contact.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.Whence;
import niangjia.contact.model.HerPage;
import niangjia.contact.model.Pairing;
import niangjia.contact.model.Plan;
import niangjia.contact.model.Written;
import niangjia.keys.Keys;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.people.Consents;
import niangjia.people.Notice;
import niangjia.people.People;
import niangjia.records.Entry.Door;
import niangjia.shared.Ids;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A seat and a woman are paired: she agreed aloud, or she is proposed it and agrees herself. */
@Component
public class Pair {

    /** The longest name, in characters. */
    public static final int NAME = 40;

    /** Somebody who is to be written down. */
    public record Wanted(String name, boolean household, UnitId place) {}

    /** What began: her page, and the pairing where she agreed aloud. */
    public record Begun(HerPage page, @Nullable UUID pairing) {}

    private final JdbcClient jdbc;
    private final Pairings pairings;
    private final HerPages pages;
    private final Agreed agreed;
    private final Network network;
    private final People people;
    private final Keys keys;
    private final Clock clock;

    Pair(
            JdbcClient jdbc,
            Pairings pairings,
            HerPages pages,
            Agreed agreed,
            Network network,
            People people,
            Keys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.pairings = pairings;
        this.pages = pages;
        this.agreed = agreed;
        this.network = network;
        this.people = people;
        this.keys = keys;
        this.clock = clock;
    }

    /** She agreed aloud; whoever holds the seat heard it. */
    @Transactional
    public Begun aloud(Scope.Branch who, Wanted wanted) {
        Place place = place(who, wanted.place);
        var page = new HerPage(place.province(), Ids.next(clock));
        woman(page, name(wanted.name), wanted.household, wanted.place);
        people.agreedAloud(
                page.province(),
                new PersonId(page.woman()),
                Consents.PAIRED,
                Notice.VERSION,
                who.seat());
        return begun(who, page);
    }

    /**
     * The page whose code she tells.
     *
     * @throws Refused if it is wrong, or after too many wrong ones
     */
    public HerPage told(Scope.Branch who, String code) {
        return pages.byCode(code, new Whence("seat " + who.seat(), null))
                .filter(this::isNamed)
                .orElseThrow(() -> Refused.field("code", "contact.code.wrong"));
    }

    /** She has a page already and {@link #told} its code: one more of her own people. */
    @Transactional
    public Begun also(Scope.Branch who, HerPage page) {
        Place place = network.place(livesIn(page)).orElseThrow();
        if (!who.covers(place.position())) {
            throw Refused.field("code", "contact.pair.elsewhere");
        }
        pairings.lock(page);
        people.agreedAloud(
                page.province(),
                new PersonId(page.woman()),
                Consents.PAIRED,
                Notice.VERSION,
                who.seat());
        return begun(who, page);
    }

    /**
     * She is to agree by herself, with the link that she is handed; until then it is a proposal.
     */
    @Transactional
    public Begun propose(Scope.Branch who, Wanted wanted) {
        Place place = place(who, wanted.place);
        Place seat = network.place(who.unit()).orElseThrow();
        var page = new HerPage(place.province(), Ids.next(clock));
        jdbc.sql(
                        """
                        insert into contact.proposed (province, id, seat, place, household, known_as, code_hash, proposed_at, lapses_on)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .param(page.province().number())
                .param(page.woman())
                .param(who.seat().value())
                .param(wanted.place.value())
                .param(wanted.household)
                .param(
                        keys.close(
                                Written.PROPOSED_NAME.in(page.province(), page.woman()),
                                name(wanted.name)))
                .param(pages.firstHash(page))
                .param(Timestamp.from(clock.instant()))
                .param(agreed.after(agreed.today(), Plan.LAPSES, seat.position()))
                .update();
        pairings.enter(page, who.unit(), "contact.proposed", who, Door.PAGE);
        return new Begun(page, null);
    }

    /** A name that is proposed becomes her page; its link and code go on. */
    void agreed(HerPage page, Proposal proposal, SeatId heardBy, boolean aloud) {
        woman(page, proposal.name, proposal.household, proposal.place);
        jdbc.sql("delete from contact.proposed where province = ? and id = ?")
                .params(page.province().number(), page.woman())
                .update();
        var person = new PersonId(page.woman());
        if (aloud) {
            people.agreedAloud(page.province(), person, Consents.PAIRED, Notice.VERSION, heardBy);
        } else {
            people.agreedHerself(page.province(), person, Consents.PAIRED, Notice.VERSION);
        }
        begin(page, proposal.seat);
    }

    /** What is proposed to her. */
    record Proposal(SeatId seat, UnitId place, boolean household, String name, LocalDate lapses) {}

    Optional<Proposal> proposal(HerPage page) {
        return jdbc.sql(
                        """
                        select seat, place, household, known_as, lapses_on from contact.proposed
                        where province = ? and id = ? for update
                        """)
                .params(page.province().number(), page.woman())
                .query((row, n) ->
                        new Proposal(
                                new SeatId(row.getObject("seat", UUID.class)),
                                new UnitId(row.getObject("place", UUID.class)),
                                row.getBoolean("household"),
                                keys.open(
                                        Written.PROPOSED_NAME.in(page.province(), page.woman()),
                                        row.getBytes("known_as")),
                                row.getObject("lapses_on", LocalDate.class)))
                .optional();
    }

    /** She said aloud that she agrees to what was proposed. */
    @Transactional
    public Begun heard(Scope.Branch who, HerPage page) {
        Proposal proposal =
                proposal(page)
                        .filter(p -> p.seat.equals(who.seat()))
                        .orElseThrow(() -> Refused.because("contact.proposed.over"));
        agreed(page, proposal, who.seat(), true);
        UUID pairing =
                jdbc.sql("select id from contact.pairing where woman = ? and seat = ?")
                        .params(page.woman(), who.seat().value())
                        .query(UUID.class)
                        .single();
        pairings.enter(page, who.unit(), "contact.paired", who, Door.PAGE);
        return new Begun(page, pairing);
    }

    /** The member takes back what she proposed; the name is erased. */
    @Transactional
    public void takeBack(Scope.Branch who, HerPage page) {
        if (proposal(page).filter(p -> p.seat.equals(who.seat())).isEmpty()) {
            throw Refused.because("contact.proposed.over");
        }
        forgetProposal(page);
        pairings.enter(page, who.unit(), "contact.proposal-ended", who, Door.PAGE);
    }

    void forgetProposal(HerPage page) {
        jdbc.sql("delete from contact.proposed where province = ? and id = ?")
                .params(page.province().number(), page.woman())
                .update();
    }

    /** Another link and code for her, where she has lost hers; the old open nothing any more. */
    @Transactional
    public HerPage anotherLink(Scope.Branch who, UUID pairing) {
        Pairings.Row row =
                pairings.held(who.seat(), pairing)
                        .filter(held -> pairings.lock(held.page()))
                        .orElseThrow(() -> Refused.because("contact.refused.ended"));
        pages.turn(row.page());
        pairings.enter(row.page(), row.unit(), "contact.link-renewed", who, Door.PAGE);
        return row.page();
    }

    private Begun begun(Scope.Branch who, HerPage page) {
        UUID pairing = begin(page, who.seat());
        pairings.enter(page, who.unit(), "contact.paired", who, Door.PAGE);
        return new Begun(page, pairing);
    }

    private UUID begin(HerPage page, SeatId seat) {
        Place unit = unitOf(seat);
        LocalDate today = agreed.today();
        UUID pairing = Ids.next(clock);
        pairings.begin(
                page,
                pairing,
                unit.id(),
                Pairing.begun(seat, today, agreed.after(today, Plan.NEXT, unit.position())));
        return pairing;
    }

    private Place unitOf(SeatId seat) {
        UnitId unit =
                jdbc.sql("select unit from network.chair where seat = ?")
                        .param(seat.value())
                        .query(UUID.class)
                        .optional()
                        .map(UnitId::new)
                        .orElseThrow();
        return network.place(unit).orElseThrow();
    }

    private void woman(HerPage page, String name, boolean household, UnitId place) {
        jdbc.sql(
                        "insert into contact.woman (province, id, household, place, known_as, code_hash, since) values (?, ?, ?, ?, ?, ?, ?)")
                .param(page.province().number())
                .param(page.woman())
                .param(household)
                .param(place.value())
                .param(keys.close(Written.NAME.in(page.province(), page.woman()), name))
                .param(pages.firstHash(page))
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    private boolean isNamed(HerPage page) {
        return jdbc.sql(
                        "select true from contact.woman where province = ? and id = ? and restricted_at is null")
                .params(page.province().number(), page.woman())
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    private UnitId livesIn(HerPage page) {
        return new UnitId(
                jdbc.sql("select place from contact.woman where province = ? and id = ?")
                        .params(page.province().number(), page.woman())
                        .query(UUID.class)
                        .single());
    }

    /** A seat is paired with women of its own place and below. */
    private Place place(Scope.Branch who, UnitId unit) {
        return network.place(unit)
                .filter(place -> who.covers(place.position()) && !place.closed())
                .orElseThrow(() -> Refused.field("place", "contact.pair.place"));
    }

    private static String name(String typed) {
        String name = typed.strip();
        if (name.isEmpty() || name.length() > NAME) {
            throw Refused.field("name", "contact.pair.name", NAME);
        }
        return name;
    }
}
