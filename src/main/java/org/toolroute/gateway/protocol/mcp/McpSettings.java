package org.toolroute.gateway.protocol.mcp;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the MCP endpoints, {@code toolroute.mcp.*}.
 *
 * @param pageSize tools on one page of a list
 * @param listTtl how long a client may keep a list without asking again
 * @param progressInterval how often a client hears of a call that still runs
 * @param keepAlive how often a silent stream of changes shows that it lives
 * @param listenFor how long a stream of changes lasts before the client has to ask for a new one
 */
@Validated
@ConfigurationProperties("toolroute.mcp")
record McpSettings(
    @DefaultValue("200") @Min(1) @Max(1000) int pageSize,
    @DefaultValue("60s") @DurationMin(millis = 0) Duration listTtl,
    @DefaultValue("1s") @DurationMin(millis = 10) Duration progressInterval,
    @DefaultValue("5s") @DurationMin(millis = 10) Duration keepAlive,
    @DefaultValue("30m") @DurationMin(millis = 10) Duration listenFor) {}
