package org.toolroute.gateway.protocol.functions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class FunctionSettingsTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    context.run(running ->
        assertThat(running.getBean(FunctionSettings.class)).isEqualTo(new FunctionSettings(32, 8)));
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues(
            "toolroute.functions.calls-per-request=5", "toolroute.functions.concurrent-calls=2")
        .run(running ->
            assertThat(running.getBean(FunctionSettings.class))
                .isEqualTo(new FunctionSettings(5, 2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolroute.functions.calls-per-request=0",
        "toolroute.functions.calls-per-request=1001",
        "toolroute.functions.concurrent-calls=0",
        "toolroute.functions.concurrent-calls=1001"
      })
  void aValueOutOfRangeStopsTheStart(String property) {
    context.withPropertyValues(property).run(running -> assertThat(running).hasFailed());
  }

  @EnableConfigurationProperties(FunctionSettings.class)
  static class Settings {}
}
