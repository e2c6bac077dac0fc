package org.toolroute.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class AdminPortSettingsTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withUserConfiguration(Settings.class)
          .withPropertyValues("toolroute.admin.port=9090");

  @Test
  void defaults() {
    context.run(running ->
        assertThat(running.getBean(AdminPortSettings.class))
            .isEqualTo(new AdminPortSettings(9090, InetAddress.getByName("127.0.0.1"), 64)));
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues("toolroute.admin.address=::1", "toolroute.admin.max-connections=3")
        .run(running ->
            assertThat(running.getBean(AdminPortSettings.class))
                .isEqualTo(new AdminPortSettings(9090, InetAddress.getByName("::1"), 3)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolroute.admin.port=-1",
        "toolroute.admin.port=65536",
        "toolroute.admin.max-connections=0"
      })
  void aValueOutOfRangeStopsTheStart(String property) {
    context.withPropertyValues(property).run(running -> assertThat(running).hasFailed());
  }

  @EnableConfigurationProperties(AdminPortSettings.class)
  static class Settings {}
}
