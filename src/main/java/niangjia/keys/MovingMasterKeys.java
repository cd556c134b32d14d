package niangjia.keys;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From one place of master keys to another: new ones are made at the new place, and one of before
 * closes and opens where it is until {@code keys change-master} has left it.
 */
final class MovingMasterKeys implements MasterKeys {

    private final MasterKeys now;
    private final MasterKeys before;

    /** Told by what they opened, since a folder with a secret has a key for every number. */
    private final Set<Integer> ofBefore = ConcurrentHashMap.newKeySet();

    MovingMasterKeys(MasterKeys now, MasterKeys before) {
        this.now = now;
        this.before = before;
    }

    @Override
    public byte[] close(int version, byte[] key, byte[] bound) {
        return (ofBefore.contains(version) ? before : now).close(version, key, bound);
    }

    @Override
    public byte[] open(int version, byte[] closed, byte[] bound) {
        if (ofBefore.contains(version)) {
            return before.open(version, closed, bound);
        }
        try {
            return now.open(version, closed, bound);
        } catch (IllegalArgumentException notThere) {
            byte[] opened = before.open(version, closed, bound);
            ofBefore.add(version);
            return opened;
        }
    }
}
