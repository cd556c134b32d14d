package niangjia.keys;

import niangjia.database.DataFolder;

/**
 * Master keys as secrets of the data folder: a file each that only its owner can read, or derived
 * from {@code NIANGJIA_SECRET}.
 */
class FolderMasterKeys implements MasterKeys {

    private final DataFolder folder;
    private final Suite suite = Suite.AES_256_GCM;

    FolderMasterKeys(DataFolder folder) {
        this.folder = folder;
    }

    @Override
    public byte[] close(int version, byte[] key, byte[] bound) {
        return suite.close(secret(version), key, bound);
    }

    @Override
    public byte[] open(int version, byte[] closed, byte[] bound) {
        if (!folder.keeps(name(version))) {
            throw new IllegalArgumentException("no " + name(version) + " in the data folder");
        }
        return suite.open(secret(version), closed, bound);
    }

    private byte[] secret(int version) {
        return folder.secret(name(version), 32);
    }

    private static String name(int version) {
        return "master-key-" + version;
    }
}
