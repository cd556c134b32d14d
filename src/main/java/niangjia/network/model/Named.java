package niangjia.network.model;

import niangjia.keys.Field;

/** Columns of the net that tell of somebody who holds no office; they are stored closed. */
public final class Named {

    private static final String MEMBERSHIP = "network.membership";
    private static final String APPLICATION = "network.application";

    /** A membership's row is the woman's id, which is of this membership alone. */
    public static final Field MEMBER =
            new Field("network", MEMBERSHIP, "known_as", "woman", null, null);

    public static final Field MEMBER_CONTACT =
            new Field("network", MEMBERSHIP, "contact", "woman", null, null);

    public static final Field APPLICANT = new Field("network", APPLICATION, "applicant");
    public static final Field APPLICANT_CONTACT = new Field("network", APPLICATION, "contact");
    public static final Field PROOF = new Field("network", APPLICATION, "proof");

    private Named() {}
}
