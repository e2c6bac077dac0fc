package org.toolroute.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BreakerSettingsTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    context.run(running ->
        assertThat(running.getBean(BreakerSettings.class))
            .isEqualTo(new BreakerSettings(50, 20, 50, Duration.ofSeconds(15))));
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues(
            "toolroute.breaker.window=9",
            "toolroute.breaker.minimum-calls=3",
            "toolroute.breaker.failure-rate-percent=100",
            "toolroute.breaker.open-for=1s")
        .run(running ->
            assertThat(running.getBean(BreakerSettings.class))
                .isEqualTo(new BreakerSettings(9, 3, 100, Duration.ofSeconds(1))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolroute.breaker.window=0",
        "toolroute.breaker.minimum-calls=0",
        "toolroute.breaker.failure-rate-percent=0",
        "toolroute.breaker.failure-rate-percent=101",
        "toolroute.breaker.open-for=999ms"
      })
  void aValueOutOfRangeStopsTheStart(String property) {
    context.withPropertyValues(property).run(running -> assertThat(running).hasFailed());
  }

  @EnableConfigurationProperties(BreakerSettings.class)
  static class Settings {}
}
