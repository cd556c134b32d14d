package niangjia.access;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Women's accounts. Her receipt does not lead to her account, so a request's erasure leaves it; she
 * deletes it herself, at once.
 */
@Component
@Order(45)
class ResidentsKept implements PersonalData {

    private static final Period UNUSED = Period.ofYears(1);

    private static final Kept ACCOUNT =
            new Kept(
                    "access.resident",
                    List.of("telephone", "telephone_hash"),
                    "access.data.resident",
                    Ground.HER_WISH,
                    new Until.After(UNUSED, null));
    private static final Kept SESSION =
            new Kept(
                    "access.resident_session",
                    List.of("account", "device"),
                    "access.data.resident-session",
                    Ground.SAFETY,
                    new Until.Done());
    private static final Kept CODE =
            new Kept(
                    "access.telephone_code",
                    List.of("telephone", "browser"),
                    "access.data.telephone-code",
                    Ground.SAFETY,
                    new Until.Done());

    private final Residents residents;

    ResidentsKept(Residents residents) {
        this.residents = residents;
    }

    @Override
    public List<Kept> kept() {
        return List.of(ACCOUNT, SESSION, CODE);
    }

    @Override
    public Map<String, Long> expire(Instant now) {
        return Map.of(
                ACCOUNT.text(),
                (long)
                        residents.forgetUnused(
                                now.atOffset(ZoneOffset.UTC).minus(UNUSED).toInstant()),
                SESSION.text(),
                (long) residents.forgetSessions(now),
                CODE.text(),
                (long) residents.forgetCodes(now));
    }
}
