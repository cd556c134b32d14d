package niangjia.network;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import niangjia.shared.UnitId;

/**
 * A unit's short address, {@code /u/} and 22 letters: it hangs on walls, so it never changes and
 * names nothing.
 */
public final class WallAddress {

    private WallAddress() {}

    public static String of(UnitId unit) {
        byte[] bytes =
                ByteBuffer.allocate(16)
                        .putLong(unit.value().getMostSignificantBits())
                        .putLong(unit.value().getLeastSignificantBits())
                        .array();
        return "/u/" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The unit behind the last part of such an address, or of one that spells the id out. */
    public static Optional<UnitId> unit(String part) {
        try {
            if (part.length() == 36) {
                return Optional.of(UnitId.of(part));
            }
            if (part.length() != 22) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(part));
            return Optional.of(new UnitId(new UUID(bytes.getLong(), bytes.getLong())));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }
}
