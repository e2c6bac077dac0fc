package org.toolroute.gateway.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BegunTest {
  @Test
  void workRunsOnItsOwnThreadBeforeAnybodyAwaitsIt() throws InterruptedException {
    // Given
    CountDownLatch running = new CountDownLatch(1);
    // When
    Begun<String> begun =
        Begun.onThread(
            "letters",
            () -> {
              running.countDown();
              Thread thread = Thread.currentThread();
              return thread.getName() + (thread.isDaemon() ? ", daemon" : "");
            });
    // Then
    assertThat(running.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(begun.await()).isEqualTo("letters, daemon");
    assertThat(begun.awaitEnd()).contains("letters, daemon");
  }

  @Test
  void failureIsThrownAsItWasAndIsNoResult() {
    // Given
    IllegalStateException failure = new IllegalStateException("the disk is full");
    // When
    Begun<String> begun =
        Begun.onThread(
            "letters",
            () -> {
              throw failure;
            });
    // Then
    assertThat(begun.awaitEnd()).isEmpty();
    assertThatThrownBy(begun::await).isSameAs(failure);
  }
}
