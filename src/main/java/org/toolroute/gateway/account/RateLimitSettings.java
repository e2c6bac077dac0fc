package org.toolroute.gateway.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What one gateway key may ask of one node.
 *
 * @param requestsPerMinute on average; as many may come at once after a minute of rest
 * @param concurrentRequests requests that have not been answered yet
 */
@Validated
@ConfigurationProperties("toolroute.limits")
public record RateLimitSettings(
    @DefaultValue("600") @Min(1) @Max(10_000_000) int requestsPerMinute,
    @DefaultValue("64") @Min(1) @Max(100_000) int concurrentRequests) {}
