package niangjia.network.tasks;

import java.time.LocalDate;
import niangjia.shared.Refused;

/**
 * A founding act: approved above, by a secret ballot with more candidates than seats.
 *
 * @param approval the number of the approval, such as 石妇字〔2018〕14号
 * @param converted a delegates' group becomes a federation (会改联)
 * @param elected how many were elected
 * @param ballots how many voted
 */
public record Act(
        String approval,
        LocalDate approvedOn,
        boolean converted,
        int candidates,
        int elected,
        int ballots) {

    public Act {
        approval = Seats.line("approval", approval, 60);
        if (elected < 1 || elected > 999) {
            throw Refused.field("elected", "network.refused.elected");
        }
        if (candidates <= elected || candidates > 9999) {
            throw Refused.field("candidates", "network.refused.candidates");
        }
        if (ballots < 1 || ballots > 10_000_000) {
            throw Refused.field("ballots", "network.refused.ballots");
        }
    }
}
