package niangjia.cases.tasks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import niangjia.cases.model.Chain;
import niangjia.cases.model.ChainText;
import niangjia.cases.model.Paper;
import niangjia.cases.model.What;
import niangjia.cases.outside.PaperSeal;
import niangjia.cases.outside.PaperWriter;
import niangjia.cases.outside.TimeAuthority;
import niangjia.cases.queries.CaseFile;
import niangjia.cases.tasks.OnCase.On;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.network.WorkingTime;
import niangjia.records.Records;
import niangjia.shared.Scope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the intake log a signed paper for a court, in Chinese. That it was made stands in the log
 * and is shown to her.
 */
@Component
public class MakePaper {

    private static final Logger LOG = LoggerFactory.getLogger(MakePaper.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final HexFormat HEX = HexFormat.of();

    private final JdbcClient jdbc;
    private final OnCase cases;
    private final CaseFile files;
    private final SigningKeys keys;
    private final PaperWriter writer;
    private final PaperSeal seal;
    private final TimeAuthority authority;
    private final Records records;
    private final Network network;
    private final MessageSource texts;
    private final Clock clock;

    MakePaper(
            JdbcClient jdbc,
            OnCase cases,
            CaseFile files,
            SigningKeys keys,
            PaperWriter writer,
            PaperSeal seal,
            TimeAuthority authority,
            Records records,
            Network network,
            MessageSource texts,
            Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.files = files;
        this.keys = keys;
        this.writer = writer;
        this.seal = seal;
        this.authority = authority;
        this.records = records;
        this.network = network;
        this.texts = texts;
        this.clock = clock;
    }

    @Transactional
    public byte[] of(Scope.Branch who, UUID matter) {
        On on = cases.on(who, matter);
        CaseFile.Log log = files.log(who, on.id());
        SigningKeys.Key key = keys.current();
        Instant now = clock.instant();
        try {
            byte[] pdf = signed(who, on, log, key, now);
            byte[] hash = PaperSeal.sha256(pdf);
            jdbc.sql("insert into cases.paper (hash, signed_with, at, entries) values (?, ?, ?, ?)")
                    .param(hash)
                    .param(key.id())
                    .param(Timestamp.from(now))
                    .param(log.entries().size())
                    .update();
            cases.done(on, who, What.PAPER, HEX.formatHex(hash), "cases.paper-made");
            return pdf;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** With a third party's time where one gives it; what the paper says of that is true. */
    private byte[] signed(
            Scope.Branch who, On on, CaseFile.Log log, SigningKeys.Key key, Instant now)
            throws IOException {
        try {
            if (authority.name() != null) {
                try {
                    return signed(who, on, log, key, now, authority);
                } catch (TimeAuthority.Away away) {
                    LOG.warn("a paper without a third party's time: {}", away.getMessage());
                }
            }
            return signed(who, on, log, key, now, null);
        } catch (TimeAuthority.Away nobodyAsked) {
            throw new IllegalStateException(nobodyAsked);
        }
    }

    private byte[] signed(
            Scope.Branch who,
            On on,
            CaseFile.Log log,
            SigningKeys.Key key,
            Instant now,
            @Nullable TimeAuthority timed)
            throws IOException, TimeAuthority.Away {
        String time =
                timed == null
                        ? text("cases.paper.no-time")
                        : text("cases.paper.time", String.valueOf(timed.name()));
        return seal.sign(
                writer.write(paper(who, on, log, key, now, time)),
                key.certificate(),
                key.secret(),
                now,
                timed);
    }

    private Paper paper(
            Scope.Branch who,
            On on,
            CaseFile.Log log,
            SigningKeys.Key key,
            Instant now,
            String time) {
        var facts = new ArrayList<String>();
        facts.add(text("cases.paper.number", on.id().value().toString()));
        SeatHeld maker = network.seat(who.seat()).orElseThrow();
        facts.add(text("cases.paper.made", time(now), maker.place().name(), maker.knownAs()));
        facts.add(text("cases.paper.entries", String.valueOf(log.entries().size())));
        Integer broken = log.firstBroken();
        facts.add(
                broken == null
                        ? text("cases.paper.whole")
                        : text("cases.paper.broken", String.valueOf(broken)));
        byte[] newest = log.chain().newest();
        facts.add(text("cases.paper.newest", newest == null ? "" : HEX.formatHex(newest)));
        records.newestRoot()
                .ifPresent(root ->
                        facts.add(
                                text(
                                        "cases.paper.root",
                                        time(root.at()),
                                        String.valueOf(root.size()),
                                        root.algorithm(),
                                        root.hash())));
        facts.add(text("cases.paper.key", PaperSeal.fingerprint(key.certificate())));
        facts.add(time);
        facts.add(text("cases.paper.check"));
        List<Paper.Line> lines = new ArrayList<>();
        for (int i = 0; i < log.entries().size(); i++) {
            CaseFile.Entry entry = log.entries().get(i);
            Chain.Stored stored = log.chain().log().get(i);
            UUID seat = stored.link().seat();
            lines.add(
                    new Paper.Line(
                            text(
                                    "cases.paper.entry",
                                    String.valueOf(entry.number()),
                                    time(entry.at()),
                                    entry.who() == null ? text("cases.paper.nobody") : entry.who(),
                                    text("cases.entry." + entry.what())),
                            entry.words(),
                            List.of(
                                    text("cases.paper.seat", seat == null ? "-" : seat.toString()),
                                    text("cases.paper.previous", HEX.formatHex(stored.previous())),
                                    text("cases.paper.hash", HEX.formatHex(stored.hash())))));
        }
        ChainText chain = log.chain();
        return new Paper(text("cases.paper.title"), facts, lines, "# / ##", chain);
    }

    private static String time(Instant moment) {
        return TIME.format(moment.atZone(WorkingTime.ZONE));
    }

    private String text(String key, Object... details) {
        return texts.getMessage(key, details, Locale.SIMPLIFIED_CHINESE);
    }
}
