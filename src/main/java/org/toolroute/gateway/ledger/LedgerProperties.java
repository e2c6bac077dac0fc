package org.toolroute.gateway.ledger;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the ledger, {@code toolroute.ledger.*}.
 *
 * @param node names this gateway in its holds
 * @param poolSize database connections for money; more statements wait in line
 * @param maxWait how long a statement waits for a connection before the ledger counts as
 *     unavailable
 * @param statementTimeout after which the database gives a statement up
 * @param lockTimeout how long a statement waits for one locked row
 * @param capturePatience how long the capture of a served call is tried again while the database is
 *     out of reach, before its caller is told that the outcome is in the books; a hold outlives it
 * @param auditTimeout after which the database gives a statement of the audit up
 * @param spoolSize the most that usage rows may take up on disk while they wait for the database
 */
@Validated
@ConfigurationProperties("toolroute.ledger")
public record LedgerProperties(
    @DefaultValue("gateway") @NotBlank String node,
    @DefaultValue("8") @Min(1) @Max(100) int poolSize,
    @DefaultValue("2s") @DurationMin(millis = 250) Duration maxWait,
    @DefaultValue("3s") @DurationMin(millis = 100) Duration statementTimeout,
    @DefaultValue("2s") @DurationMin(millis = 50) Duration lockTimeout,
    @DefaultValue("10s") @DurationMin @DurationMax(seconds = 30) Duration capturePatience,
    @DefaultValue("1m") @DurationMin(seconds = 1) Duration auditTimeout,
    @DefaultValue("64MB") DataSize spoolSize) {}
