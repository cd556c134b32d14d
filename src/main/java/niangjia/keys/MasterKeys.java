package niangjia.keys;

/**
 * What closes the keys: a file of this installation by default, or an operator's key service. Only
 * keys are sent there, never a person's field.
 */
public interface MasterKeys {

    /**
     * @param version counted from 1; a new one is made where it was not there before
     * @param bound what the key is for: it opens with the same only
     */
    byte[] close(int version, byte[] key, byte[] bound);

    /**
     * @throws IllegalArgumentException if it was not closed by this master key
     */
    byte[] open(int version, byte[] closed, byte[] bound);
}
