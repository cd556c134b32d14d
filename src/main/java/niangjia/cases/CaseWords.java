package niangjia.cases;

import niangjia.files.Owner;
import niangjia.help.RequestId;
import niangjia.keys.Field;
import niangjia.keys.Field.Cell;

/** What a sealed matter holds in words, all of it under keys of its own. */
public final class CaseWords {

    public static final Field PLAN = new Field("cases", "cases.matter", "plan", "id", "id", null);
    public static final Field REACH = new Field("cases", "cases.matter", "reach", "id", "id", null);

    /** Evidence: closed once, since the hash of the entry covers it as it is stored. */
    public static final Field ENTRY =
            new Field(Field.EVIDENCE, "cases.entry", "words", "id", "matter", null);

    /** The pictures and documents of a matter at work. */
    public static final Field FILES = Owner.field("cases");

    /** The installation's own: of no matter, and of the nation. */
    public static final Field SIGNING = new Field("signing", "cases.signing_key", "secret");

    private CaseWords() {}

    /** Whose the files of a matter are: closed under the key that closes its plan. */
    public static Owner files(RequestId matter) {
        return new Owner(FILES, matter.province(), matter.value(), true);
    }

    public static Cell of(Field field, RequestId matter) {
        return field.in(matter.province(), matter.value(), matter.value());
    }
}
