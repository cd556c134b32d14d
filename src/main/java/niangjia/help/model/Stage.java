package niangjia.help.model;

/** Where a request stands. */
public enum Stage {
    /** Nobody has taken it yet. */
    WAITING,
    /** A member has taken it. */
    IN_HAND,
    /** A member thinks that it is done; she has the word. */
    HER_WORD,
    /** She said that it is done. */
    DONE,
    /** She was asked three times and said nothing: ended, never counted as solved. */
    NO_WORD,
    /** She took it back before it was done: ended, never counted as solved. */
    TAKEN_BACK;

    public boolean ended() {
        return this == DONE || this == NO_WORD || this == TAKEN_BACK;
    }
}
