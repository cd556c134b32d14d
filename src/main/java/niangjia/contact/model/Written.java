package niangjia.contact.model;

import niangjia.files.Owner;
import niangjia.keys.Field;

/** What is written of women here; all of it is stored closed, under the key of its province. */
public final class Written {

    public static final Field NAME = of("contact.woman", "known_as");
    public static final Field PROPOSED_NAME = of("contact.proposed", "known_as");
    public static final Field IMPORTED_NAME = of("contact.import_line", "known_as");

    /** How she is, in her own words. */
    public static final Field VISIT = of("contact.visit", "words");

    /** The other value, where two corrected one visit. */
    public static final Field SECOND = of("contact.conflict", "words");

    public static final Field ADDITION = of("contact.addition", "words");

    /** What the member told her when she ended it. */
    public static final Field LAST_WORD = of("contact.past_pairing", "word");

    public static final Field RELAY_NEED = of("contact.relay", "need");
    public static final Field LEFT_TO_DO = of("contact.leg", "to_do");

    /** Pictures and documents that came with visits to her. */
    public static final Field FILES = Owner.field("contact");

    private Written() {}

    /** All that came with visits to her; a part of it is what came with one. */
    public static Owner files(HerPage page) {
        return new Owner(FILES, page.province(), page.woman(), false);
    }

    private static Field of(String table, String column) {
        return new Field("contact", table, column);
    }
}
