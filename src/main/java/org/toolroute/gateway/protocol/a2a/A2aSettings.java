package org.toolroute.gateway.protocol.a2a;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the A2A agent, {@code toolroute.a2a.*}.
 *
 * @param publicUrl where callers reach the gateway, for the agent card; without it, the card names
 *     the host that it was asked at
 * @param tasksKeptFor how long a task can be read after its last change
 * @param lostAfter how much longer than the longest operation a task may run before its gateway
 *     counts as dead
 * @param lookEvery how often the node looks for changes that another one made to tasks that are
 *     waited for, and a waiting request whether its key is still good
 * @param keepAliveEvery the longest silence of a stream
 * @param streamLimit after which a stream is closed; the caller subscribes again
 * @param shutdownWait how long a stopping gateway waits for calls that nobody waits for
 */
@Validated
@ConfigurationProperties("toolroute.a2a")
record A2aSettings(
    Optional<URI> publicUrl,
    @DefaultValue("24h") @DurationMin(minutes = 1) Duration tasksKeptFor,
    @DefaultValue("60s") @DurationMin(seconds = 1) Duration lostAfter,
    @DefaultValue("1s") @DurationMin(millis = 20) Duration lookEvery,
    @DefaultValue("5s") @DurationMin(millis = 50) Duration keepAliveEvery,
    @DefaultValue("15m") @DurationMin(seconds = 1) Duration streamLimit,
    @DefaultValue("25s") @DurationMin(millis = 0) Duration shutdownWait) {}
