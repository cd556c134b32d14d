package niangjia.help.tasks;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import niangjia.files.Prepared;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.help.model.Request;
import niangjia.help.model.Satisfied;
import niangjia.records.Entry.Door;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What she says of her own request, with her receipt in hand; nobody else can say it. */
@Component
public class HerWord {

    private final Requests requests;
    private final Rest rest;
    private final Recuse recuse;
    private final Clock clock;

    HerWord(Requests requests, Rest rest, Recuse recuse, Clock clock) {
        this.requests = requests;
        this.rest = rest;
        this.recuse = recuse;
        this.clock = clock;
    }

    @Transactional
    public void says(RequestId hers, @Nullable String words, List<Prepared> files) {
        on(hers, "help.she-said", files, r -> r.sheSays(words));
    }

    @Transactional
    public void saysDone(
            RequestId hers, Satisfied how, @Nullable String words, List<Prepared> files) {
        on(hers, "help.she-said-done", files, r -> r.sheSaysDone(how, words, clock.instant()));
    }

    @Transactional
    public void saysNotYet(RequestId hers, @Nullable String words, List<Prepared> files) {
        on(hers, "help.she-said-not-yet", files, r -> r.sheSaysNotYet(words, clock.instant()));
    }

    /** A name or a seat that must not see her sealed matter. */
    public void saysNotBy(RequestId hers, String said) {
        recuse.sheSaysNotBy(hers, said);
    }

    private void on(RequestId hers, String act, List<Prepared> files, Consumer<Request> verb) {
        rest.endFor(hers);
        Request request = requests.locked(hers).orElseThrow(NotHere::new);
        verb.accept(request);
        requests.keep(request, By.her(Door.PAGE), act, files);
    }
}
