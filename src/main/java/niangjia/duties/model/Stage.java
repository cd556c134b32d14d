package niangjia.duties.model;

/** How far a piece of work is. */
public enum Stage {
    OPEN,
    CLAIMED,
    /** The team has told what came of it, and who offered it has still to say whether it is so. */
    RESULT,
    DONE,
    /** It fell away: the fact went otherwise, or who offered it took it back. */
    GONE;

    public boolean ended() {
        return this == DONE || this == GONE;
    }
}
