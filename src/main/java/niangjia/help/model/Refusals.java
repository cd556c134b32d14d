package niangjia.help.model;

/** Text keys of what the rules of a request refuse. */
final class Refusals {

    static final String ENDED = "help.refused.ended";
    static final String NOT_TAKEN = "help.refused.not-taken";
    static final String ALREADY_TAKEN = "help.refused.already-taken";
    static final String NOT_YOURS = "help.refused.not-yours";
    static final String NOT_PROPOSED = "help.refused.not-proposed";
    static final String ANOTHER_MUST_ASK_HER = "help.refused.another-must-ask-her";
    static final String SHE_SPEAKS_FOR_HERSELF = "help.refused.she-speaks-for-herself";
    static final String SEALED = "help.next.sealed";
    static final String NOT_OFFERED = "help.refused.not-offered";

    private Refusals() {}
}
