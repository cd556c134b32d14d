package niangjia.contact.tasks;

import java.util.UUID;
import niangjia.contact.model.HerPage;
import niangjia.messages.Messages;
import niangjia.people.Consents;
import niangjia.people.People;
import niangjia.records.Entry.Door;
import niangjia.shared.PersonId;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A pairing ends: by her, and nobody asks why; or by the seat, with a word to her. */
@Component
public class EndPairing {

    private final Pairings pairings;
    private final People people;
    private final Messages messages;
    private final JdbcClient jdbc;

    EndPairing(Pairings pairings, People people, Messages messages, JdbcClient jdbc) {
        this.pairings = pairings;
        this.people = people;
        this.messages = messages;
        this.jdbc = jdbc;
    }

    @Transactional
    public void hers(HerPage page, UUID pairing) {
        pairings.lock(page);
        Pairings.Row row =
                pairings.hers(page, pairing)
                        .orElseThrow(() -> Refused.because("contact.refused.ended"));
        pairings.end(row, "HERS", null);
        agreesNoLonger(page);
        pairings.enter(page, row.unit(), "contact.ended-by-her", null, Door.PAGE);
        messages.tell(
                page.province(),
                new Messages.To.Seat(row.pairing().seat()),
                "contact.told.ended",
                null,
                false);
    }

    @Transactional
    public void seats(Scope.Branch who, UUID pairing, String word) {
        String said = word.strip();
        if (said.isEmpty() || said.length() > Visits.LONGEST) {
            throw Refused.field("words", "contact.end.word", Visits.LONGEST);
        }
        Pairings.Row row =
                pairings.held(who.seat(), pairing)
                        .orElseThrow(() -> Refused.because("contact.refused.ended"));
        pairings.end(row, "SEATS", said);
        agreesNoLonger(row.page());
        pairings.enter(row.page(), row.unit(), "contact.ended-by-seat", who, Door.PAGE);
    }

    /** With the last pairing the consent to be paired ends. */
    private void agreesNoLonger(HerPage page) {
        boolean another =
                jdbc.sql("select exists (select from contact.pairing where woman = ?)")
                        .param(page.woman())
                        .query(Boolean.class)
                        .single();
        if (!another) {
            people.withdrawn(page.province(), new PersonId(page.woman()), Consents.PAIRED);
        }
    }
}
