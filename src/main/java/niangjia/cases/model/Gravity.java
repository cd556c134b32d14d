package niangjia.cases.model;

/** How grave a matter is; said of the matter, never of a person. */
public enum Gravity {
    LOW,
    MIDDLE,
    HIGH
}
