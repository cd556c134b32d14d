package niangjia.records.web;

import java.time.LocalDate;
import java.util.HexFormat;
import niangjia.records.model.Proof;
import niangjia.site.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What came of comparing a day with the witness.
 *
 * @param sameAccount the witness is no better kept than the database
 * @param mistake why nothing was compared
 */
public record AuditProofPage(
        LocalDate day, @Nullable Proof proof, boolean sameAccount, @Nullable String mistake)
        implements PageModel {

    public String hash(Proof.Known root) {
        return HexFormat.of().formatHex(root.hash());
    }

    @Override
    public String template() {
        return "records/proof";
    }
}
