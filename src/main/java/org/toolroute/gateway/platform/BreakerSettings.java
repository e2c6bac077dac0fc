package org.toolroute.gateway.platform;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When the gateway stops calling a provider that fails.
 *
 * @param window how many of the latest calls are looked at
 * @param minimumCalls how many calls there must be before the breaker may open
 * @param failureRatePercent from which share of outages on it opens
 * @param openFor how long it stays open before it tries again
 */
@Validated
@ConfigurationProperties("toolroute.breaker")
record BreakerSettings(
    @DefaultValue("50") @Min(1) int window,
    @DefaultValue("20") @Min(1) int minimumCalls,
    @DefaultValue("50") @Min(1) @Max(100) int failureRatePercent,
    @DefaultValue("15s") @DurationMin(seconds = 1) Duration openFor) {}
