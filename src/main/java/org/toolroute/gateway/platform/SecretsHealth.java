package org.toolroute.gateway.platform;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.toolroute.gateway.secret.VaultHealth;

/** Readiness of whatever keeps the wrapping keys; named {@code secrets} in the health answer. */
@Component("secretsHealthIndicator")
final class SecretsHealth implements HealthIndicator {
  private final VaultHealth keeper;

  SecretsHealth(VaultHealth keeper) {
    this.keeper = keeper;
  }

  @Override
  public Health health() {
    VaultHealth.Status status = keeper.check();
    return status.ready()
        ? Health.up().build()
        : Health.down().withDetail("reason", status.reason()).build();
  }
}
