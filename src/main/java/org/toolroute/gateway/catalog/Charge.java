package org.toolroute.gateway.catalog;

import org.toolroute.gateway.shared.Credits;

/**
 * What a served call costs.
 *
 * @param units what it was computed from, for the bill, for example {@code input_tokens=12
 *     output_tokens=40}; empty when flat
 * @param estimated the provider reported no usable usage
 */
public record Charge(Credits actual, String units, boolean estimated) {}
