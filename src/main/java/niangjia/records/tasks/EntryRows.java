package niangjia.records.tasks;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import niangjia.records.model.Hasher;
import niangjia.records.model.Sealable;
import org.jspecify.annotations.Nullable;

/** Reads entries as they are sealed; what is written once and read again when it is proved. */
final class EntryRows {

    /** Of {@code records.entry e} and {@code records.reason r}. */
    static final String FIELDS =
            "e.province, e.id, (extract(epoch from e.at) * 1000000)::bigint as micros, e.act, e.door, e.seat,"
                    + " e.person, e.unit, e.matter, e.sealed, r.salt, r.words";

    private EntryRows() {}

    /**
     * @param reason the hash that the leaf covers
     */
    static Sealable read(ResultSet row, byte @Nullable [] reason) throws SQLException {
        return new Sealable(
                row.getShort("province"),
                row.getObject("id", UUID.class),
                row.getLong("micros"),
                row.getString("act"),
                row.getString("door"),
                row.getObject("seat", UUID.class),
                row.getObject("person", UUID.class),
                row.getObject("unit", UUID.class),
                row.getObject("matter", UUID.class),
                row.getBoolean("sealed"),
                reason);
    }

    /** The hash of the reason that stands there now, or null where there is none. */
    static byte @Nullable [] reason(ResultSet row, Hasher hasher) throws SQLException {
        String words = row.getString("words");
        return words == null ? null : hasher.reason(row.getBytes("salt"), words);
    }
}
