package org.toolroute.gateway.provider.transport;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the connections to providers.
 *
 * @param connectionsPerHost connections to one provider; also the calls under way to it. More than
 *     {@code toolroute.limits.concurrent-requests-per-account}, so that no account takes them all
 * @param connections connections to all providers together
 * @param connectTimeout for opening a connection
 * @param queueTimeout for waiting until a connection is free
 * @param idleFor after which an unused connection is checked before it is used again
 */
@Validated
@ConfigurationProperties("toolroute.upstream")
record UpstreamSettings(
    @DefaultValue("200") @Min(1) int connectionsPerHost,
    @DefaultValue("1000") @Min(1) int connections,
    @DefaultValue("5s") @DurationMin(millis = 1) Duration connectTimeout,
    @DefaultValue("5s") @DurationMin(millis = 1) Duration queueTimeout,
    @DefaultValue("2s") @DurationMin Duration idleFor) {}
