package niangjia.help;

import niangjia.files.Owner;
import niangjia.keys.Field;
import niangjia.keys.Field.Cell;

/**
 * What a request holds in words. All of it is stored closed: under the key of its province, and
 * what is sealed under a key of its own, so that it can be erased by itself.
 */
public final class HerWords {

    public static final Field STORY = ofRequest("story");
    public static final Field CONTACT = ofRequest("contact");
    public static final Field SAFE_TIME = ofRequest("safe_time");
    public static final Field WORD = ofRequest("word");

    /** Whom she does not want to see it, one a line. */
    public static final Field NOT_BY = ofRequest("not_by");

    /** What she is called, in a sealed matter that somebody asked for her. */
    public static final Field KNOWN_AS = ofRequest("known_as");

    /** Words of a step; its row is the step's. */
    public static final Field STEP = new Field("help", "help.step", "words", "id", "request", null);

    /** The pictures and documents of a request. */
    public static final Field FILES = Owner.field("help");

    private HerWords() {}

    /** Whose the files of a request are. */
    public static Owner files(RequestId id, boolean sealed) {
        return new Owner(FILES, id.province(), id.value(), sealed);
    }

    private static Field ofRequest(String column) {
        return new Field("help", "help.request", column, "id", "id", null);
    }

    /** A field of the request itself. */
    public static Cell of(Field field, RequestId id, boolean sealed) {
        return sealed
                ? field.in(id.province(), id.value(), id.value())
                : field.in(id.province(), id.value());
    }
}
