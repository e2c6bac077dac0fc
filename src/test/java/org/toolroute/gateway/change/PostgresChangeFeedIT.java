package org.toolroute.gateway.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.toolroute.gateway.parts.ListeningLine;
import org.toolroute.gateway.parts.ObservedPool;
import org.toolroute.gateway.parts.SilentRelay;
import org.toolroute.gateway.parts.TestDatabase;

class PostgresChangeFeedIT {
  private static final Duration PROMISE = Duration.ofSeconds(1);

  private final TestDatabase database = TestDatabase.createEmpty();
  private final ListeningLine line = new ListeningLine(database);
  private final PostgresChangeFeed feed = new PostgresChangeFeed(line);
  private final Heard heard = new Heard();
  private final ObservedPool pool = new ObservedPool(database);
  private final ChangePublisher publisher = new ChangePublisher(JdbcClient.create(pool));

  @BeforeEach
  void start() {
    feed.register(heard);
    feed.start();
    await().until(feed::isCurrent);
  }

  @AfterEach
  void stop() {
    feed.close();
    pool.close();
    database.close();
  }

  @Test
  void publishedChangeIsTold() {
    // Given
    Change change = new Change("account", "1");

    // When
    publisher.publish(change);

    // Then
    await().atMost(PROMISE).until(() -> heard.changes.equals(List.of(change)));
  }

  @Test
  void changeIsToldWhenItsTransactionCommitsAndNotBefore() {
    // Given
    var transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
    Change first = new Change("account", "committed first");
    Change second = new Change("account", "published first");

    // When
    transaction.executeWithoutResult(_ -> {
      publisher.publish(second);
      new ChangePublisher(JdbcClient.create(database.gateway())).publish(first);
      await().atMost(PROMISE).until(() -> heard.changes.contains(first));
    });

    // Then
    await().atMost(PROMISE).until(() -> heard.changes.equals(List.of(first, second)));
  }

  @Test
  void rolledBackChangeIsNotTold() {
    // Given
    var transaction = new TransactionTemplate(new JdbcTransactionManager(pool));

    // When
    transaction.executeWithoutResult(status -> {
      publisher.publish(new Change("account", "never"));
      status.setRollbackOnly();
    });
    publisher.publish(new Change("account", "after"));

    // Then
    await().atMost(PROMISE).until(() -> !heard.changes.isEmpty());
    assertThat(heard.changes).containsExactly(new Change("account", "after"));
  }

  @Test
  void payloadThatNobodyUnderstandsCastsDoubtOnEverything() {
    // Given
    int doubtsBefore = heard.doubts.get();

    // When
    JdbcClient.create(pool).sql("NOTIFY toolroute_change, 'no change at all'").update();

    // Then
    await().atMost(PROMISE).until(() -> heard.doubts.get() > doubtsBefore);
  }

  @Test
  void killedListenerCastsDoubtAtTheLossAndAgainAtTheReturn() {
    // Given
    line.cut();
    await().atMost(PROMISE).until(() -> !feed.isCurrent());
    int doubtsBefore = heard.doubts.get();

    // When
    line.mend();

    // Then
    await().until(feed::isCurrent);
    assertThat(heard.doubts.get()).isGreaterThan(doubtsBefore);
  }

  /** No packet says that such a connection is dead: a firewall forgot it, a host lost its power. */
  @Test
  void silentlyDeadConnectionEndsTrustWithinTheBound() throws Exception {
    try (SilentRelay relay = SilentRelay.to(database.jdbcUrl())) {
      // Given
      var relayed =
          new PostgresChangeFeed(
              ListeningConnections.to(relay.jdbcUrl(), TestDatabase.GATEWAY, database.password()));
      relayed.start();
      await().until(relayed::isCurrent);

      // When
      relay.fallSilent();

      // Then
      await().atMost(PROMISE).until(() -> !relayed.isCurrent());
      relay.speakAgain();
      await().until(relayed::isCurrent);
      relayed.close();
    }
  }

  /** The connection is well, but nobody hears: the listening thread waits for something else. */
  @Test
  void stalledThreadEndsTrustWithinTheBound() {
    // Given
    CountDownLatch stalled = new CountDownLatch(1);
    feed.register(new Stalling(stalled));

    // When
    publisher.publish(new Change("account", "1"));

    // Then
    await().atMost(PROMISE).until(() -> !feed.isCurrent());
    stalled.countDown();
    await().until(feed::isCurrent);
  }

  @Test
  void feedStaysCurrentWhileNothingHappens() {
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(4))
        .pollInterval(Duration.ofMillis(5))
        .until(feed::isCurrent);
  }

  private record Stalling(CountDownLatch until) implements ChangeListener {
    @Override
    public void changed(Change change) {
      try {
        until.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void anythingMayHaveChanged() {}
  }

  private static final class Heard implements ChangeListener {
    final List<Change> changes = new CopyOnWriteArrayList<>();
    final AtomicInteger doubts = new AtomicInteger();

    @Override
    public void changed(Change change) {
      changes.add(change);
    }

    @Override
    public void anythingMayHaveChanged() {
      doubts.incrementAndGet();
    }
  }
}
