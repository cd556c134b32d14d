package niangjia.cases.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import niangjia.cases.model.Checked;
import niangjia.cases.outside.PaperSeal;
import niangjia.cases.tasks.CheckPaper;
import niangjia.cases.tasks.SigningKeys;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.Enough;
import niangjia.site.FormToken;
import niangjia.site.Shown;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Anybody who is handed a paper can have it looked at; it is kept nowhere. */
@Controller
class CheckController {

    /** A paper stands in memory a few times over while it is looked at. */
    private final Semaphore looking = new Semaphore(2);

    private final CheckPaper check;
    private final SigningKeys keys;
    private final Enough enough;

    CheckController(CheckPaper check, SigningKeys keys, Enough enough) {
        this.check = check;
        this.keys = keys;
        this.enough = enough;
    }

    @GetMapping(BoundedPapers.ADDRESS)
    Answer form(@RequestParam(required = false) @Nullable String large) {
        return page(large == null ? null : Checked.no(Checked.Finding.TOO_LARGE), null);
    }

    @PostMapping(BoundedPapers.ADDRESS)
    Answer check(
            HttpServletRequest request,
            FormToken token,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        try {
            token.orRefuse();
            enough.orRefuse(Enough.Form.PAPER, request);
        } catch (Refused refused) {
            return Shown.wrong(page(null, refused));
        }
        if (file != null && file.getSize() > CheckPaper.MOST) {
            return Shown.wrong(page(Checked.no(Checked.Finding.TOO_LARGE), null));
        }
        Checked found;
        looking.acquireUninterruptibly();
        try {
            found = check.of(file == null ? new byte[0] : file.getBytes());
        } finally {
            looking.release();
        }
        CheckPage page = page(found, null);
        return found.finding() == Checked.Finding.UNCHANGED ? page : Shown.wrong(page);
    }

    private CheckPage page(@Nullable Checked found, @Nullable Refused mistake) {
        List<String> known = keys.certificates().stream().map(PaperSeal::fingerprint).toList();
        return new CheckPage(found, known, mistake);
    }
}
