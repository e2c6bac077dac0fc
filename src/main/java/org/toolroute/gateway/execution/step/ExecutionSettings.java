package org.toolroute.gateway.execution.step;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of running calls, {@code toolroute.execution.*}.
 *
 * @param holdMargin how much longer than the call's deadline its hold lives, so that a slow
 *     settlement still finds it; after a crash of the gateway, credits stay held this much longer
 */
@Validated
@ConfigurationProperties("toolroute.execution")
record ExecutionSettings(@DefaultValue("60s") @DurationMin(seconds = 1) Duration holdMargin) {}
