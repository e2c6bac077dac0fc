package org.toolroute.gateway.ledger;

import java.util.UUID;
import org.toolroute.gateway.shared.Credits;

/**
 * Credits that were added.
 *
 * @param id derived from account and reference, so it is the same every time
 * @param available what the account could spend right after the credits were added
 * @param created whether this call added them; false when an earlier one had
 */
public record TopUp(UUID id, Credits amount, Credits available, boolean created) {}
