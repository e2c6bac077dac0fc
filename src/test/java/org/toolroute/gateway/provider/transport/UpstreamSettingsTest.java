package org.toolroute.gateway.provider.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class UpstreamSettingsTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    context.run(running ->
        assertThat(running.getBean(UpstreamSettings.class))
            .isEqualTo(
                new UpstreamSettings(
                    200,
                    1000,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(2))));
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues(
            "toolroute.upstream.connections-per-host=2",
            "toolroute.upstream.connections=3",
            "toolroute.upstream.connect-timeout=1ms",
            "toolroute.upstream.queue-timeout=2ms",
            "toolroute.upstream.idle-for=0")
        .run(running ->
            assertThat(running.getBean(UpstreamSettings.class))
                .isEqualTo(
                    new UpstreamSettings(
                        2, 3, Duration.ofMillis(1), Duration.ofMillis(2), Duration.ZERO)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolroute.upstream.connections-per-host=0",
        "toolroute.upstream.connections=0",
        "toolroute.upstream.connect-timeout=0",
        "toolroute.upstream.queue-timeout=0",
        "toolroute.upstream.idle-for=-1ms"
      })
  void aValueOutOfRangeStopsTheStart(String property) {
    context.withPropertyValues(property).run(running -> assertThat(running).hasFailed());
  }

  @EnableConfigurationProperties(UpstreamSettings.class)
  static class Settings {}
}
