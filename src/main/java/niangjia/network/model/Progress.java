package niangjia.network.model;

/** Somebody who watches a long piece of work. Told often: implementations decide what they show. */
@FunctionalInterface
public interface Progress {

    /** The parts of the work, in their order. */
    enum Part {
        READ,
        CHECKED,
        LAID
    }

    /**
     * @param of how many there are in all; 0 as long as nobody knows
     */
    void at(Part part, long done, long of);

    static Progress unwatched() {
        return (part, done, of) -> {};
    }
}
