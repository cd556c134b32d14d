package niangjia.contact.web;

import java.util.List;
import niangjia.contact.queries.ReadPairingImports;
import niangjia.network.Place;
import niangjia.shared.Refused;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/** What a file would do. */
public record PairingImportPage(
        List<Place> path,
        ReadPairingImports.Report report,
        List<ReadPairingImports.Bad> bad,
        @Nullable Refused mistake)
        implements PageModel {

    @Override
    public String template() {
        return "contact/import";
    }
}
