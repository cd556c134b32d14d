package niangjia.help;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import niangjia.access.Once;
import niangjia.help.model.Guess;
import niangjia.help.model.Kind;
import niangjia.help.tasks.AskForHelp;
import niangjia.help.tasks.Receipts;
import niangjia.network.SeatHeld;
import niangjia.people.Notice;
import niangjia.records.Entry;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.shared.UnitId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Asking on a woman's behalf out of another promise's work, with her spoken consent. The same token
 * asks once.
 */
@Service
public class AskForHer {

    /**
     * What keeps her safe where it turns out to be sealed; asked of her before it is sent.
     *
     * @param contact how to reach her
     * @param safeTime when and how it is safe
     * @param notBy who must not see it
     */
    public record Safely(
            @Nullable String contact, @Nullable String safeTime, @Nullable String notBy) {

        public static final Safely UNSAID = new Safely(null, null, null);

        public Safely {
            contact = shortly(contact, 100, "contact");
            safeTime = shortly(safeTime, 200, "safe");
            notBy = shortly(notBy, 100, "notBy");
        }

        private static @Nullable String shortly(@Nullable String said, int longest, String field) {
            if (said == null || said.isBlank()) {
                return null;
            }
            if (said.strip().length() > longest) {
                throw Refused.field(field, "help.field.long", longest);
            }
            return said.strip();
        }
    }

    /**
     * What became of it.
     *
     * @param sealed nothing of it may be kept elsewhere
     * @param code her receipt, in groups, to be read to her
     */
    public record Asked(RequestId id, boolean sealed, String code) {}

    /**
     * How an ordinary request of hers stands; who has sealed it meanwhile is told of none.
     *
     * @param stage the key of its text
     */
    public record Standing(UUID request, String stage, boolean ended) {}

    private final AskForHelp askForHelp;
    private final Receipts receipts;
    private final Once once;
    private final JdbcClient jdbc;

    AskForHer(AskForHelp askForHelp, Receipts receipts, Once once, JdbcClient jdbc) {
        this.askForHelp = askForHelp;
        this.receipts = receipts;
        this.once = once;
        this.jdbc = jdbc;
    }

    /** Whether a request of this kind, or told in these words, would be sealed. */
    public boolean wouldBeSealed(@Nullable String kind, String words) {
        return kind(kind, words).sealed();
    }

    /**
     * Within the caller's transaction.
     *
     * @param token of what was done elsewhere; the same one gets the same request
     * @param kind one of {@link niangjia.network.RequestKinds}; none: guessed from the words
     */
    public Asked ask(
            UUID token,
            SeatHeld member,
            UnitId place,
            String knownAs,
            String words,
            @Nullable String kind,
            Safely safely) {
        if (words.isBlank()) {
            throw Refused.field("words", "help.story.empty");
        }
        Guess guess = Guess.of(words);
        Kind what = kind(kind, words);
        RequestId id =
                RequestId.of(
                        once.run(
                                UUID.nameUUIDFromBytes(
                                        ("help " + token).getBytes(StandardCharsets.US_ASCII)),
                                () ->
                                        askForHelp
                                                .from(
                                                        new AskForHelp.Asked(
                                                                place,
                                                                words,
                                                                what,
                                                                guess.form(),
                                                                guess.danger(),
                                                                safely.contact,
                                                                safely.safeTime,
                                                                false,
                                                                false,
                                                                safely.notBy,
                                                                Entry.Door.PAGE,
                                                                new AskForHelp.OnBehalf(
                                                                        member.seat(),
                                                                        knownAs,
                                                                        Notice.VERSION)))
                                                .id()
                                                .toString()));
        return new Asked(id, what.sealed(), receipts.code(id, 1).inGroups());
    }

    /** Her requests that were not sealed, now or later. */
    public List<Standing> standing(Province province, List<UUID> requests) {
        return requests.isEmpty()
                ? List.of()
                : jdbc.sql(
                                """
                                select id as request, 'help.stage.' || stage as stage, ended_at is not null as ended
                                from help.request where province = ? and id = any (?) and not sealed
                                """)
                        .params(province.number(), requests.toArray(UUID[]::new))
                        .query(Standing.class)
                        .list();
    }

    /** The private link's path to an ordinary request of hers. */
    public Optional<String> link(RequestId id) {
        return standing(id.province(), List.of(id.value())).stream()
                .findFirst()
                .map(there -> "/r/" + receipts.token(id, receipts.pass(id)));
    }

    private static Kind kind(@Nullable String kind, String words) {
        Kind guessed = Guess.of(words).kind();
        return guessed.sealed() || kind == null ? guessed : Kind.of(kind).orElse(guessed);
    }
}
