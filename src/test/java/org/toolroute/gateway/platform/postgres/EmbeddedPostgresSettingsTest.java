package org.toolroute.gateway.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class EmbeddedPostgresSettingsTest {
  private static EmbeddedPostgresSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bind("toolroute.postgres", EmbeddedPostgresSettings.class)
        .get();
  }

  @Test
  void defaultsAreThoseOfTheCode() {
    assertThat(bind(Map.of("toolroute.postgres.home", "/srv/toolroute")))
        .isEqualTo(EmbeddedPostgresSettings.below(Path.of("/srv/toolroute")));
  }

  @Test
  void bindsEveryKey() {
    assertThat(
            bind(
                Map.of(
                    "toolroute.postgres.home", "/h",
                    "toolroute.postgres.port", "5433",
                    "toolroute.postgres.max-connections", "80",
                    "toolroute.postgres.start-timeout", "5m",
                    "toolroute.postgres.stop-timeout", "7s",
                    "toolroute.postgres.max-log-size", "1MB")))
        .isEqualTo(
            new EmbeddedPostgresSettings(
                Path.of("/h"),
                5433,
                80,
                Duration.ofMinutes(5),
                Duration.ofSeconds(7),
                DataSize.ofMegabytes(1)));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    EmbeddedPostgresSettings defaults = EmbeddedPostgresSettings.below(Path.of("/h"));

    assertThat(defaults.withPort(65_535).port()).isEqualTo(65_535);
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withPort(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> defaults.withPort(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> defaults.withStartTimeout(Duration.ZERO))
        .withMessage("toolroute.postgres: start-timeout must be positive");
  }
}
