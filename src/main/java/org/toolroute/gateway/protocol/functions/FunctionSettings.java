package org.toolroute.gateway.protocol.functions;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What one request to {@code POST /api/v1/tool-calls} may do.
 *
 * @param callsPerRequest calls in it; more are refused before any of them runs
 * @param concurrentCalls of them under way at once; never more than {@code
 *     toolroute.limits.concurrent-requests}, against which each counts
 */
@Validated
@ConfigurationProperties("toolroute.functions")
record FunctionSettings(
    @DefaultValue("32") @Min(1) @Max(1_000) int callsPerRequest,
    @DefaultValue("8") @Min(1) @Max(1_000) int concurrentCalls) {}
