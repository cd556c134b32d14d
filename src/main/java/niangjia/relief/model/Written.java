package niangjia.relief.model;

import java.util.UUID;
import niangjia.files.Owner;
import niangjia.keys.Field;
import niangjia.shared.Province;

/** What is kept in words of who sells and who takes; all of it is stored closed. */
public final class Written {

    private static final String PURPOSE = "relief";

    /** What the seller is called; the page shows no more of it than she agreed to. */
    public static final Field SELLER = new Field(PURPOSE, "relief.campaign", "seller");

    /** Where the goods are, found again so that no field is offered twice. */
    public static final Field YARD =
            new Field(
                    PURPOSE,
                    "relief.campaign",
                    "yard",
                    "id",
                    null,
                    new Field.Lookup("yard_hash", Written::alike));

    public static final Field REACH = new Field(PURPOSE, "relief.campaign", "reach");
    public static final Field THANKS = new Field(PURPOSE, "relief.campaign", "thanks");
    public static final Field BUYER = new Field(PURPOSE, "relief.pledge", "known_as");
    public static final Field ORGANISATION = new Field(PURPOSE, "relief.pledge", "organisation");

    /** How to reach who pledged, found again so that nobody takes more than there is for one. */
    public static final Field CONTACT =
            new Field(
                    PURPOSE,
                    "relief.pledge",
                    "contact",
                    "id",
                    null,
                    new Field.Lookup("contact_hash", Written::alike));

    public static final Field ALARM = new Field(PURPOSE, "relief.alarm", "words");

    /** The pictures of a campaign. */
    public static final Field FILES = Owner.field(PURPOSE);

    private Written() {}

    public static Owner pictures(Province province, UUID campaign) {
        return new Owner(FILES, province, campaign, false);
    }

    /** Spellings of the same place or number: letters, digits and characters only. */
    static String alike(String typed) {
        var alike = new StringBuilder();
        typed.codePoints()
                .map(c -> c >= '０' && c <= '９' ? c - '０' + '0' : c)
                .filter(Character::isLetterOrDigit)
                .map(Character::toLowerCase)
                .forEach(alike::appendCodePoint);
        return alike.toString();
    }
}
