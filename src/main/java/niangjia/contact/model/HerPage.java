package niangjia.contact.model;

import java.util.UUID;
import niangjia.shared.Province;

/** The identity of a woman's page here: her record in one province, named or still proposed. */
public record HerPage(Province province, UUID woman) {}
