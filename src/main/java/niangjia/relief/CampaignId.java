package niangjia.relief;

import java.util.UUID;
import niangjia.shared.Province;

/** The identity of a campaign: its province stands first. */
public record CampaignId(Province province, UUID value) {

    /** Reads what {@link #toString()} wrote. */
    public static CampaignId of(String text) {
        int slash = text.indexOf('/');
        return new CampaignId(
                new Province(Short.parseShort(text.substring(0, slash))),
                UUID.fromString(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return province.number() + "/" + value;
    }
}
