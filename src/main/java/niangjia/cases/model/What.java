package niangjia.cases.model;

/** What an entry of the intake log tells of; the text key is {@code cases.entry.} and the name. */
public enum What {
    OPENED,
    REASON,
    NOTE,
    NAMED,
    UNNAMED,
    OPTION,
    FILED,
    PLAN,
    GRAVITY,
    REPORTED,
    REST_ASKED,
    RESTED,
    GOES_ON,
    OFFERED,
    ACCEPTED,
    DECLINED,
    TAKEN_OVER,
    WITHDRAWN,
    HOLD_ASKED,
    HOLD_SET,
    HOLD_NOT,
    LIFT_ASKED,
    LIFTED,
    WISHED,
    CONFIRMED,
    NOT_HERS,
    CALLED_BACK,
    PAPER,
    ERASED
}
