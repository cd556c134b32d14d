package niangjia.help;

import java.util.UUID;
import niangjia.shared.Province;

/** The identity of a help request: its province stands first. */
public record RequestId(Province province, UUID value) {}
