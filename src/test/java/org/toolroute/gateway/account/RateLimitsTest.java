package org.toolroute.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;

class RateLimitsTest {
  private static final Caller CALLER = caller(AccountId.next(), Environment.LIVE);
  private static final KeyId KEY = CALLER.key();

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void asManyRequestsAsAllowedPassAndTheNextWaits() {
    // Given
    RateLimits limits = limits(60, 1);
    IntStream.range(0, 60).forEach(_ -> limits.enter(CALLER).close());

    // When
    GatewayException refusal = refusalOf(limits);

    // Then
    assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.details().get("retry_after").asInt()).isEqualTo(1);
    assertThat(refusal.details().get("limit").asString()).isEqualTo("requests_per_minute");
  }

  @Test
  void requestPassesAfterTheTimeThatTheRefusalNamed() {
    // Given
    RateLimits limits = limits(6, 1);
    IntStream.range(0, 6).forEach(_ -> limits.enter(CALLER).close());
    int seconds = refusalOf(limits).details().get("retry_after").asInt();

    // When
    advance(Duration.ofSeconds(seconds).minusMillis(1));
    GatewayException tooEarly = refusalOf(limits);
    advance(Duration.ofMillis(1));

    // Then
    assertThat(seconds).isEqualTo(10);
    assertThat(tooEarly.details().get("retry_after").asInt()).isEqualTo(1);
    assertThatCode(() -> limits.enter(CALLER).close()).doesNotThrowAnyException();
  }

  @Test
  void bucketThatWasForgottenHadBeenFull() {
    // Given
    RateLimits limits = limits(6, 10);
    IntStream.range(0, 6).forEach(_ -> limits.enter(CALLER).close());

    // When
    advance(Duration.ofHours(1));
    IntStream.range(0, 6).forEach(_ -> limits.enter(CALLER).close());

    // Then
    assertThat(refusalOf(limits).code()).isEqualTo(ErrorCode.RATE_LIMITED);
  }

  @Test
  void requestsUnderWayAreLimitedAndRoomIsMadeOnce() {
    // Given
    RateLimits limits = limits(1000, 2);
    RateLimits.Admission first = limits.enter(CALLER);
    RateLimits.Admission second = limits.enter(CALLER);
    GatewayException refusal = refusalOf(limits);

    // When
    first.close();
    first.close();
    RateLimits.Admission third = limits.enter(CALLER);

    // Then
    assertThat(refusal.details().get("limit").asString()).isEqualTo("concurrent_requests");
    assertThat(refusal.details().get("retry_after").asInt()).isEqualTo(1);
    assertThat(refusalOf(limits).code()).isEqualTo(ErrorCode.RATE_LIMITED);
    second.close();
    third.close();
    assertThat(limits.underWay()).isZero();
  }

  @Test
  void requestThatIsRefusedForItsRateTakesNoRoom() {
    // Given
    RateLimits limits = limits(1, 1);
    limits.enter(CALLER).close();

    // When
    refusalOf(limits);

    // Then
    assertThat(limits.underWay()).isZero();
  }

  @Test
  void keysDoNotDisturbEachOther() {
    // Given
    RateLimits limits = limits(1, 1);
    limits.enter(CALLER);

    // Then
    assertThatCode(() -> limits.enter(caller(CALLER.account(), Environment.LIVE)))
        .doesNotThrowAnyException();
  }

  @Test
  void keysOfAnAccountShareItsRoomInEachEnvironment() {
    // Given
    AccountId account = AccountId.next();
    RateLimits limits = new RateLimits(new RateLimitSettings(1000, 2, 10, 2, 2), nanos::get);
    RateLimits.Admission first = limits.enter(caller(account, Environment.LIVE));
    RateLimits.Admission second = limits.enter(caller(account, Environment.LIVE));

    // When
    GatewayException refusal = refusalOf(() -> limits.enter(caller(account, Environment.LIVE)));
    RateLimits.Admission elsewhere = limits.enter(CALLER);
    RateLimits.Admission rehearsal = limits.enter(caller(account, Environment.TEST));
    first.close();
    RateLimits.Admission third = limits.enter(caller(account, Environment.LIVE));

    // Then
    assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refusal.details().get("limit").asString())
        .isEqualTo("concurrent_requests_per_account");
    assertThat(refusal.details().get("retry_after").asInt()).isEqualTo(1);
    List.of(second, elsewhere, rehearsal, third).forEach(RateLimits.Admission::close);
    assertThat(limits.underWay()).isZero();
  }

  @Test
  void limitsHoldUnderConcurrency() throws Exception {
    // Given
    RateLimits limits = limits(500, 10);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch everyoneIsThere = new CountDownLatch(1);
    List<Callable<Integer>> callers =
        IntStream.range(0, 32)
            .<Callable<Integer>>mapToObj(_ ->
                () -> {
                  everyoneIsThere.await();
                  return IntStream.range(0, 1000).map(__ -> tryOnce(limits, inside, most)).sum();
                })
            .toList();

    // When
    int passed = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = callers.stream().map(threads::submit).toList();
      everyoneIsThere.countDown();
      for (var result : results) {
        passed += result.get();
      }
    }

    // Then
    assertThat(passed).isEqualTo(500);
    assertThat(most.get()).isLessThanOrEqualTo(10);
    assertThat(limits.underWay()).isZero();
  }

  @Test
  void readingBeyondItsLimitTakesFromTheCallsAndNoRequestIsBeyondBoth() {
    // Given
    RateLimits limits = limits(3, 1);
    IntStream.range(0, 3 + 2).forEach(_ -> limits.count(KEY));
    limits.count(KeyId.next());

    // When
    GatewayException refusal = refusalOf(() -> limits.count(KEY));

    // Then
    assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
    assertThat(refusal.details().get("limit").asString()).isEqualTo("all_requests_per_minute");
    assertThat(refusal.details().get("retry_after").asInt()).isEqualTo(12);
    assertThatCode(() -> limits.enter(CALLER).close()).doesNotThrowAnyException();
  }

  @Test
  void providerKeysAreCheckedForAnAccountAsOftenAsAllowed() {
    // Given
    RateLimits limits = limits(60, 1);
    AccountId account = AccountId.next();
    limits.countKeyCheck(account);
    limits.countKeyCheck(account);
    limits.countKeyCheck(AccountId.next());

    // When
    GatewayException refusal = refusalOf(() -> limits.countKeyCheck(account));
    advance(Duration.ofSeconds(30));
    limits.countKeyCheck(account);

    // Then
    assertThat(refusal.details().get("limit").asString()).isEqualTo("key_checks_per_minute");
    assertThat(refusal.details().get("retry_after").asInt()).isEqualTo(30);
  }

  private static int tryOnce(RateLimits limits, AtomicInteger inside, AtomicInteger most) {
    try (RateLimits.Admission _ = limits.enter(CALLER)) {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      Thread.yield();
      inside.decrementAndGet();
      return 1;
    } catch (GatewayException e) {
      return 0;
    }
  }

  private GatewayException refusalOf(RateLimits limits) {
    return refusalOf(() -> limits.enter(CALLER));
  }

  private static GatewayException refusalOf(ThrowingCallable request) {
    return catchThrowableOfType(GatewayException.class, request);
  }

  private RateLimits limits(int perMinute, int concurrent) {
    return new RateLimits(new RateLimitSettings(perMinute, 2, concurrent, 1000, 2), nanos::get);
  }

  private static Caller caller(AccountId account, Environment environment) {
    return new Caller(account, KeyId.next(), environment, false, Set.of());
  }

  private void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
