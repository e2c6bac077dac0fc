package org.toolroute.gateway.protocol.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class McpSettingsTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    context.run(running ->
        assertThat(running.getBean(McpSettings.class))
            .isEqualTo(
                new McpSettings(
                    200,
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(30))));
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues(
            "toolroute.mcp.page-size=7",
            "toolroute.mcp.list-ttl=0",
            "toolroute.mcp.progress-interval=10ms",
            "toolroute.mcp.keep-alive=20ms",
            "toolroute.mcp.listen-for=3h")
        .run(running ->
            assertThat(running.getBean(McpSettings.class))
                .isEqualTo(
                    new McpSettings(
                        7,
                        Duration.ZERO,
                        Duration.ofMillis(10),
                        Duration.ofMillis(20),
                        Duration.ofHours(3))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolroute.mcp.page-size=0",
        "toolroute.mcp.page-size=1001",
        "toolroute.mcp.list-ttl=-1s",
        "toolroute.mcp.progress-interval=9ms",
        "toolroute.mcp.keep-alive=9ms",
        "toolroute.mcp.listen-for=9ms"
      })
  void aValueOutOfRangeStopsTheStart(String property) {
    context.withPropertyValues(property).run(running -> assertThat(running).hasFailed());
  }

  @EnableConfigurationProperties(McpSettings.class)
  static class Settings {}
}
