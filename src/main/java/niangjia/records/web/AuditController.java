package niangjia.records.web;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Semaphore;
import niangjia.records.Records;
import niangjia.records.model.Proof;
import niangjia.records.model.Witness;
import niangjia.records.queries.ReadLog;
import niangjia.records.tasks.Auditors;
import niangjia.records.tasks.Verify;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import niangjia.site.Acting;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.MenuEntry;
import niangjia.site.MenuEntry.Group;
import niangjia.site.OnlyOnce;
import niangjia.site.Shown;
import niangjia.site.WhoActs;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What an auditor reads; to whom has not the duty it is not there. */
@Controller
class AuditController {

    private final ReadLog log;
    private final Auditors auditors;
    private final Verify verify;
    private final Records records;
    private final OnlyOnce once;
    private final Clock clock;

    /** Comparing a day reads all of it: one at a time, for whoever asks. */
    private final Semaphore comparing = new Semaphore(1);

    AuditController(
            ReadLog log,
            Auditors auditors,
            Verify verify,
            Records records,
            OnlyOnce once,
            Clock clock) {
        this.log = log;
        this.auditors = auditors;
        this.verify = verify;
        this.records = records;
        this.once = once;
        this.clock = clock;
    }

    @Bean
    static MenuEntry auditEntry(WhoActs who, Auditors auditors) {
        return MenuEntry.of(92, Group.INSIGHT, "records.audit.menu", "/audit")
                .onlyIf(request -> {
                    Acting acting = who.acting(request);
                    return acting != null && auditors.audits(acting.scope());
                });
    }

    @Bean
    static MenuEntry auditorsEntry(WhoActs who, Auditors auditors) {
        return MenuEntry.of(94, Group.NET, "records.auditors.menu", "/audit/duty")
                .onlyIf(request -> {
                    Acting acting = who.acting(request);
                    return acting != null && auditors.gives(acting.scope());
                });
    }

    /** A day's entries of the branch; that they were read is an entry, too. */
    @GetMapping("/audit")
    Answer read(
            Acting acting,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String seat,
            @RequestParam(defaultValue = "") String only,
            @RequestParam(defaultValue = "") String after) {
        Scope.Branch who = auditing(acting);
        records.enterReading(who, "records.audited", clock.instant());
        var asked =
                new ReadLog.Asked(
                        orToday(day),
                        LookedController.id(seat),
                        only.equals("openings"),
                        LookedController.id(after));
        List<ReadLog.Line> lines = log.auditing(who, asked, LookedController.ROWS + 1);
        return new AuditPage(LookedController.shown(lines), asked, LookedController.next(lines));
    }

    /** A day against the witness, in plain words. */
    @GetMapping("/audit/proof")
    Answer proof(Acting acting, @RequestParam(defaultValue = "") String day) throws IOException {
        Scope.Branch who = auditing(acting);
        records.enterReading(who, "records.compared", clock.instant());
        LocalDate asked = orToday(day);
        if (!comparing.tryAcquire()) {
            return Shown.wrong(new AuditProofPage(asked, null, false, "records.audit.busy"));
        }
        try {
            Proof proof = verify.day(asked);
            return new AuditProofPage(
                    asked, proof, verify.apart() == Witness.Apart.SAME_ACCOUNT, null);
        } catch (IOException away) {
            return new Shown(
                    HttpStatus.SERVICE_UNAVAILABLE.value(),
                    new AuditProofPage(asked, null, false, "records.audit.no-witness"));
        } finally {
            comparing.release();
        }
    }

    @GetMapping("/audit/duty")
    Answer duty(Acting acting) {
        return page(giving(acting), null);
    }

    @PostMapping("/audit/duty")
    Answer change(
            Acting acting,
            FormToken token,
            @RequestParam(defaultValue = "") String act,
            @RequestParam(defaultValue = "") String seat) {
        Scope.Branch who = giving(acting);
        try {
            SeatId asked = seat(seat);
            once.run(
                    token.orRefuse(),
                    () -> {
                        if (act.equals("end")) {
                            auditors.end(who, asked);
                        } else {
                            auditors.give(who, asked);
                        }
                        return act;
                    });
            return new GoTo("/audit/duty");
        } catch (Refused refused) {
            return Shown.wrong(page(who, refused));
        }
    }

    private AuditorsPage page(Scope.Branch who, @Nullable Refused mistake) {
        return new AuditorsPage(auditors.candidates(who), mistake);
    }

    private Scope.Branch auditing(Acting acting) {
        if (!auditors.audits(acting.scope())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return acting.scope();
    }

    private Scope.Branch giving(Acting acting) {
        if (!auditors.gives(acting.scope())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return acting.scope();
    }

    private LocalDate orToday(String day) {
        LocalDate asked = LookedController.day(day);
        return asked == null ? LocalDate.ofInstant(clock.instant(), Witness.ZONE) : asked;
    }

    private static SeatId seat(String text) {
        try {
            return SeatId.of(text);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("seat", "records.audit.nobody");
        }
    }
}
