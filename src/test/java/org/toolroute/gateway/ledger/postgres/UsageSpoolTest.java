package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.Environment;

/** Lines wait on disk, bounded, in order, and for one owner. */
class UsageSpoolTest {
  @TempDir Path directory;

  @Test
  void linesAreReadBackInOrderAndAfterAReopening() throws IOException {
    // Given
    try (UsageSpool spool = UsageSpool.open(directory, 1000)) {
      spool.append(List.of("a", "b"));
      spool.roll();
      spool.append(List.of("c"));
    }
    // When
    try (UsageSpool spool = UsageSpool.open(directory, 1000)) {
      spool.append(List.of("d"));
      List<Path> files = spool.roll();
      // Then
      assertThat(spool.size()).isEqualTo(4);
      assertThat(files).hasSize(3);
      assertThat(UsageSpool.read(files.get(0))).containsExactly("a", "b");
      assertThat(UsageSpool.read(files.get(1))).containsExactly("c");
      assertThat(UsageSpool.read(files.get(2))).containsExactly("d");
    }
  }

  @Test
  void whatIsTakenMakesRoom() throws IOException {
    try (UsageSpool spool = UsageSpool.open(directory, 12)) {
      // Given
      assertThat(spool.append(List.of("12345"))).isTrue();
      assertThat(spool.append(List.of("12345"))).isTrue();
      // When
      boolean beyond = spool.append(List.of("1"));
      // Then
      assertThat(beyond).isFalse();
      assertThat(spool.size()).isEqualTo(2);
      spool.remove(spool.roll().getFirst());
      assertThat(spool.size()).isZero();
      assertThat(spool.append(List.of("1"))).isTrue();
    }
  }

  @Test
  void secondOwnerIsRefused() throws IOException {
    try (UsageSpool spool = UsageSpool.open(directory, 1000)) {
      assertThatThrownBy(() -> UsageSpool.open(directory, 1000))
          .isInstanceOf(IllegalStateException.class);
      assertThat(spool.size()).isZero();
    }
    UsageSpool.open(directory, 1000).close();
  }

  @Test
  void tornLineCannotBeReadAsARow() throws IOException {
    // Given
    String whole = line().toJson();
    try (UsageSpool spool = UsageSpool.open(directory, 10_000)) {
      spool.append(List.of(whole));
      Path file = spool.roll().getFirst();
      // When
      Files.writeString(file, whole.substring(0, 40), StandardOpenOption.APPEND);
      // Then
      List<String> lines = UsageSpool.read(file);
      assertThat(lines.getFirst()).isEqualTo(whole);
      assertThatThrownBy(() -> UsageLine.parse(lines.getLast()))
          .isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void lineKeepsTheWholeRow() {
    // Given
    UsageLine line = line();
    // When
    UsageLine back = UsageLine.parse(line.toJson());
    // Then
    assertThat(back).isEqualTo(line);
    assertThat(line.toJson()).doesNotContain("\n");
  }

  private static UsageLine line() {
    BilledCall call = TestLedger.call(AccountId.next(), Environment.TEST);
    UsageDetail usage =
        new UsageDetail(
            Optional.of("provider_error"),
            Optional.of(500),
            "a=\"1\"\nb",
            true,
            Duration.ofMillis(7));
    return UsageLine.of(
        call, BillingMode.FREE, usage, Instant.parse("2026-04-16T12:00:00.123456Z"));
  }
}
