package niangjia.relief.model;

/** Names as a ledger shows them to everybody. */
public final class Masked {

    private Masked() {}

    /** The first character, and that there is more: 王**. */
    public static String name(String name) {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
    }

    /** An organisation's first two and last two characters: 石桥…食堂; a short one as a person's. */
    public static String organisation(String name) {
        int length = name.codePointCount(0, name.length());
        return length < 6
                ? name(name)
                : name.substring(0, name.offsetByCodePoints(0, 2))
                        + "…"
                        + name.substring(name.offsetByCodePoints(name.length(), -2));
    }
}
