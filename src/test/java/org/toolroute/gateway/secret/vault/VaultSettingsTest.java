package org.toolroute.gateway.secret.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class VaultSettingsTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withUserConfiguration(Settings.class)
          .withPropertyValues("toolroute.vault.address=https://vault.example:8200");

  @Test
  void defaults() {
    context.run(running ->
        assertThat(running.getBean(VaultSettings.class))
            .isEqualTo(
                new VaultSettings(
                    URI.create("https://vault.example:8200"),
                    null,
                    "toolroute-kv",
                    "toolroute-transit",
                    "byok",
                    null,
                    null,
                    "toolroute-gateway",
                    null,
                    null,
                    null,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5))));
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues(
            "toolroute.vault.namespace=team",
            "toolroute.vault.kv-mount=team/kv",
            "toolroute.vault.transit-mount=team/transit",
            "toolroute.vault.transit-key=keys",
            "toolroute.vault.role-id=id",
            "toolroute.vault.wrapped-secret-id-file=/run/wrapped",
            "toolroute.vault.role=gateway",
            "toolroute.vault.token-file=/run/token",
            "toolroute.vault.token=s.token",
            "toolroute.vault.ca-file=/etc/ca.pem",
            "toolroute.vault.connect-timeout=1ms",
            "toolroute.vault.request-timeout=1m",
            "toolroute.vault.call-timeout=2ms",
            "toolroute.vault.dek-cache-ttl=0")
        .run(running ->
            assertThat(running.getBean(VaultSettings.class))
                .isEqualTo(
                    new VaultSettings(
                        URI.create("https://vault.example:8200"),
                        "team",
                        "team/kv",
                        "team/transit",
                        "keys",
                        "id",
                        Path.of("/run/wrapped"),
                        "gateway",
                        Path.of("/run/token"),
                        "s.token",
                        Path.of("/etc/ca.pem"),
                        Duration.ofMillis(1),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(2),
                        Duration.ZERO)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolroute.vault.kv-mount=",
        "toolroute.vault.kv-mount=/kv",
        "toolroute.vault.transit-mount=a//b",
        "toolroute.vault.transit-key=a/b",
        "toolroute.vault.role=a/b",
        "toolroute.vault.connect-timeout=0",
        "toolroute.vault.connect-timeout=61s",
        "toolroute.vault.request-timeout=0",
        "toolroute.vault.request-timeout=61s",
        "toolroute.vault.call-timeout=0",
        "toolroute.vault.call-timeout=61s",
        "toolroute.vault.dek-cache-ttl=-1s",
        "toolroute.vault.dek-cache-ttl=3601s"
      })
  void aValueOutOfRangeStopsTheStart(String property) {
    context.withPropertyValues(property).run(running -> assertThat(running).hasFailed());
  }

  @EnableConfigurationProperties(VaultSettings.class)
  static class Settings {}
}
