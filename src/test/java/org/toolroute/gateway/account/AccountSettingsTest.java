package org.toolroute.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.toolroute.gateway.shared.Secret;

class AccountSettingsTest {
  private static final String TOKEN = "correct-horse-battery-staple";

  @TempDir private Path directory;
  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void defaults() {
    context.run(running -> {
      assertThat(running.getBean(RateLimitSettings.class))
          .isEqualTo(new RateLimitSettings(600, 600, 64, 100, 10));
      assertThat(running.getBean(StreamLimitSettings.class))
          .isEqualTo(new StreamLimitSettings(16, 64, 1024));
      assertThat(running.getBean(AdminSettings.class)).isEqualTo(new AdminSettings(null, null));
    });
  }

  @Test
  void bindsEveryKey() {
    context
        .withPropertyValues(
            "toolroute.admin.token=" + TOKEN,
            "toolroute.admin.token-file=/run/secrets/token",
            "toolroute.limits.requests-per-minute=7",
            "toolroute.limits.reads-per-minute=5",
            "toolroute.limits.concurrent-requests=3",
            "toolroute.limits.concurrent-requests-per-account=4",
            "toolroute.limits.key-checks-per-minute=2",
            "toolroute.streams.per-key=2",
            "toolroute.streams.per-account=4",
            "toolroute.streams.per-gateway=5")
        .run(running -> {
          assertThat(running.getBean(RateLimitSettings.class))
              .isEqualTo(new RateLimitSettings(7, 5, 3, 4, 2));
          assertThat(running.getBean(StreamLimitSettings.class))
              .isEqualTo(new StreamLimitSettings(2, 4, 5));
          assertThat(running.getBean(AdminSettings.class))
              .isEqualTo(new AdminSettings(Secret.of(TOKEN), Path.of("/run/secrets/token")))
              .asString()
              .doesNotContain(TOKEN);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "toolroute.limits.requests-per-minute=0",
        "toolroute.limits.requests-per-minute=10000001",
        "toolroute.limits.reads-per-minute=0",
        "toolroute.limits.reads-per-minute=10000001",
        "toolroute.limits.key-checks-per-minute=0",
        "toolroute.limits.key-checks-per-minute=10001",
        "toolroute.limits.concurrent-requests=0",
        "toolroute.limits.concurrent-requests=100001",
        "toolroute.limits.concurrent-requests-per-account=0",
        "toolroute.limits.concurrent-requests-per-account=100001",
        "toolroute.streams.per-key=0",
        "toolroute.streams.per-account=0",
        "toolroute.streams.per-gateway=100001"
      })
  void limitOutOfRangeStopsTheStart(String property) {
    context.withPropertyValues(property).run(running -> assertThat(running).hasFailed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "changeme",
        "23-characters-too-short",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "secretsecretsecretsecretsecret",
        "correct horse battery staple",
        "korrekt-pferd-batterie-stäpel"
      })
  void weakTokenIsRefusedWithASentenceThatDoesNotRepeatIt(String weak) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new AdminSettings(Secret.of(weak), null).givenToken())
        .withMessageContaining("toolroute.admin.token")
        .withMessageContaining("openssl rand -hex 32")
        .matches(refusal -> weak.isEmpty() || !String.valueOf(refusal).contains(weak));
  }

  @Test
  void lengthLimitsOfTheTokenAreIncluded() {
    // Given
    String shortest = "0123456789abcdefghijklmn";
    String longest = "0123456789abcdef".repeat(64);

    // Then
    assertThat(new AdminSettings(Secret.of(shortest), null).givenToken())
        .contains(Secret.of(shortest));
    assertThat(new AdminSettings(Secret.of(longest), null).givenToken())
        .contains(Secret.of(longest));
    assertThatIllegalStateException()
        .isThrownBy(() -> new AdminSettings(Secret.of(longest + "0"), null).givenToken());
  }

  @Test
  void tokenIsReadFromAFile() throws IOException {
    // Given
    Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");

    // Then
    assertThat(new AdminSettings(null, file).givenToken()).contains(Secret.of(TOKEN));
  }

  @Test
  void unusableFileStopsTheStart() throws IOException {
    // Given
    Path missing = directory.resolve("missing");
    Path huge = Files.writeString(directory.resolve("huge"), TOKEN.repeat(1000));
    Path empty = Files.createFile(directory.resolve("empty"));

    // Then
    for (Path file : new Path[] {missing, huge, empty}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> new AdminSettings(null, file).givenToken())
          .withMessageContaining("toolroute.admin.token-file");
    }
  }

  @Test
  void twoTokensStopTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new AdminSettings(Secret.of(TOKEN), directory).givenToken());
  }

  @EnableConfigurationProperties({
    AdminSettings.class,
    RateLimitSettings.class,
    StreamLimitSettings.class
  })
  static class Settings {}
}
