package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;

/** Batches form while one runs, every caller gets its own answer, and nobody is left waiting. */
class NaturalBatchesTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstMayEnd = new CountDownLatch(1);

  @AfterEach
  void close() {
    callers.close();
  }

  @Test
  void loneRequestRunsAtOnceAndAlone() {
    // Given
    NaturalBatches<String, Integer, Integer> lanes = doubling(10, LONG);
    firstMayEnd.countDown();
    // When
    int answer = lanes.submit("a", 21);
    // Then
    assertThat(answer).isEqualTo(42);
    assertThat(batches).containsExactly(List.of(21));
  }

  @Test
  void whatArrivesMeanwhileIsTheNextBatch() throws Exception {
    // Given
    NaturalBatches<String, Integer, Integer> lanes = doubling(10, LONG);
    List<Future<Integer>> answers = submitAndWait(lanes, 8);
    // When
    firstMayEnd.countDown();
    // Then
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo(2 * i);
    }
    assertThat(batches).hasSize(2);
    assertThat(batches.getFirst()).containsExactly(0);
    assertThat(batches.getLast()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void batchesHaveALimit() throws Exception {
    // Given
    NaturalBatches<String, Integer, Integer> lanes = doubling(3, LONG);
    List<Future<Integer>> answers = submitAndWait(lanes, 8);
    // When
    firstMayEnd.countDown();
    // Then
    for (Future<Integer> answer : answers) {
      answer.get();
    }
    assertThat(batches).extracting(List::size).containsExactly(1, 3, 3, 1);
  }

  @Test
  void otherKeysDoNotWait() throws Exception {
    // Given
    NaturalBatches<String, Integer, Integer> lanes =
        new NaturalBatches<>(
            (key, requests) -> {
              if (key.equals("slow")) {
                awaitFirstMayEnd();
              }
              return requests;
            },
            10,
            LONG);
    Future<Integer> slow = callers.submit(() -> lanes.submit("slow", 1));
    // When
    int answer = lanes.submit("fast", 2);
    // Then
    assertThat(answer).isEqualTo(2);
    assertThat(slow).isNotDone();
    firstMayEnd.countDown();
    assertThat(slow.get()).isEqualTo(1);
  }

  @Test
  void failureReachesTheWholeBatchAndTheNextOneRuns() throws Exception {
    // Given
    NaturalBatches<String, Integer, Integer> lanes =
        new NaturalBatches<>(
            (key, requests) -> {
              batches.add(requests);
              if (batches.size() == 1) {
                awaitFirstMayEnd();
              } else if (batches.size() == 2) {
                throw new IllegalStateException("broken");
              }
              return requests;
            },
            10,
            LONG);
    List<Future<Integer>> answers = submitAndWait(lanes, 4);
    // When
    firstMayEnd.countDown();
    // Then
    assertThat(answers.getFirst().get()).isZero();
    for (Future<Integer> answer : answers.subList(1, 4)) {
      assertThatThrownBy(answer::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("broken");
    }
    assertThat(lanes.submit("a", 9)).isEqualTo(9);
  }

  @Test
  void requestThatNoBatchTakesInTimeIsWithdrawn() throws Exception {
    // Given
    NaturalBatches<String, Integer, Integer> lanes = doubling(10, Duration.ofMillis(50));
    Future<Integer> first = callers.submit(() -> lanes.submit("a", 0));
    await().until(() -> batches.size() == 1);
    // When
    Future<Integer> second = callers.submit(() -> lanes.submit("a", 1));
    // Then
    assertThatThrownBy(second::get)
        .cause()
        .asInstanceOf(type(GatewayException.class))
        .extracting(GatewayException::code)
        .isEqualTo(ErrorCode.LEDGER_UNAVAILABLE);
    firstMayEnd.countDown();
    assertThat(first.get()).isZero();
    assertThat(lanes.submit("a", 2)).isEqualTo(4);
    assertThat(batches).containsExactly(List.of(0), List.of(2));
  }

  @Test
  void everyRequestOfManyCallersIsAnsweredOnce() throws Exception {
    // Given
    firstMayEnd.countDown();
    NaturalBatches<String, Integer, Integer> lanes = doubling(16, LONG);
    List<Future<Integer>> answers = new ArrayList<>();
    // When
    for (int i = 0; i < 5000; i++) {
      int request = i;
      answers.add(callers.submit(() -> lanes.submit("key" + request % 3, request)));
    }
    // Then
    for (int i = 0; i < answers.size(); i++) {
      assertThat(answers.get(i).get()).isEqualTo(2 * i);
    }
    assertThat(batches.stream().flatMap(List::stream).sorted().toList())
        .isEqualTo(IntStream.range(0, 5000).boxed().toList());
  }

  /** The first batch runs until it may end; meanwhile the others come, one after the other. */
  private List<Future<Integer>> submitAndWait(
      NaturalBatches<String, Integer, Integer> lanes, int count) {
    List<Future<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int request = i;
      answers.add(callers.submit(() -> lanes.submit("a", request)));
      await().until(() -> lanes.waiting("a") == request && !batches.isEmpty());
    }
    return answers;
  }

  private NaturalBatches<String, Integer, Integer> doubling(int sizeMax, Duration maxWait) {
    return new NaturalBatches<>(
        (key, requests) -> {
          batches.add(requests);
          awaitFirstMayEnd();
          return requests.stream().map(request -> 2 * request).toList();
        },
        sizeMax,
        maxWait);
  }

  private void awaitFirstMayEnd() {
    try {
      firstMayEnd.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
