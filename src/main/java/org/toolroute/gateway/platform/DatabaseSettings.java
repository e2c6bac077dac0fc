package org.toolroute.gateway.platform;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long anything but money waits for the database, {@code toolroute.database.*}; money has
 * {@code toolroute.ledger.*}.
 *
 * @param maxWait for a connection of the pool
 * @param statementTimeout after which the database gives a statement up; a connection that says
 *     nothing for a second longer is closed, for its server is gone
 */
@Validated
@ConfigurationProperties("toolroute.database")
record DatabaseSettings(
    @DefaultValue("2s") @DurationMin(millis = 250) @DurationMax(minutes = 1) Duration maxWait,
    @DefaultValue("4s") @DurationMin(millis = 100) @DurationMax(minutes = 10)
        Duration statementTimeout) {}
