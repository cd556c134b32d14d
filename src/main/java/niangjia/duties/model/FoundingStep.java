package niangjia.duties.model;

/** The steps by which a federation is founded (会改联), in their order. */
public enum FoundingStep {
    PLAN,
    CONGRESS,
    /** A secret ballot with more candidates than seats (差额选举). */
    BALLOT,
    /** The committee elects chair and vice-chairs. */
    COMMITTEE,
    APPROVAL,
    FILING
}
