package org.toolroute.gateway.ledger;

import java.time.Duration;
import org.toolroute.gateway.shared.Credits;

/**
 * Credits to set aside for a call on credits.
 *
 * @param amount the most that the call can cost, at most {@link Credits#MOVEMENT_MAX}; where it is
 *     zero nothing is held, and the capture writes a usage row without a transfer
 * @param priceVersion the price list that the amount was taken from; the capture uses the same one
 * @param timeToLive after which the sweeper gives the credits back; longer than the call's deadline
 */
public record HoldRequest(
    BilledCall call, Credits amount, String priceVersion, Duration timeToLive) {}
