package niangjia.cases.tasks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import niangjia.cases.model.ChainText;
import niangjia.cases.model.Checked;
import niangjia.cases.model.Checked.Finding;
import niangjia.cases.outside.PaperSeal;
import niangjia.cases.outside.TimeAuthority;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells whether a paper is what this installation made. Keeps nothing of it. Only what is byte for
 * byte ours is opened as a PDF; all else is looked at as bytes.
 */
@Component
public class CheckPaper {

    /** No paper of ours is larger. */
    public static final int MOST = 10 << 20;

    private final JdbcClient jdbc;
    private final SigningKeys keys;
    private final PaperSeal seal;
    private final TimeAuthority authority;

    CheckPaper(JdbcClient jdbc, SigningKeys keys, PaperSeal seal, TimeAuthority authority) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.seal = seal;
        this.authority = authority;
    }

    public Checked of(byte[] file) {
        if (file.length == 0) {
            return Checked.no(Finding.EMPTY);
        }
        if (file.length > MOST) {
            return Checked.no(Finding.TOO_LARGE);
        }
        List<byte[]> certificates = keys.certificates();
        Optional<PaperSeal.Signed> signed = seal.signedBy(file, certificates);
        if (signed.isPresent() && isKnown(file)) {
            return unchanged(file, signed.get());
        }
        if (signed.isPresent() || seal.bearsOneOf(file, certificates)) {
            return Checked.no(Finding.CHANGED);
        }
        return Checked.no(whatElse(new String(file, ISO_8859_1)));
    }

    /** A signature leaves bytes beside it that it does not cover; what we made is known whole. */
    private boolean isKnown(byte[] file) {
        return jdbc.sql("select exists (select from cases.paper where hash = ?)")
                .param(PaperSeal.sha256(file))
                .query(Boolean.class)
                .single();
    }

    private Checked unchanged(byte[] file, PaperSeal.Signed signed) {
        try {
            ChainText chain = seal.chain(file);
            Optional<TimeAuthority.Said> said =
                    Optional.ofNullable(signed.token())
                            .flatMap(token -> authority.read(token, signed.hash()));
            return new Checked(
                    Finding.UNCHANGED,
                    PaperSeal.fingerprint(signed.certificate()),
                    signed.at(),
                    said.map(TimeAuthority.Said::at).orElse(null),
                    said.map(TimeAuthority.Said::authority).orElse(null),
                    chain.log().size(),
                    chain.firstBroken());
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static Finding whatElse(String text) {
        if (!text.startsWith("%PDF-")) {
            return Finding.NOT_A_PDF;
        }
        if (text.contains("/Encrypt")) {
            return Finding.LOCKED;
        }
        return text.contains("/JavaScript") || text.contains("/JS")
                ? Finding.ACTIVE
                : Finding.NOT_OURS;
    }
}
