package niangjia.help;

import java.util.Set;
import java.util.UUID;
import niangjia.help.tasks.Recuse;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.springframework.stereotype.Service;

/** What the module that works on sealed matters asks of this one. */
@Service
public class SealedMatters {

    private final Recuse recuse;

    SealedMatters(Recuse recuse) {
        this.recuse = recuse;
    }

    /** She is related, or was named as somebody who must not see it. */
    public boolean locksOut(Scope.Branch who, RequestId matter) {
        return recuse.locksOut(who, matter);
    }

    /** The matters that she must not see. */
    public Set<UUID> lockedOutOf(Scope.Branch who) {
        return recuse.lockedOutOf(who);
    }

    /** She says that she is related: she is locked out, and it goes to the next seat up at once. */
    public void stepAside(Scope.Branch who, RequestId matter) {
        recuse.stepAside(who, matter);
    }

    /** It goes to another seat, with her consent; who held it before loses sight of it. */
    public void handOver(RequestId matter, SeatId next) {
        recuse.handOver(matter, next);
    }

    /** The matter by its id, for who stands behind it or not: nothing of it is told. */
    public RequestId of(UUID matter) {
        return recuse.of(matter);
    }
}
