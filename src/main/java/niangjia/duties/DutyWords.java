package niangjia.duties;

import niangjia.keys.Field;

/** What is said in free words about work; all of it is stored closed. */
public final class DutyWords {

    /** What is to be done. */
    public static final Field WORK = new Field("duties", "duties.work", "words");

    /** What came of it, as the team tells it. */
    public static final Field RESULT = new Field("duties", "duties.work", "result");

    /** Why a result was sent back. */
    public static final Field BACK = new Field("duties", "duties.work", "back");

    /** What somebody wished to say when she declined. */
    public static final Field DECLINE = new Field("duties", "duties.decline", "words");

    private DutyWords() {}
}
