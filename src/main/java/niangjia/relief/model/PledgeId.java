package niangjia.relief.model;

import java.util.UUID;
import niangjia.shared.Province;

/** The identity of a pledge: its province stands first. */
public record PledgeId(Province province, UUID value) {

    /** Reads what {@link #toString()} wrote. */
    public static PledgeId of(String text) {
        int slash = text.indexOf('/');
        return new PledgeId(
                new Province(Short.parseShort(text.substring(0, slash))),
                UUID.fromString(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return province.number() + "/" + value;
    }
}
