package niangjia.access;

import java.util.UUID;

/**
 * A woman who has come into her account; a controller takes it as a parameter. Who has not is shown
 * the way in before a controller sees the request.
 */
public record Resident(UUID account) {}
