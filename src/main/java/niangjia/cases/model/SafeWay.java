package niangjia.cases.model;

/** How somebody on a matter has spoken with her before anything of it is given out or erased. */
public enum SafeWay {
    /** By the way and at the time that were agreed with her. */
    AGREED_WAY,
    IN_PERSON
}
