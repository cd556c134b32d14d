package niangjia.files;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import niangjia.files.model.Made;
import niangjia.files.model.Store;
import niangjia.files.tasks.MakeAnew;
import niangjia.files.tasks.SweepLoose;
import niangjia.keys.Field;
import niangjia.keys.FileKey;
import niangjia.keys.Keys;
import niangjia.shared.Ids;
import niangjia.shared.Province;
import niangjia.shared.Refused;
import niangjia.site.Enough;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.multipart.MultipartFile;

/**
 * What other modules ask of this one. They ask after they have looked who may see the matter: here
 * nobody is refused for who she is.
 */
@Service
public class Attachments {

    /** The name of the input on every form, and of the field in every refusal. */
    public static final String FIELD = "file";

    /** What one file may weigh as it is handed in, in MiB. */
    public static final int LARGEST = 10;

    /** How many files one sending may bring. */
    public static final int MOST_AT_ONCE = 6;

    /** How many files a matter may have. */
    public static final int MOST_OF_A_MATTER = 40;

    private static final long MIB = 1 << 20;

    /** What a matter's files may weigh as they are kept. */
    private static final long HEAVIEST_MATTER = 100 * MIB;

    private record Weight(int files, long bytes) {}

    private record Closed(FileKind kind, byte[] secret) {}

    private final JdbcClient jdbc;
    private final Keys keys;
    private final Store store;
    private final MakeAnew makeAnew;
    private final Enough enough;
    private final Clock clock;

    Attachments(
            JdbcClient jdbc,
            Keys keys,
            Store store,
            MakeAnew makeAnew,
            Enough enough,
            Clock clock) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.store = store;
        this.makeAnew = makeAnew;
        this.enough = enough;
        this.clock = clock;
    }

    /** Whether a form brought a file; an input left empty brings none. */
    public static boolean any(@Nullable List<MultipartFile> handedIn) {
        return !chosen(handedIn).isEmpty();
    }

    /**
     * Makes anew what a form brought and lays it closed into the store. Before the work's own
     * transaction: it takes long, and holds no connection meanwhile.
     *
     * @throws Refused with the field {@value #FIELD} if one of them cannot be kept
     */
    @Transactional(propagation = Propagation.NEVER)
    public List<Prepared> prepare(
            @Nullable List<MultipartFile> handedIn, HttpServletRequest request) {
        List<MultipartFile> files = chosen(handedIn);
        if (files.isEmpty()) {
            return List.of();
        }
        if (files.size() > MOST_AT_ONCE) {
            throw Refused.field(FIELD, "files.refused.many", MOST_AT_ONCE);
        }
        for (int n = 0; n < files.size(); n++) {
            if (files.get(n).getSize() > LARGEST * MIB) {
                throw Refused.field(FIELD, "files.refused.large", n + 1, LARGEST);
            }
            if (files.get(n).isEmpty()) {
                throw Refused.field(FIELD, "files.refused.empty", n + 1);
            }
        }
        enough.orRefuse(Enough.Form.FILES, request);
        var made = new ArrayList<Made>();
        for (int n = 0; n < files.size(); n++) {
            made.add(makeAnew.of(bytes(files.get(n)), n + 1));
        }
        List<Prepared> prepared =
                made.stream()
                        .map(m -> new Prepared(Ids.next(clock), m.facts(), keys.fileKey()))
                        .toList();
        // First the row by which they are swept if nothing comes of them.
        jdbc.sql(
                        "insert into files.loose (id, due_at) select id, ? from unnest(cast(? as uuid[])) n (id)")
                .param(Timestamp.from(clock.instant().plus(SweepLoose.TIME_TO_BE_TAKEN)))
                .param(ids(prepared))
                .update();
        try {
            for (int n = 0; n < prepared.size(); n++) {
                Prepared file = prepared.get(n);
                put(file, false, made.get(n).whole());
                put(file, true, made.get(n).small());
            }
        } catch (Store.Away away) {
            throw new NotNow(away);
        }
        return prepared;
    }

    private void put(Prepared file, boolean small, byte[] bytes) {
        store.put(name(file.id(), small), file.key().close(bytes, place(file.id(), small)));
    }

    /**
     * Gives them to the matter, within the transaction of the work that they come with, which holds
     * the matter's lock.
     *
     * @param part the step or entry with which they come; none: the matter itself
     * @param forHer false: colleagues only
     * @throws Refused with the field {@value #FIELD} if the matter has too many already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void attach(Owner owner, @Nullable UUID part, boolean forHer, List<Prepared> files) {
        if (files.isEmpty()) {
            return;
        }
        Weight now =
                jdbc.sql(
                                "select count(*) as files, coalesce(sum(bytes), 0) as bytes from files.file where province = ? and matter = ? and purpose = ?")
                        .params(owner.province().number(), owner.matter(), owner.purpose())
                        .query(Weight.class)
                        .single();
        long more = files.stream().mapToLong(file -> file.facts().bytes()).sum();
        if (now.files + files.size() > MOST_OF_A_MATTER || now.bytes + more > HEAVIEST_MATTER) {
            throw Refused.field(FIELD, "files.refused.full", MOST_OF_A_MATTER);
        }
        int taken =
                jdbc.sql("delete from files.loose where id = any (cast(? as uuid[]))")
                        .param(ids(files))
                        .update();
        if (taken != files.size()) {
            throw Refused.field(FIELD, "files.refused.late");
        }
        jdbc.sql(
                        """
                        insert into files.file (province, id, purpose, matter, part, for_her, kind, bytes, width, height, pages, hash,
                          secret, at)
                        select :province, n.id, :purpose, :matter, :part, :forHer, n.kind, n.bytes, n.width, n.height, n.pages, n.hash,
                          n.secret, :at
                        from unnest(cast(:ids as uuid[]), cast(:kinds as text[]), cast(:bytes as int[]), cast(:widths as int[]),
                          cast(:heights as int[]), cast(:pages as int[]), cast(:hashes as bytea[]), cast(:secrets as bytea[]))
                          n (id, kind, bytes, width, height, pages, hash, secret)
                        """)
                .param("province", owner.province().number())
                .param("purpose", owner.purpose())
                .param("matter", owner.matter())
                .param("part", part)
                .param("forHer", forHer)
                .param("at", Timestamp.from(clock.instant()))
                .param("ids", ids(files))
                .param("kinds", all(files, file -> file.facts().kind().name(), new String[0]))
                .param("bytes", all(files, file -> file.facts().bytes(), new Integer[0]))
                .param("widths", all(files, file -> file.facts().width(), new Integer[0]))
                .param("heights", all(files, file -> file.facts().height(), new Integer[0]))
                .param("pages", all(files, file -> file.facts().pages(), new Integer[0]))
                .param("hashes", all(files, file -> file.facts().hash(), new byte[0][]))
                .param(
                        "secrets",
                        all(
                                files,
                                file -> keys.close(owner.cell(file.id()), file.key().word()),
                                new byte[0][]))
                .update();
    }

    /** All that the owning module keeps with a matter, the oldest first. */
    public List<Attached> of(Owner owner) {
        return jdbc.sql(
                        "select * from files.file where province = ? and matter = ? and purpose = ? order by id")
                .params(owner.province().number(), owner.matter(), owner.purpose())
                .query(Attachments::attached)
                .list();
    }

    /**
     * The bytes; nothing where there is no such file, or its key is destroyed.
     *
     * @param small a little picture of it
     */
    public Optional<Opened> open(Owner owner, UUID file, boolean small) {
        Optional<Closed> closed =
                jdbc.sql(
                                "select kind, secret from files.file where province = ? and id = ? and matter = ? and purpose = ?")
                        .params(owner.province().number(), file, owner.matter(), owner.purpose())
                        .query((row, n) ->
                                new Closed(FileKind.valueOf(row.getString(1)), row.getBytes(2)))
                        .optional();
        if (closed.isEmpty()) {
            return Optional.empty();
        }
        String word = keys.openIfAny(owner.cell(file), closed.get().secret);
        if (word == null) {
            return Optional.empty();
        }
        try {
            return store.get(name(file, small))
                    .map(bytes -> FileKey.of(word).open(bytes, place(file, small)))
                    .map(bytes -> new Opened(small ? FileKind.JPEG : closed.get().kind, bytes));
        } catch (Store.Away away) {
            throw new NotNow(away);
        }
    }

    /** The matter has got a key of its own: from now on its files stand under that one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void closeUnderItsOwnKey(Owner owner) {
        closeAgain(
                new Owner(owner.field(), owner.province(), owner.matter(), false),
                null,
                new Owner(owner.field(), owner.province(), owner.matter(), true));
    }

    /** What came with a part of a matter goes on to another of the same province, as its first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void handOver(Owner from, UUID part, Owner to) {
        closeAgain(from, part, to);
        jdbc.sql(
                        "update files.file set purpose = ?, matter = ?, part = null where province = ? and matter = ? and"
                                + " purpose = ? and part = ?")
                .param(to.purpose())
                .param(to.matter())
                .param(from.province().number())
                .param(from.matter())
                .param(from.purpose())
                .param(part)
                .update();
    }

    private void closeAgain(Owner from, @Nullable UUID part, Owner to) {
        var files = new ArrayList<UUID>();
        var secrets = new ArrayList<byte[]>();
        jdbc.sql(
                        "select id, secret from files.file where province = :province and matter = :matter and purpose = :purpose"
                                + " and (:part::uuid is null or part = :part) for update")
                .param("province", from.province().number())
                .param("matter", from.matter())
                .param("purpose", from.purpose())
                .param("part", part)
                .query(row -> {
                    UUID id = row.getObject(1, UUID.class);
                    files.add(id);
                    secrets.add(keys.close(to.cell(id), keys.open(from.cell(id), row.getBytes(2))));
                });
        jdbc.sql(
                        "update files.file f set secret = n.secret from unnest(cast(? as uuid[]), cast(? as bytea[])) n (id, secret)"
                                + " where f.province = ? and f.id = n.id")
                .param(files.toArray(UUID[]::new))
                .param(secrets.toArray(byte[][]::new))
                .param(from.province().number())
                .update();
    }

    /** Takes away what the owning module keeps with a matter. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(Owner owner) {
        jdbc.sql(
                        """
                        with gone as (
                          delete from files.file where province = ? and matter = ? and purpose = ? returning id)
                        insert into files.loose (id, due_at) select id, ? from gone
                        """)
                .param(owner.province().number())
                .param(owner.matter())
                .param(owner.purpose())
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * Takes away the files of these matters; how many. Their bytes follow within a minute. What is
     * evidence stays with the log that it belongs to.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int erase(List<Province> provinces, List<UUID> matters) {
        return jdbc.sql(
                        """
                        with gone as (
                          delete from files.file f using unnest(cast(? as smallint[]), cast(? as uuid[])) n (province, matter)
                          where f.province = n.province and f.matter = n.matter and f.purpose <> ? returning f.id)
                        insert into files.loose (id, due_at) select id, ? from gone
                        """)
                .param(provinces.stream().map(Province::number).toArray(Short[]::new))
                .param(matters.toArray(UUID[]::new))
                .param(Field.EVIDENCE)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    /** Takes away what a module was given before a moment, whatever it belongs to. */
    @Transactional
    public void eraseBefore(Field field, Instant moment) {
        jdbc.sql(
                        """
                        with gone as (delete from files.file where purpose = ? and at <= ? returning id)
                        insert into files.loose (id, due_at) select id, ? from gone
                        """)
                .param(field.purpose())
                .param(Timestamp.from(moment))
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    /** An input that was left empty is sent as a file without a name. */
    private static List<MultipartFile> chosen(@Nullable List<MultipartFile> handedIn) {
        return handedIn == null
                ? List.of()
                : handedIn.stream()
                        .filter(file -> {
                            String name = file.getOriginalFilename();
                            return !file.isEmpty() || name != null && !name.isEmpty();
                        })
                        .toList();
    }

    private static byte[] bytes(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Attached attached(ResultSet row, int n) throws SQLException {
        return new Attached(
                row.getObject("id", UUID.class),
                row.getObject("part", UUID.class),
                row.getBoolean("for_her"),
                FileKind.valueOf(row.getString("kind")),
                row.getInt("bytes"),
                row.getInt("width"),
                row.getInt("height"),
                row.getInt("pages"),
                row.getTimestamp("at").toInstant());
    }

    private static UUID[] ids(List<Prepared> files) {
        return all(files, Prepared::id, new UUID[0]);
    }

    private static <T> T[] all(List<Prepared> files, Function<Prepared, T> of, T[] type) {
        return files.stream().map(of).toList().toArray(type);
    }

    private static String name(UUID file, boolean small) {
        return small ? file + "-small" : file.toString();
    }

    private static String place(UUID file, boolean small) {
        return "files.file|" + name(file, small);
    }
}
