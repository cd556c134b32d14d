package niangjia.help;

import java.util.Set;
import java.util.UUID;
import niangjia.help.tasks.HerData;
import niangjia.help.tasks.Recuse;
import niangjia.help.tasks.Rest;
import niangjia.shared.Scope;
import niangjia.shared.SeatId;
import org.springframework.stereotype.Service;

/** What the module that works on sealed matters asks of this one. */
@Service
public class SealedMatters {

    private final Recuse recuse;
    private final HerData herData;
    private final Rest rest;

    SealedMatters(Recuse recuse, HerData herData, Rest rest) {
        this.recuse = recuse;
        this.herData = herData;
        this.rest = rest;
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

    /** No clock of it runs any more, within the caller's transaction; those on it still see it. */
    public void rest(RequestId matter) {
        rest.begin(matter);
    }

    /** Its clocks run again, with the time that was left. */
    public void goOn(RequestId matter) {
        rest.end(matter);
    }

    /** The matter by its id, for who stands behind it or not: nothing of it is told. */
    public RequestId of(UUID matter) {
        return recuse.of(matter);
    }

    /**
     * Erases her words in every module, within the caller's transaction: she wished it, somebody on
     * the matter has spoken with her, and she did not call it back.
     */
    public void erase(RequestId matter) {
        herData.eraseSealed(matter);
    }

    /** Nothing is left to be seen, so nobody has to be kept from it. */
    public void forgetWhoMustNotSee(RequestId matter) {
        recuse.forgetWhoMustNotSee(matter);
    }
}
