package niangjia.help.tasks;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import niangjia.access.Attempts;
import niangjia.help.NotHere;
import niangjia.help.RequestId;
import niangjia.messages.Messages;
import niangjia.records.Entry;
import niangjia.records.Entry.Door;
import niangjia.records.Records;
import niangjia.shared.Digest;
import niangjia.shared.Refused;
import niangjia.shared.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A word of her choice on her sealed matter: from then on link and code open it only with the word.
 * She ends link and code from any phone that she came in by. Wrong words are counted by device and
 * by matter; devices that have opened it are counted apart, so that whoever holds the link cannot
 * shut her out.
 */
@Component
public class LinkWords {

    /** Characters of a word. */
    public static final int SHORTEST = 4;

    public static final int LONGEST = 24;
    private static final int PER_DEVICE = 5;
    private static final int PER_MATTER = 20;
    private static final int COST = 12;
    private static final int DEVICES = 5;

    private record Kept(String hash, byte[][] devices) {}

    private final JdbcClient jdbc;
    private final Requests requests;
    private final Receipts receipts;
    private final Attempts attempts;
    private final Messages messages;
    private final Records records;
    private final Clock clock;
    private final BCryptPasswordEncoder words = new BCryptPasswordEncoder(COST);

    LinkWords(
            JdbcClient jdbc,
            Requests requests,
            Receipts receipts,
            Attempts attempts,
            Messages messages,
            Records records,
            Clock clock) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.receipts = receipts;
        this.attempts = attempts;
        this.messages = messages;
        this.records = records;
        this.clock = clock;
    }

    public boolean isSet(RequestId id) {
        return kept(id).isPresent();
    }

    /** Another link and code take the place of the old, and ask for the word. */
    @Transactional
    public void set(RequestId id, String typed, String device) {
        String word = plain(typed);
        int length = word.codePointCount(0, word.length());
        if (length < SHORTEST || length > LONGEST) {
            throw Refused.field("word", "help.word.length", SHORTEST, LONGEST);
        }
        sealed(id);
        jdbc.sql(
                        """
                        insert into help.link_word (province, request, hash, set_at, devices)
                        values (:province, :id, :hash, :now, array[cast(:device as bytea)])
                        on conflict (province, request) do update set hash = excluded.hash, set_at = excluded.set_at,
                          devices = excluded.devices
                        """)
                .param("province", id.province().number())
                .param("id", id.value())
                .param("hash", words.encode(word))
                .param("now", Timestamp.from(clock.instant()))
                .param("device", digest(id, device))
                .update();
        receipts.turn(id);
        enter(id, "help.word-set");
    }

    /** The old link and code open nothing any more, on no phone; new ones take their place. */
    @Transactional
    public void end(RequestId id) {
        sealed(id);
        receipts.turn(id);
        enter(id, "help.link-ended");
    }

    /**
     * Whether it is her word.
     *
     * @throws Refused after too many wrong ones
     */
    public boolean right(RequestId id, String typed, String device) {
        Optional<Kept> kept = kept(id);
        if (kept.isEmpty()) {
            return false;
        }
        byte[] digest = digest(id, device);
        boolean known = Arrays.stream(kept.get().devices).anyMatch(d -> Arrays.equals(d, digest));
        String own = "word device " + id.value() + " " + device;
        Map<String, Integer> limits =
                known
                        ? Map.of(own, PER_DEVICE)
                        : Map.of(own, PER_DEVICE, "word " + id.value(), PER_MATTER);
        if (!attempts.take(limits)) {
            throw Refused.field("word", "help.code.too-many");
        }
        String word = plain(typed);
        boolean right =
                word.codePointCount(0, word.length()) <= LONGEST
                        && words.matches(word, kept.get().hash);
        if (right) {
            attempts.wasRight(List.copyOf(limits.keySet()));
            if (!known) {
                jdbc.sql(
                                "update help.link_word set devices = array_append(devices[greatest(1, cardinality(devices) - ?):], cast(? as bytea))"
                                        + " where province = ? and request = ?")
                        .param(DEVICES - 2)
                        .param(digest)
                        .param(id.province().number())
                        .param(id.value())
                        .update();
            }
        }
        return right;
    }

    /** Only what is sealed has a word: an ordinary receipt opens by itself. */
    private void sealed(RequestId id) {
        if (!requests.locked(id).orElseThrow(NotHere::new).facts().sealed()) {
            throw Refused.because("help.word.sealed-only");
        }
    }

    private Optional<Kept> kept(RequestId id) {
        return jdbc.sql(
                        "select hash, devices from help.link_word where province = ? and request = ?")
                .params(id.province().number(), id.value())
                .query((row, n) ->
                        new Kept(
                                row.getString("hash"),
                                (byte[][]) row.getArray("devices").getArray()))
                .optional();
    }

    /**
     * She opens what a member asked for her: whoever wrote the code down reads no further, and she
     * is told to take down the new one.
     *
     * @return false: somebody did so before
     */
    @Transactional
    public boolean takeOver(RequestId id) {
        sealed(id);
        if (receipts.pass(id) != 1) {
            return false;
        }
        receipts.turn(id);
        messages.tell(
                id.province(),
                new Messages.To.Her(id.value()),
                "help.told.slip-used",
                id.value(),
                false);
        enter(id, "help.link-ended");
        return true;
    }

    private void enter(RequestId id, String act) {
        records.enter(
                new Entry(
                        id.province(),
                        clock.instant(),
                        act,
                        Door.PAGE,
                        null,
                        null,
                        null,
                        id.value(),
                        true,
                        null));
    }

    /** As she would type it again: spaces at the ends and hidden characters do not count. */
    private static String plain(String typed) {
        return Words.clean(typed).strip();
    }

    private static byte[] digest(RequestId id, String device) {
        return Digest.of(id + " " + device);
    }
}
