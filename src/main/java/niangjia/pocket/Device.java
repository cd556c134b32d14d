package niangjia.pocket;

import java.time.Instant;
import java.util.UUID;

/**
 * A phone that a member works on without signal.
 *
 * @param label browser and system
 * @param revoked it erases itself at its next contact
 */
public record Device(UUID id, String label, Instant since, Instant lastContact, boolean revoked) {}
