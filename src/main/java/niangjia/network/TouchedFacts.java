package niangjia.network;

import java.util.List;
import niangjia.shared.Scope;

/** What of a module above is touched when a unit is moved or closed, such as open requests. */
public interface TouchedFacts {

    List<UnitFacts.Fact> of(Scope scope, Place place);
}
