package niangjia.files.model;

/** Draws documents anew, page by page, so that nothing of the sender's own is left in them. */
public interface Documents {

    /** More are not drawn. */
    int MOST_PAGES = 20;

    /**
     * @param nth which of those handed in it is, for who is told
     * @throws niangjia.shared.Refused if it is locked, broken, or takes too much
     */
    Made draw(byte[] pdf, int nth);
}
