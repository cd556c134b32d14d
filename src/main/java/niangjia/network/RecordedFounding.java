package niangjia.network;

import java.time.LocalDate;
import niangjia.network.tasks.Act;
import niangjia.network.tasks.RecordFounding;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import org.springframework.stereotype.Service;

/** Records the act that founded a federation, for who carried the plan of it through. */
@Service
public class RecordedFounding {

    private final RecordFounding founding;

    RecordedFounding(RecordFounding founding) {
        this.founding = founding;
    }

    /**
     * Within the caller's transaction.
     *
     * @param converted a delegates' group becomes a federation (会改联)
     * @throws niangjia.shared.Refused if she may not, if it is founded already, or if the ballot
     *     had no more candidates than seats
     */
    public void of(
            Scope.Branch who,
            UnitId unit,
            String approval,
            LocalDate approvedOn,
            boolean converted,
            int candidates,
            int elected,
            int ballots) {
        founding.of(
                who, unit, new Act(approval, approvedOn, converted, candidates, elected, ballots));
    }
}
