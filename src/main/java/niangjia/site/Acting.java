package niangjia.site;

import niangjia.shared.Scope;

/**
 * Somebody of the staff who acts from a seat; a controller takes it as a parameter. Who has no seat
 * is sent to the door before the controller is asked.
 */
public record Acting(Scope.Branch scope) {}
