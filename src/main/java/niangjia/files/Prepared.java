package niangjia.files;

import java.util.HexFormat;
import java.util.UUID;
import niangjia.files.model.Made;
import niangjia.keys.FileKey;

/** A file that lies closed in the store and belongs to nothing yet; swept if that stays so. */
public record Prepared(UUID id, Made.Facts facts, FileKey key) {

    public FileKind kind() {
        return facts.kind();
    }

    /** SHA-256 of what was made of it. */
    public String hash() {
        return HexFormat.of().formatHex(facts.hash());
    }
}
