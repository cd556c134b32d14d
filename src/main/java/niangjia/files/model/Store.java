package niangjia.files.model;

import java.util.Optional;

/**
 * Where the closed bytes lie: a folder, or a bucket of an S3-compatible server. Names are ours,
 * letters, digits and hyphens.
 */
public interface Store {

    /** The store cannot be reached, or is full. */
    final class Away extends RuntimeException {
        public Away(Throwable cause) {
            super("the store of files is away", cause);
        }
    }

    /**
     * When it returns, the bytes outlive a power cut.
     *
     * @throws Away if they do not
     */
    void put(String name, byte[] bytes);

    /**
     * @throws Away if that cannot be told
     */
    Optional<byte[]> get(String name);

    /** It is gone afterwards, whether it was there or not. */
    void delete(String name);
}
