package niangjia.access;

/** Something sealed is to be opened, and the last proof of who opens it is too long ago. */
final class ProofIsOld extends RuntimeException {

    private final String path;

    ProofIsOld(String path) {
        super("prove again", null, false, false);
        this.path = path;
    }

    String path() {
        return path;
    }
}
