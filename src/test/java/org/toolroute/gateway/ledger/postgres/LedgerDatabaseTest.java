package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.EOFException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DataRetrievalFailureException;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Which failures are tried again, which refuse the call, and which are for the caller. */
class LedgerDatabaseTest {
  private final LedgerDatabase database =
      new LedgerDatabase(new PGSimpleDataSource(), 1, Duration.ofMillis(50));

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "08006", "08003"})
  void transientFailureIsRepeated(String state) {
    // Given
    AtomicInteger attempts = new AtomicInteger();
    // When
    String answer =
        database.run(jdbc -> {
          if (attempts.incrementAndGet() < 3) {
            throw failure(state);
          }
          return "done";
        });
    // Then
    assertThat(answer).isEqualTo("done");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void repetitionIsBounded() {
    // Given
    AtomicInteger attempts = new AtomicInteger();
    // Then
    assertUnavailable(() ->
        database.run(jdbc -> {
          attempts.incrementAndGet();
          throw failure("40P01");
        }));
    assertThat(attempts).hasValue(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"53300", "55P03", "57014", "57P01", "25006", "42501", "42P01", ""})
  void otherFailuresRefuseAtOnce(String state) {
    AtomicInteger attempts = new AtomicInteger();
    assertUnavailable(() ->
        database.run(jdbc -> {
          attempts.incrementAndGet();
          throw failure(state);
        }));
    assertThat(attempts).hasValue(1);
  }

  @Test
  void brokenConnectionIsRepeatedAndMissingOneIsNot() {
    // Given
    SQLException broken = new SQLException("", "08006", new EOFException());
    SQLException none = new SQLTransientConnectionException("", "08001", broken);
    // Then
    assertThat(attemptsUntilUnavailable(broken)).isEqualTo(4);
    assertThat(attemptsUntilUnavailable(none)).isEqualTo(1);
  }

  private int attemptsUntilUnavailable(SQLException failure) {
    AtomicInteger attempts = new AtomicInteger();
    assertUnavailable(() ->
        database.run(jdbc -> {
          attempts.incrementAndGet();
          throw new DataRetrievalFailureException("", failure);
        }));
    return attempts.get();
  }

  @Test
  void refusedDataIsForTheCaller() {
    assertThatThrownBy(() ->
            database.run(jdbc -> {
              throw new DataIntegrityViolationException("", new SQLException("", "23514"));
            }))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void waitingForAConnectionIsBounded() throws InterruptedException {
    // Given
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread other =
        Thread.startVirtualThread(() ->
            database.run(jdbc -> {
              taken.countDown();
              return awaited(done);
            }));
    taken.await();
    // Then
    assertUnavailable(() -> database.run(jdbc -> "never"));
    done.countDown();
    other.join();
    assertThat(database.<String>run(jdbc -> "done")).isEqualTo("done");
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DataAccessException failure(String state) {
    return new DataRetrievalFailureException("", new SQLException("", state));
  }

  private static void assertUnavailable(Runnable call) {
    assertThatThrownBy(call::run)
        .asInstanceOf(type(GatewayException.class))
        .extracting(GatewayException::code)
        .isEqualTo(ErrorCode.LEDGER_UNAVAILABLE);
  }
}
