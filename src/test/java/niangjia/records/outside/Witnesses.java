package niangjia.records.outside;

import java.nio.file.Path;
import niangjia.records.model.Witness;

/** Real witnesses for tests of other rooms. */
public final class Witnesses {

    private Witnesses() {}

    public static Witness folder(Path folder) {
        return new FolderWitness(folder, folder.resolve("none"));
    }
}
