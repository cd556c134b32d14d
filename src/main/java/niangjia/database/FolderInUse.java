package niangjia.database;

/**
 * Another program works on the data folder; it is left alone. The message is for the person at the
 * terminal.
 */
final class FolderInUse extends CannotStart {

    FolderInUse(DataFolder folder) {
        super(
                "Another program (process "
                        + folder.holder()
                        + ") works on the data folder "
                        + folder.path()
                        + ": stop it, or give this one a folder of its own with NIANGJIA_DATA.");
    }
}
