package niangjia.contact.web;

import java.util.List;
import niangjia.contact.queries.ReadPairingImports;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** Handing in a file of pairings. */
public record PairingImportsPage(
        List<Place> path, List<ReadPairingImports.Report> latest, @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/imports";
    }
}
