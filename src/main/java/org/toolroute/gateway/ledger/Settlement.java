package org.toolroute.gateway.ledger;

import org.toolroute.gateway.shared.Credits;

/**
 * What a capture took.
 *
 * @param charged what left the balance
 * @param uncollected what the call cost beyond what could be taken; the operator's loss
 */
public record Settlement(Credits charged, Credits uncollected) {}
