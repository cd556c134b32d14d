package niangjia.people;

import java.time.Instant;
import java.util.Map;
import niangjia.shared.Province;
import niangjia.shared.UnitId;

/**
 * The daily round has erased what had had its time; published within its transaction.
 *
 * @param unit the unit in whose log it stands
 * @param erased how much, by the text key of its kind
 */
public record RoundMade(Instant at, Province province, UnitId unit, Map<String, Long> erased) {}
