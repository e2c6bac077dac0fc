package org.toolroute.gateway.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many streams of events may be open on one node, whatever their protocol, {@code
 * toolroute.streams.*}. Each holds a connection of the HTTP server until it ends.
 *
 * @param perKey under one gateway key
 * @param perAccount under all keys of one account
 * @param perGateway of all accounts; well below {@code server.tomcat.max-connections}
 */
@Validated
@ConfigurationProperties("toolroute.streams")
public record StreamLimitSettings(
    @DefaultValue("16") @Min(1) @Max(100_000) int perKey,
    @DefaultValue("64") @Min(1) @Max(100_000) int perAccount,
    @DefaultValue("1024") @Min(1) @Max(100_000) int perGateway) {}
