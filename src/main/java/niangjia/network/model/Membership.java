package niangjia.network.model;

import niangjia.shared.PersonId;
import niangjia.shared.Province;
import niangjia.shared.UnitId;

/**
 * A woman in a federation that is not her place's.
 *
 * @param woman known by this id in this membership alone
 */
public record Membership(Province province, UnitId unit, PersonId woman) {}
