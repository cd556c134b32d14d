package niangjia.duties.model;

/** Where work comes from, and so which fact closes it. */
public enum Rule {
    /** A pairing whose planned day has passed; a visit closes it. */
    VISIT,
    /** A request that waits at the place; somebody who takes it closes it. */
    REQUEST,
    /** A place without a federation that is heard of; that it answers closes it. */
    BLIND_SPOT,
    /** A federation of which nobody is on duty; somebody on duty closes it. */
    ON_DUTY,
    /** Offered by a federation; a result that it confirms closes it. */
    OFFERED
}
