package niangjia.cases.tasks;

import java.util.List;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import org.springframework.stereotype.Component;

/**
 * What is kept of sealed matters: all of it stays, as evidence, until the matter's keys are
 * destroyed.
 */
@Component
class CasesKept implements PersonalData {

    @Override
    public List<Kept> kept() {
        return List.of(
                kept("cases.matter", "cases.data.matter", Ground.HER_WISH, "plan", "reach"),
                kept("cases.entry", "cases.data.log", Ground.LEGAL_DUTY, "words", "known_as"),
                kept("cases.named", "cases.data.on-it", Ground.PUBLIC_OFFICE, "person"),
                kept("cases.opening", "cases.data.on-it", Ground.PUBLIC_OFFICE, "person"),
                kept("cases.referral", "cases.data.on-it", Ground.PUBLIC_OFFICE, "person"),
                kept("cases.option", "cases.data.matter", Ground.HER_WISH, "what", "state"),
                kept("cases.clock", "cases.data.matter", Ground.HER_WISH, "what", "due_at"));
    }

    private static Kept kept(String table, String text, Ground ground, String... columns) {
        return new Kept(table, List.of(columns), text, ground, new Until.Stays());
    }
}
