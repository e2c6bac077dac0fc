package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class A2aSettingsTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    context.run(running ->
        assertThat(running.getBean(A2aSettings.class))
            .isEqualTo(
                new A2aSettings(
                    Optional.empty(),
                    Duration.ofHours(24),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(25))));
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues(
            "toolroute.a2a.public-url=https://tools.example.com",
            "toolroute.a2a.tasks-kept-for=2h",
            "toolroute.a2a.lost-after=3s",
            "toolroute.a2a.look-every=40ms",
            "toolroute.a2a.keep-alive-every=50ms",
            "toolroute.a2a.stream-limit=6s",
            "toolroute.a2a.shutdown-wait=0")
        .run(running ->
            assertThat(running.getBean(A2aSettings.class))
                .isEqualTo(
                    new A2aSettings(
                        Optional.of(URI.create("https://tools.example.com")),
                        Duration.ofHours(2),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(40),
                        Duration.ofMillis(50),
                        Duration.ofSeconds(6),
                        Duration.ZERO)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolroute.a2a.tasks-kept-for=59s",
        "toolroute.a2a.lost-after=999ms",
        "toolroute.a2a.look-every=19ms",
        "toolroute.a2a.keep-alive-every=49ms",
        "toolroute.a2a.stream-limit=999ms",
        "toolroute.a2a.shutdown-wait=-1s"
      })
  void aTimeOutOfRangeStopsTheStart(String property) {
    context.withPropertyValues(property).run(running -> assertThat(running).hasFailed());
  }

  @EnableConfigurationProperties(A2aSettings.class)
  static class Settings {}
}
