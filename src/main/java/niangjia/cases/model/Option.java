package niangjia.cases.model;

/** What can be put to her; shown at every step. */
public enum Option {
    POLICE_WARNING,
    PROTECTION_ORDER,
    SHELTER,
    LEGAL_AID,
    COUNSELLING,
    /** Off unless she asks for it. */
    MEDIATION;

    /** How far one has come. */
    public enum State {
        OFFERED,
        WISHED,
        UNDER_WAY,
        DONE
    }
}
