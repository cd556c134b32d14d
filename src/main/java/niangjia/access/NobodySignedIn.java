package niangjia.access;

/** A page of staff was asked for, and nobody who holds a seat is signed in. */
final class NobodySignedIn extends RuntimeException {

    NobodySignedIn() {
        super("nobody signed in", null, false, false);
    }
}
