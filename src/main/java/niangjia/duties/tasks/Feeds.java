package niangjia.duties.tasks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import niangjia.database.DataFolder;
import niangjia.network.Network;
import niangjia.network.SeatHeld;
import niangjia.records.Entry.Door;
import niangjia.shared.SeatId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A seat's private calendar address. Its token is signed and stored nowhere; a new one ends the
 * old, and each ends with the holder who made it.
 */
@Component
public class Feeds {

    /** A day of it: what is due, and what it is called for the eye of a passer-by. */
    public record Day(UUID id, LocalDate day, String text) {}

    private static final int SIGNED = 18;
    private static final int TOKEN = 34;
    private static final int MOST = 200;

    private final Works works;
    private final Network network;
    private final JdbcClient jdbc;
    private final byte[] key;

    Feeds(Works works, Network network, JdbcClient jdbc, DataFolder folder) {
        this.works = works;
        this.network = network;
        this.jdbc = jdbc;
        this.key = folder.secret("calendar", 32);
    }

    /** Her address, if she has one. */
    public Optional<String> token(SeatHeld me) {
        return jdbc.sql(
                        "select pass from duties.feed where province = ? and seat = ? and holder = ? and ended_at is null")
                .params(me.place().province().number(), me.seat().value(), me.holder().value())
                .query(Short.class)
                .optional()
                .map(pass -> token(me.seat(), pass));
    }

    /** A new address; the one before opens nothing any more. */
    @Transactional
    public void begin(SeatHeld me) {
        jdbc.sql(
                        """
                        insert into duties.feed as f (province, seat, holder, pass, begun_at)
                        values (:province, :seat, :holder, 1, :now)
                        on conflict (province, seat) do update
                        set holder = excluded.holder, pass = f.pass % 32000 + 1, begun_at = excluded.begun_at, ended_at = null
                        """)
                .param("province", me.place().province().number())
                .param("seat", me.seat().value())
                .param("holder", me.holder().value())
                .param("now", works.now())
                .update();
        works.log(me, Door.PAGE, "duties.feed-begun", me.place().province(), me.seat().value());
    }

    @Transactional
    public void end(SeatHeld me) {
        jdbc.sql(
                        "update duties.feed set ended_at = ? where province = ? and seat = ? and ended_at is null")
                .params(works.now(), me.place().province().number(), me.seat().value())
                .update();
        works.log(me, Door.PAGE, "duties.feed-ended", me.place().province(), me.seat().value());
    }

    /** Whose calendar a token opens, while its maker still holds the seat. */
    public Optional<SeatHeld> seat(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
        if (bytes.length != TOKEN
                || !MessageDigest.isEqual(
                        Arrays.copyOfRange(bytes, SIGNED, TOKEN),
                        mac(Arrays.copyOf(bytes, SIGNED)))) {
            return Optional.empty();
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes);
        var seat = new SeatId(new UUID(parts.getLong(), parts.getLong()));
        short pass = parts.getShort();
        return network.seat(seat)
                .filter(held ->
                        jdbc.sql(
                                        """
                                        select exists (select from duties.feed where province = ? and seat = ? and pass = ?
                                          and holder = ? and ended_at is null)
                                        """)
                                .params(
                                        held.place().province().number(),
                                        seat.value(),
                                        pass,
                                        held.holder().value())
                                .query(Boolean.class)
                                .single());
    }

    /** What is due from now on, in a year: work in hand, steps entrusted to her, planned visits. */
    public List<Day> days(SeatHeld me) {
        return jdbc.sql(
                        """
                        select id, day, text from (
                          select w.id, w.due_on as day, 'duties.feed.work' as text
                          from duties.claim c join duties.work w on w.province = c.province and w.id = c.work
                          where c.seat = :seat and c.until is null and w.due_on is not null
                          union all
                          select s.plan, s.due_on, 'duties.feed.step' from duties.plan_step s
                          join duties.plan p on p.province = s.province and p.id = s.plan
                          where s.seat = :seat and s.done_on is null and s.due_on is not null
                            and p.completed_at is null and p.given_up_at is null
                          union all
                          select p.id, p.next_visit_on, 'duties.feed.visit' from contact.open_pairing p
                          where p.seat = :seat and p.next_visit_on >= cast(:today as date) - 30) due
                        where day <= cast(:today as date) + 366 order by day, id limit :most
                        """)
                .param("seat", me.seat().value())
                .param("today", works.today())
                .param("most", MOST)
                .query(Day.class)
                .list();
    }

    private String token(SeatId seat, short pass) {
        byte[] signed =
                ByteBuffer.allocate(SIGNED)
                        .putLong(seat.value().getMostSignificantBits())
                        .putLong(seat.value().getLeastSignificantBits())
                        .putShort(pass)
                        .array();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(TOKEN).put(signed).put(mac(signed)).array());
    }

    private byte[] mac(byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update("feed".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(signed), TOKEN - SIGNED);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
