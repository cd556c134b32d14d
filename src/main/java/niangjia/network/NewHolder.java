package niangjia.network;

import niangjia.shared.PersonId;
import niangjia.shared.Province;

/** Where the holder of a seat becomes a person that the product knows; implemented above. */
public interface NewHolder {

    PersonId meet(Province province, String knownAs);
}
