package niangjia.access;

import java.util.UUID;

/** A woman's account is deleted; what was gathered into it is let go in the same transaction. */
public record AccountLeft(UUID account) {}
