package org.toolroute.gateway.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SecretSettingsTest {
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    context.run(running ->
        assertThat(running.getBean(SecretSettings.class))
            .isEqualTo(new SecretSettings(null, List.of(), false)));
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues(
            "toolroute.secret.key-file=/srv/kek.json",
            "toolroute.secret.never-under=/backup,/var/backup",
            "toolroute.secret.rewrap-at-start=true")
        .run(running ->
            assertThat(running.getBean(SecretSettings.class))
                .isEqualTo(
                    new SecretSettings(
                        Path.of("/srv/kek.json"),
                        List.of(Path.of("/backup"), Path.of("/var/backup")),
                        true)));
  }

  @EnableConfigurationProperties(SecretSettings.class)
  static class Settings {}
}
