package niangjia.people;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** All that the modules keep about persons, as one. */
@Service
public class Catalogue {

    private final ObjectProvider<PersonalData> modules;

    Catalogue(ObjectProvider<PersonalData> modules) {
        this.modules = modules;
    }

    /** In the order in which the notice tells it. */
    public List<Kept> kept() {
        return modules().flatMap(module -> module.kept().stream()).toList();
    }

    public List<Held> held(Subject her) {
        return modules().flatMap(module -> module.held(her).stream()).toList();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void correct(Subject her, Correction correction) {
        modules().forEach(module -> module.correct(her, correction));
    }

    /** In every module or in none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(Subject her) {
        modules().forEach(module -> module.erase(her));
    }

    Stream<PersonalData> modules() {
        return modules.orderedStream();
    }
}
