package org.toolroute.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class HttpSettingsTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    context.run(running ->
        assertThat(running.getBean(HttpSettings.class))
            .isEqualTo(new HttpSettings(Set.of(), Set.of())));
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues(
            "toolroute.http.allowed-hosts=tools.example.org, OTHER.example.org",
            "toolroute.http.allowed-origins=https://App.example.org")
        .run(running ->
            assertThat(running.getBean(HttpSettings.class))
                .isEqualTo(
                    new HttpSettings(
                        Set.of("tools.example.org", "other.example.org"),
                        Set.of("https://app.example.org"))));
  }

  @EnableConfigurationProperties(HttpSettings.class)
  static class Settings {}
}
