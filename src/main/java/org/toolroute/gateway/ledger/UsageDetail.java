package org.toolroute.gateway.ledger;

import java.time.Duration;
import java.util.Optional;

/**
 * What a usage row says beside the money.
 *
 * @param errorCode the code of {@code ErrorCode} on the wire, or empty when the call succeeded
 * @param upstreamStatus the provider's HTTP status, or empty when it never answered
 * @param units what the price was computed from, as text for the bill, for example {@code
 *     input_tokens=12 output_tokens=40}; empty when flat
 * @param estimated whether the provider reported no usage and the price is an estimate
 */
public record UsageDetail(
    Optional<String> errorCode,
    Optional<Integer> upstreamStatus,
    String units,
    boolean estimated,
    Duration elapsed) {}
