package org.toolroute.gateway.execution.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ExecutionSettingsTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    context.run(running ->
        assertThat(running.getBean(ExecutionSettings.class))
            .isEqualTo(new ExecutionSettings(Duration.ofSeconds(60))));
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues("toolroute.execution.hold-margin=2m")
        .run(running ->
            assertThat(running.getBean(ExecutionSettings.class))
                .isEqualTo(new ExecutionSettings(Duration.ofMinutes(2))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"toolroute.execution.hold-margin=999ms"})
  void aValueOutOfRangeStopsTheStart(String property) {
    context.withPropertyValues(property).run(running -> assertThat(running).hasFailed());
  }

  @EnableConfigurationProperties(ExecutionSettings.class)
  static class Settings {}
}
