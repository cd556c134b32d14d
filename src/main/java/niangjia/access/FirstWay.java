package niangjia.access;

import niangjia.access.Provider.Identity;

/** The way into an account that is opened, or given back: from then on the only one. */
sealed interface FirstWay {

    record Password(String login, String password) implements FirstWay {}

    /**
     * The organisation's provider says who she is.
     *
     * @param twice it asked her for two factors: then no second one is needed here
     */
    record Vouched(Identity identity, boolean twice) implements FirstWay {}
}
