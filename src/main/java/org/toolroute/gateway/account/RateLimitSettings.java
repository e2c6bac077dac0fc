package org.toolroute.gateway.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What one gateway key, and one account with all its keys, may ask of one node. As many as a minute
 * allows may come at once after a minute of rest.
 *
 * @param requestsPerMinute calls of tools, each call of a batch and each A2A message
 * @param readsPerMinute on top of the calls: requests of every sort together are limited to the sum
 *     of both, so that only whoever reads more than this takes from the calls
 * @param concurrentRequests calls of a key that have not been answered yet
 * @param concurrentRequestsPerAccount the same of all keys of an account in one environment; fewer
 *     than {@code toolroute.upstream.connections-per-host}, or one account can take every
 *     connection to a provider
 * @param keyChecksPerMinute of one account: provider keys that are registered with {@code verify}
 */
@Validated
@ConfigurationProperties("toolroute.limits")
public record RateLimitSettings(
    @DefaultValue("600") @Min(1) @Max(10_000_000) int requestsPerMinute,
    @DefaultValue("600") @Min(1) @Max(10_000_000) int readsPerMinute,
    @DefaultValue("64") @Min(1) @Max(100_000) int concurrentRequests,
    @DefaultValue("100") @Min(1) @Max(100_000) int concurrentRequestsPerAccount,
    @DefaultValue("10") @Min(1) @Max(10_000) int keyChecksPerMinute) {}
