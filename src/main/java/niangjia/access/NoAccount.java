package niangjia.access;

/** She has not come into an account. */
final class NoAccount extends RuntimeException {

    NoAccount() {
        super("no account", null, false, false);
    }
}
