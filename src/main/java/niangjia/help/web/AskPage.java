package niangjia.help.web;

import java.util.List;
import niangjia.help.model.Form;
import niangjia.help.model.Guess;
import niangjia.help.model.Kind;
import niangjia.help.tasks.AskForHelp.Outlook;
import niangjia.network.FoundPlace;
import niangjia.network.Place;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * Before she sends: what it seems to be about, who will answer and by when; where no place is known
 * yet, the way to one.
 *
 * @param path the place and what stands above it, or empty while she has not said where
 * @param outlook null while the place is unknown
 * @param filesLost she had chosen files and has to choose them again
 */
public record AskPage(
        AskForm form,
        Kind kind,
        Form what,
        boolean danger,
        List<Guess.Because> because,
        @Nullable Place place,
        List<Place> path,
        List<FoundPlace> found,
        List<Place> walk,
        @Nullable Place walkedTo,
        @Nullable Outlook outlook,
        @Nullable Mistake mistake,
        boolean filesLost)
        implements PageModel {

    /** Something to mend, at its field. */
    public record Mistake(String field, String key, Object[] details) {}

    @Override
    public String template() {
        return "help/ask";
    }
}
