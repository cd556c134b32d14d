package niangjia.help.model;

/** How she found it. */
public enum Satisfied {
    YES,
    PARTLY,
    NO
}
