package niangjia.network;

import java.nio.file.Path;

/** Opens files of rows. */
public interface Sheets {

    /**
     * @throws niangjia.shared.Refused if the file is of no known format, broken or too large
     */
    Sheet open(Path file);
}
