package niangjia.messages;

/**
 * A way to telephones, such as an operator's gateway; a bean of this type is asked for each
 * message. Words never name a matter.
 */
public interface Courier {

    /**
     * Hands it over; what becomes of it is not waited for.
     *
     * @param telephone eleven digits
     */
    void bring(String telephone, String words);
}
