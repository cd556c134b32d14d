package niangjia.files.tasks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.files.Attachments;
import niangjia.people.Held;
import niangjia.people.Kept;
import niangjia.people.Kept.Ground;
import niangjia.people.Kept.Until;
import niangjia.people.PersonalData;
import niangjia.people.Subject;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The files of her matter: told, taken along and erased with it. When a matter has had its time,
 * the module that owns it has its files erased.
 */
@Component
@Order(15)
class FilesKept implements PersonalData {

    private static final Kept FILE =
            new Kept(
                    "files.file",
                    List.of("matter", "secret", "kind", "bytes", "at"),
                    "files.data.file",
                    Ground.HER_WISH,
                    new Until.Done());

    private final JdbcClient jdbc;
    private final Attachments attachments;

    FilesKept(JdbcClient jdbc, Attachments attachments) {
        this.jdbc = jdbc;
        this.attachments = attachments;
    }

    @Override
    public List<Kept> kept() {
        return List.of(FILE);
    }

    /** Of what is for colleagues only she is told that it is there. */
    @Override
    public List<Held> held(Subject her) {
        return jdbc.sql(
                        "select id, for_her, kind, bytes, at from files.file where province = ? and matter = ? order by id")
                .params(her.province().number(), her.matter())
                .query((row, n) -> {
                    Map<String, Object> values = new LinkedHashMap<>();
                    values.put("at", row.getTimestamp("at").toInstant());
                    String kind = row.getString("kind");
                    values.put("kind", new Held.Word(kind, "files.kind." + kind));
                    values.put("bytes", row.getInt("bytes"));
                    if (row.getBoolean("for_her")) {
                        values.put("file", new Held.File(row.getObject("id", UUID.class)));
                    }
                    return new Held(FILE, values);
                })
                .list();
    }

    @Override
    public void erase(Subject her) {
        attachments.erase(List.of(her.province()), List.of(her.matter()));
    }
}
