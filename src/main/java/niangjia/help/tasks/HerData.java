package niangjia.help.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.SealedRights;
import niangjia.help.model.Request;
import niangjia.messages.Messages;
import niangjia.people.Catalogue;
import niangjia.people.Consents;
import niangjia.people.Correction;
import niangjia.people.Held;
import niangjia.people.Subject;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is held of her is hers: to see, to take along, to put right, to let rest and to erase, with
 * the receipt of an ordinary request. Of a sealed matter a receipt alone gives none of this:
 * somebody else may hold it, and her life may hang on that. She wishes it, and somebody on the
 * matter speaks with her first.
 */
@Component
public class HerData {

    private final JdbcClient jdbc;
    private final Requests requests;
    private final Rest rest;
    private final Catalogue catalogue;
    private final Consents consents;
    private final Records records;
    private final Messages messages;
    private final ObjectProvider<SealedRights> rights;
    private final Clock clock;

    HerData(
            JdbcClient jdbc,
            Requests requests,
            Rest rest,
            Catalogue catalogue,
            Consents consents,
            Records records,
            Messages messages,
            ObjectProvider<SealedRights> rights,
            Clock clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.rest = rest;
        this.catalogue = catalogue;
        this.consents = consents;
        this.records = records;
        this.messages = messages;
        this.rights = rights;
        this.clock = clock;
    }

    /** All that is held of her; that she looked is in the log too. */
    @Transactional
    public List<Held> see(RequestId hers, List<String> joined) {
        return held(hers, joined, "help.data-seen");
    }

    /** The same, to take along. */
    @Transactional
    public List<Held> take(RequestId hers, List<String> joined) {
        return held(hers, joined, "help.data-taken");
    }

    private List<Held> held(RequestId hers, List<String> joined, String act) {
        Request request = requests.locked(hers).orElseThrow(NotHere::new);
        boolean sealed = request.facts().sealed();
        if (sealed && !standing(hers).open()) {
            throw Refused.because("help.data.sealed.refused");
        }
        List<Held> held = catalogue.held(subject(hers, joined, sealed));
        enter(request, act, Door.PAGE);
        return held;
    }

    /** How far her wishes about a sealed matter are. */
    public SealedRights.Standing standing(RequestId hers) {
        SealedRights sealed = rights.getIfAvailable();
        return sealed == null
                ? new SealedRights.Standing(List.of(), false, false, false)
                : sealed.standing(hers);
    }

    @Transactional
    public void wish(RequestId hers, SealedRights.Wish what) {
        rights.forEach(sealed -> sealed.wish(hers, what));
    }

    @Transactional
    public void callBack(RequestId hers, SealedRights.Wish what) {
        rights.forEach(sealed -> sealed.callBack(hers, what));
    }

    /** A sealed matter's words, as soon as all that has to come before has come. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void eraseSealed(RequestId matter) {
        Request request =
                requests.locked(matter).filter(r -> r.facts().sealed()).orElseThrow(NotHere::new);
        Subject her = subject(matter, List.of(), true);
        if (!request.now().stage().ended()) {
            request.sheTakesItBack(clock.instant());
            requests.keep(request, By.clock(), "help.taken-back");
        }
        catalogue.erase(her);
        enter(request, "help.erased", Door.CLOCK);
    }

    @Transactional(readOnly = true)
    public List<Consents.Consent> consents(RequestId hers) {
        return consents.of(subject(hers, List.of()));
    }

    @Transactional
    public void correct(RequestId hers, Correction correction) {
        Request request = own(hers);
        notErased(hers);
        catalogue.correct(subject(hers, List.of()), correction);
        enter(request, "help.corrected");
        tell(request, "help.told.corrected");
    }

    /** Kept and not used: no seat sees it any more, and its clocks stand still. */
    @Transactional
    public void letRest(RequestId hers) {
        Request request = own(hers);
        int changed =
                jdbc.sql(
                                "update help.request set restricted_at = ?, version = version + 1"
                                        + " where province = ? and id = ? and restricted_at is null and erased_at is null")
                        .param(Timestamp.from(clock.instant()))
                        .param(hers.province().number())
                        .param(hers.value())
                        .update();
        if (changed > 0) {
            enter(request, "help.restricted");
            tell(request, "help.told.restricted");
        }
    }

    /** It goes on, and every promise with the time that was left of it. */
    @Transactional
    public void letGoOn(RequestId hers) {
        Request request = own(hers);
        if (!rest.goOn(request, "restricted_at")) {
            return;
        }
        enter(request, "help.goes-on");
        tell(request, "help.told.goes-on");
    }

    /** Her words, how to reach her and her name are gone everywhere; what was counted stays. */
    @Transactional
    public void erase(RequestId hers, List<String> joined) {
        Request request = own(hers);
        Subject her = subject(hers, joined);
        if (!request.now().stage().ended()) {
            request.sheTakesItBack(clock.instant());
            requests.keep(request, By.her(Door.PAGE), "help.taken-back");
        }
        catalogue.erase(her);
        enter(request, "help.erased");
    }

    @Transactional
    public void agree(RequestId hers, String purpose) {
        Request request = own(hers);
        notErased(hers);
        if (!Consents.OFFERED.contains(purpose)) {
            throw new NotHere();
        }
        consents.agree(subject(hers, List.of()), purpose);
        enter(request, "help.agreed");
    }

    /**
     * As easily as it was given; nothing else changes for her. Of a sealed matter too, with the
     * receipt alone: it gives nobody anything, and only stops what goes on.
     */
    @Transactional
    public void withdraw(RequestId hers, UUID consent) {
        String purpose =
                consents.withdraw(subject(hers, List.of()), consent).orElseThrow(NotHere::new);
        // Who works on a sealed matter locks it before its request, and so does this.
        rights.forEach(sealed -> sealed.noLongerAgrees(hers, purpose));
        Request request = requests.locked(hers).orElseThrow(NotHere::new);
        if (purpose.equals(Consents.SPOKEN_FOR)) {
            jdbc.sql(
                            "update help.request set own_voice = true, version = version + 1 where province = ? and id = ?")
                    .params(hers.province().number(), hers.value())
                    .update();
        }
        enter(request, "help.withdrew");
    }

    private Request own(RequestId hers) {
        Request request = requests.locked(hers).orElseThrow(NotHere::new);
        if (request.facts().sealed()) {
            throw Refused.because("help.data.sealed.refused");
        }
        return request;
    }

    private void notErased(RequestId hers) {
        if (jdbc.sql("select erased_at is not null from help.request where province = ? and id = ?")
                .params(hers.province().number(), hers.value())
                .query(Boolean.class)
                .single()) {
            throw Refused.because("help.data.erased");
        }
    }

    private Subject subject(RequestId hers, List<String> joined) {
        return subject(hers, joined, false);
    }

    private Subject subject(RequestId hers, List<String> joined, boolean confirmed) {
        return jdbc.sql("select woman from help.request where province = ? and id = ?")
                .params(hers.province().number(), hers.value())
                .query((row, n) -> {
                    UUID woman = row.getObject(1, UUID.class);
                    return new Subject(
                            hers.province(),
                            hers.value(),
                            woman == null ? null : new PersonId(woman),
                            joined,
                            confirmed);
                })
                .optional()
                .orElseThrow(NotHere::new);
    }

    private void tell(Request request, String key) {
        SeatId seat =
                request.now().claimedBy() != null
                        ? request.now().claimedBy()
                        : request.now().desk();
        if (seat != null && !request.now().stage().ended()) {
            messages.tell(
                    request.facts().id().province(),
                    new Messages.To.Seat(seat),
                    key,
                    request.facts().id().value(),
                    false);
        }
    }

    private void enter(Request request, String act) {
        enter(request, act, Door.PAGE);
    }

    private void enter(Request request, String act, Door door) {
        Instant at = clock.instant();
        records.enter(
                new Entry(
                        request.facts().id().province(),
                        at,
                        act,
                        door,
                        null,
                        null,
                        request.now().heldBy(),
                        request.facts().id().value(),
                        request.facts().sealed(),
                        null));
    }
}
