package niangjia.help.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import niangjia.access.Once;
import niangjia.access.Residents;
import niangjia.access.Whence;
import niangjia.files.Attachments;
import niangjia.files.Prepared;
import niangjia.help.Alongside;
import niangjia.help.HerWords;
import niangjia.help.NotHere;
import niangjia.help.OnSealing;
import niangjia.help.RequestId;
import niangjia.help.model.Kind;
import niangjia.help.model.Satisfied;
import niangjia.help.queries.Hers;
import niangjia.help.tasks.AskForHelp;
import niangjia.help.tasks.HerWord;
import niangjia.help.tasks.LinkWords;
import niangjia.help.tasks.Receipts;
import niangjia.messages.Messages;
import niangjia.network.WorkingDays;
import niangjia.records.Records;
import niangjia.shared.Refused;
import niangjia.site.Answer;
import niangjia.site.Device;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import niangjia.site.WholeAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Her own pages: reached by the private link, by the code, or from the phone that asked. */
@Controller
class MineController {

    private static final int LONGEST = 2000;

    private final Her her;
    private final Hers hers;
    private final HerWord herWord;
    private final Receipts receipts;
    private final LinkWords linkWords;
    private final Residents residents;
    private final AskForHelp askForHelp;
    private final WorkingDays workingDays;
    private final Once once;
    private final Records records;
    private final Messages messages;
    private final Attachments attachments;
    private final ObjectProvider<Alongside> alongside;
    private final ObjectProvider<OnSealing> onSealing;

    MineController(
            Her her,
            Hers hers,
            HerWord herWord,
            Receipts receipts,
            LinkWords linkWords,
            Residents residents,
            AskForHelp askForHelp,
            WorkingDays workingDays,
            Once once,
            Records records,
            Messages messages,
            Attachments attachments,
            ObjectProvider<Alongside> alongside,
            ObjectProvider<OnSealing> onSealing) {
        this.her = her;
        this.hers = hers;
        this.herWord = herWord;
        this.receipts = receipts;
        this.linkWords = linkWords;
        this.residents = residents;
        this.askForHelp = askForHelp;
        this.workingDays = workingDays;
        this.once = once;
        this.records = records;
        this.messages = messages;
        this.attachments = attachments;
        this.alongside = alongside;
        this.onSealing = onSealing;
    }

    /** The private link: its secret becomes a cookie at once, and the address is clean. */
    @GetMapping("/r/{token}")
    Answer link(
            @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
        return switch (receipts.way(token)) {
            case Receipts.Way.Open(var id) -> {
                let(token, request, response);
                yield new GoTo("/mine");
            }
            case Receipts.Way.WithWord(_) -> new WordPage(token, null);
            case Receipts.Way.Slip(_), Receipts.Way.Nowhere() -> new GoTo("/code");
        };
    }

    /** Her word, where she has set one. */
    @PostMapping("/r/{token}")
    Answer word(
            @PathVariable String token,
            FormToken form,
            @RequestParam(defaultValue = "") String word,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!(receipts.way(token) instanceof Receipts.Way.WithWord(var id))) {
            return new GoTo("/code");
        }
        try {
            form.orRefuse();
            if (!linkWords.right(id, word, device(request))) {
                throw Refused.field("word", "help.word.wrong");
            }
        } catch (Refused refused) {
            return Shown.wrong(new WordPage(token, refused.key()));
        }
        let(receipts.tokenAfterWord(id), request, response);
        return new GoTo("/mine");
    }

    @GetMapping("/code")
    Answer code(HttpServletRequest request) {
        return codePage(request, "", null);
    }

    @PostMapping("/code")
    Answer code(
            @RequestParam(defaultValue = "") String code,
            FormToken token,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            token.orRefuse();
            List<RequestId> known = her.requests(request);
            return switch (receipts.wayOf(code, Whence.of(request), known)) {
                case Receipts.Way.Open(var id) -> {
                    let(receipts.token(id, receipts.pass(id)), request, response);
                    yield new GoTo("/mine");
                }
                case Receipts.Way.WithWord(var id) ->
                        new WordPage(receipts.token(id, receipts.pass(id)), null);
                case Receipts.Way.Slip(var id) when linkWords.takeOver(id) -> {
                    let(fresh(id), request, response);
                    yield new GoTo("/mine");
                }
                case Receipts.Way.Slip(_), Receipts.Way.Nowhere() ->
                        Shown.wrong(codePage(request, code, "help.code.wrong"));
            };
        } catch (Refused refused) {
            return Shown.wrong(codePage(request, code, refused.key()));
        }
    }

    @GetMapping("/mine")
    Answer mine(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(defaultValue = "0") int n) {
        List<RequestId> all = her.requests(request);
        her.noLongerLasting(request)
                .ifPresent(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString()));
        if (all.isEmpty()) {
            return codePage(request, "", null);
        }
        int at = Math.clamp(n, 0, all.size() - 1);
        MinePage page = page(all, at, request, "", null);
        if (!page.news().isEmpty()) {
            messages.sheHasSeen(all.get(at).province(), all.get(at).value());
        }
        return page;
    }

    /** The part of her page that changes by itself, asked for every few seconds. */
    @GetMapping("/mine/now")
    Answer now(HttpServletRequest request, @RequestParam(defaultValue = "0") int n) {
        List<RequestId> all = her.requests(request);
        if (all.isEmpty()) {
            throw new NotHere();
        }
        return new MineNow(page(all, Math.clamp(n, 0, all.size() - 1), request, "", null));
    }

    /** Her word: something more, that it is done, or that it is not. */
    @PostMapping("/mine")
    Answer word(
            HttpServletRequest request,
            FormToken token,
            @RequestParam(defaultValue = "0") int n,
            @RequestParam(defaultValue = "say") String word,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "YES") Satisfied how,
            @RequestParam(name = Attachments.FIELD, required = false)
                    @Nullable List<MultipartFile> files) {
        List<RequestId> all = her.requests(request);
        if (all.isEmpty()) {
            return new GoTo("/code");
        }
        int at = Math.clamp(n, 0, all.size() - 1);
        RequestId id = all.get(at);
        try {
            String said = words.strip();
            if (said.length() > LONGEST) {
                throw Refused.field("words", "help.story.long", LONGEST);
            }
            if (said.isEmpty()
                    && (word.equals("not-by") || word.equals("say") && !Attachments.any(files))) {
                throw Refused.field("words", "help.words.empty");
            }
            String line = said.isEmpty() ? null : said;
            UUID sent = token.orRefuse();
            List<Prepared> prepared =
                    word.equals("not-by") ? List.of() : attachments.prepare(files, request);
            once.run(
                    sent,
                    () -> {
                        switch (word) {
                            case "done" -> herWord.saysDone(id, how, line, prepared);
                            case "not-by" -> herWord.saysNotBy(id, limited(said));
                            case "not-yet" -> herWord.saysNotYet(id, line, prepared);
                            default -> herWord.says(id, line, prepared);
                        }
                        return "said";
                    });
            return new GoTo(at == 0 ? "/mine" : "/mine?n=" + at);
        } catch (Refused refused) {
            return Shown.wrong(page(all, at, request, words, refused));
        }
    }

    /** A file of hers; what is for colleagues only is not there. */
    @GetMapping("/mine/files/{file}")
    void file(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable UUID file,
            @RequestParam(defaultValue = "0") int n,
            @RequestParam(required = false) @Nullable String small)
            throws IOException {
        List<RequestId> all = her.requests(request);
        if (all.isEmpty()) {
            throw new NotHere();
        }
        RequestId id = all.get(Math.clamp(n, 0, all.size() - 1));
        Hers.View view = hers.of(id).filter(v -> v.shows(file)).orElseThrow(NotHere::new);
        attachments
                .open(HerWords.files(id, view.sealed()), file, small != null)
                .orElseThrow(NotHere::new)
                .answer(response);
    }

    private static String limited(String name) {
        if (name.length() > 100) {
            throw Refused.field("words", "help.field.long", 100);
        }
        return name;
    }

    /** A word of her choice on her sealed matter, and another link and code with it. */
    @PostMapping("/mine/word")
    Answer setWord(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(defaultValue = "0") int n,
            @RequestParam(defaultValue = "") String word) {
        List<RequestId> all = her.requests(request);
        if (all.isEmpty()) {
            return new GoTo("/code");
        }
        int at = Math.clamp(n, 0, all.size() - 1);
        RequestId id = all.get(at);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        linkWords.set(id, word, device(request));
                        return "set";
                    });
        } catch (Refused refused) {
            return Shown.wrong(page(all, at, request, "", refused));
        }
        let(receipts.tokenAfterWord(id), request, response);
        return new GoTo("/mine");
    }

    /** Ends the link and code of her sealed matter, wherever they are kept; new ones are shown. */
    @PostMapping("/mine/end-link")
    Answer endLink(
            HttpServletRequest request,
            HttpServletResponse response,
            FormToken token,
            @RequestParam(defaultValue = "0") int n) {
        List<RequestId> all = her.requests(request);
        if (all.isEmpty()) {
            return new GoTo("/code");
        }
        int at = Math.clamp(n, 0, all.size() - 1);
        RequestId id = all.get(at);
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        linkWords.end(id);
                        return "ended";
                    });
        } catch (Refused refused) {
            return Shown.wrong(page(all, at, request, "", refused));
        }
        let(fresh(id), request, response);
        return new GoTo("/mine");
    }

    /** For this phone, which she came in by. */
    private String fresh(RequestId id) {
        return linkWords.isSet(id)
                ? receipts.tokenAfterWord(id)
                : receipts.token(id, receipts.pass(id));
    }

    /** This phone forgets her requests; her code and link still open them. */
    @PostMapping("/mine/forget")
    Answer forget(HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, Her.forgotten().toString());
        return new GoTo("/");
    }

    private MinePage page(
            List<RequestId> all,
            int at,
            HttpServletRequest request,
            String typed,
            @Nullable Refused mistake) {
        RequestId id = all.get(at);
        Hers.View view = hers.of(id).orElseThrow(NotHere::new);
        int pass = receipts.pass(id);
        return new MinePage(
                view,
                receipts.code(id, pass),
                WholeAddress.of(request, "/r/" + receipts.token(id, pass)),
                view.sealed() && linkWords.isSet(id),
                !view.sealed() && residents.offered(request),
                all.size() - 1,
                at,
                estimated(view),
                typed,
                mistake,
                List.of("YES", "PARTLY", "NO"),
                messages.news(id.province(), id.value(), 5),
                records.newestRoot().orElse(null),
                alongside.stream().toList(),
                view.sealed()
                        ? onSealing.stream().flatMap(on -> on.choices().stream()).toList()
                        : List.of());
    }

    private boolean estimated(Hers.View view) {
        Hers.Promise promise = view.promise();
        return promise != null
                && workingDays.estimated(promise.due())
                && askForHelp.countsWorkingTime(
                        view.place(),
                        Kind.of(view.kind()).orElse(Kind.OTHER),
                        view.danger(),
                        promise.what().equals("FIRST_CONTACT"));
    }

    private void let(String token, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, her.with(request, token).toString());
    }

    private CodePage codePage(HttpServletRequest request, String typed, @Nullable String mistake) {
        return new CodePage(shortened(typed), mistake, residents.offered(request));
    }

    private static String device(HttpServletRequest request) {
        return Device.of(request);
    }

    private static String shortened(String code) {
        return code.length() > 64 ? code.substring(0, 64) : code;
    }
}
