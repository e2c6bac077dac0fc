package org.toolroute.gateway.protocol.a2a;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

class BackgroundCallsTest {

  @Test
  void stoppingLetsCallsEndAndTakesNoMore() {
    // Given
    BackgroundCalls calls = new BackgroundCalls(Duration.ofSeconds(20));
    CountDownLatch released = new CountDownLatch(1);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    calls.run(() -> {
      awaitUninterrupted(released);
      ended.complete(null);
    });
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(calls::stop);
    // When
    released.countDown();
    stopped.join();
    // Then
    assertThat(ended).isDone();
    assertThat(calls.isRunning()).isFalse();
    assertThatThrownBy(() -> calls.run(() -> {}))
        .isInstanceOfSatisfying(
            GatewayException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PROVIDER_UNAVAILABLE));
  }

  @Test
  void aCallThatTakesTooLongDoesNotHoldUpTheStop() {
    // Given
    BackgroundCalls calls = new BackgroundCalls(Duration.ofMillis(20));
    CountDownLatch released = new CountDownLatch(1);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    calls.run(() -> {
      awaitUninterrupted(released);
      ended.complete(null);
    });
    // When
    calls.stop();
    // Then
    assertThat(ended).isNotDone();
    released.countDown();
    ended.join();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
