package niangjia.pocket;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.network.Network;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Refused;
import niangjia.shared.SeatId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages about phones: what came from them, what waits for somebody, which there are. */
@Controller
class PagesController {

    private static final int SHOWN = 50;
    private static final int FARTHEST = 100_000;

    private final HandedIn handedIn;
    private final Decide decide;
    private final Devices devices;
    private final Network network;
    private final Records records;
    private final Clock clock;

    PagesController(
            HandedIn handedIn,
            Decide decide,
            Devices devices,
            Network network,
            Records records,
            Clock clock) {
        this.handedIn = handedIn;
        this.decide = decide;
        this.devices = devices;
        this.network = network;
        this.records = records;
        this.clock = clock;
    }

    @GetMapping("/pocket/handed-in")
    Answer handedIn(Actor who, @RequestParam(defaultValue = "0") int from) {
        int first = Math.clamp(from, 0, FARTHEST);
        List<HandedIn.Line> lines = handedIn.of(who.seat().holder(), first, SHOWN + 1);
        if (!lines.isEmpty()) {
            records.enterListing(who.scope(), "pocket.listed", clock.instant());
        }
        boolean more = lines.size() > SHOWN;
        return new HandedInPage(
                more ? lines.subList(0, SHOWN) : lines,
                handedIn.counted(who.seat().holder()),
                first,
                more ? first + SHOWN : null);
    }

    @GetMapping("/pocket/undecided")
    Answer undecided(Actor who) {
        return undecided(who, null, null);
    }

    @PostMapping("/pocket/undecided")
    Answer decide(
            Actor who,
            FormToken token,
            @RequestParam(defaultValue = "") String act,
            @RequestParam UUID line,
            @RequestParam(defaultValue = "") String seat) {
        try {
            token.orRefuse();
            switch (act) {
                case "give" -> decide.give(who, line, seat(seat));
                case "give-back" -> decide.giveBack(who, line);
                default -> throw Refused.because("pocket.refused.not-an-act");
            }
        } catch (Refused refused) {
            return Shown.wrong(undecided(who, line, refused.key()));
        }
        return new GoTo("/pocket/undecided");
    }

    private static SeatId seat(String typed) {
        try {
            return SeatId.of(typed);
        } catch (IllegalArgumentException nonsense) {
            throw Refused.field("seat", "pocket.refused.not-a-seat");
        }
    }

    private UndecidedPage undecided(Actor who, @Nullable UUID about, @Nullable String mistake) {
        List<HandedIn.Line> lines = handedIn.undecided(who.scope());
        if (!lines.isEmpty()) {
            records.enterListing(who.scope(), "pocket.undecided", clock.instant());
        }
        return new UndecidedPage(lines, network.people(who.seat().place().id()), about, mistake);
    }

    @GetMapping("/pocket/devices")
    Answer devices(Actor who) {
        return new DevicesPage(devices.of(who.seat().holder()));
    }

    /** Lost, sold, or no more in use: it erases itself at its next contact. */
    @PostMapping("/pocket/devices")
    @Transactional
    Answer revoke(Actor who, FormToken token, @RequestParam UUID device) {
        token.orRefuse();
        if (devices.revoke(who.seat().holder(), device)) {
            records.enter(
                    new Entry(
                            who.seat().place().province(),
                            clock.instant(),
                            "pocket.revoked",
                            Door.PAGE,
                            who.seat().seat(),
                            who.seat().holder(),
                            who.seat().place().id(),
                            null,
                            false,
                            null));
        }
        return new GoTo("/pocket/devices");
    }

    @GetMapping("/pocket/leaving")
    Answer leaving(Actor who) {
        return new LeavingPage();
    }
}
