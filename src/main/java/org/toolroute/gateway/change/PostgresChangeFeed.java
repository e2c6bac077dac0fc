package org.toolroute.gateway.change;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The change feed by LISTEN and NOTIFY, on a thread and a connection of its own.
 *
 * <p>PostgreSQL tells notifications in the order of their commits. The feed therefore notifies
 * itself every {@value #PING_EVERY_MILLIS} ms: once it has heard a ping it has heard everything
 * that was committed before that ping was sent, and memory may be trusted until {@value
 * ChangeFeed#STALENESS_MAX_MILLIS} ms after the sending. A connection that died in silence, a
 * stalled thread and a pool in between that swallows notifications all end that trust without
 * having to be noticed.
 */
public final class PostgresChangeFeed implements ChangeFeed, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresChangeFeed.class);

  static final int PING_EVERY_MILLIS = 300;
  private static final int ECHO_WITHIN_MILLIS = 600;
  private static final int RETRY_AFTER_MILLIS = 200;
  private static final String PING = "ping";

  private final DataSource connections;
  private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
  private final String node = UUID.randomUUID().toString();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile long trustedUntilNanos = System.nanoTime();

  // Of the listening thread only.
  private boolean established;
  private boolean lossReported;

  /**
   * @param connections gives connections that no pool takes back and that give up on a silent
   *     server, see {@link ListeningConnections}
   */
  public PostgresChangeFeed(DataSource connections) {
    this.connections = requireNonNull(connections, "connections");
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("change-feed")
            .uncaughtExceptionHandler(PostgresChangeFeed::reportEnd)
            .unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void register(ChangeListener listener) {
    listeners.add(listener);
  }

  @Override
  public boolean isCurrent() {
    return trustedUntilNanos - System.nanoTime() > 0;
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
  }

  private void run() {
    while (isOpen()) {
      try (Connection connection = connections.getConnection()) {
        listen(connection);
        follow(connection);
      } catch (SQLException e) {
        reportLoss(e);
      } finally {
        trustedUntilNanos = System.nanoTime();
        tellAll(null);
      }
      pause();
    }
  }

  private void listen(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, ECHO_WITHIN_MILLIS);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + CHANNEL);
    }
    // What was committed before this point was not told; what comes after it will be.
    tellAll(null);
  }

  private void follow(Connection connection) throws SQLException {
    PGConnection notifications = connection.unwrap(PGConnection.class);
    for (long number = 0; isOpen(); number++) {
      long sentAtNanos = System.nanoTime();
      Change ping = new Change(PING, node + "/" + number);
      notify(connection, ping);
      awaitEcho(notifications, ping);
      trustedUntilNanos = sentAtNanos + millisToNanos(STALENESS_MAX_MILLIS);
      reportEstablished();
      deliverUntil(sentAtNanos + millisToNanos(PING_EVERY_MILLIS), notifications);
    }
  }

  private static void notify(Connection connection, Change change) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
      statement.setString(1, CHANNEL);
      statement.setString(2, change.payload());
      statement.execute();
    }
  }

  private void awaitEcho(PGConnection notifications, Change ping) throws SQLException {
    boolean heard = deliver(notifications.getNotifications(), ping);
    long deadlineNanos = System.nanoTime() + millisToNanos(ECHO_WITHIN_MILLIS);
    while (!heard) {
      int millis = millisUntil(deadlineNanos);
      if (millis <= 0) {
        throw new SQLException("notifications do not arrive on the listening connection");
      }
      heard = deliver(notifications.getNotifications(millis), ping);
    }
  }

  private void deliverUntil(long untilNanos, PGConnection notifications) throws SQLException {
    // Zero would mean to wait for ever.
    for (int millis = millisUntil(untilNanos); millis > 0; millis = millisUntil(untilNanos)) {
      deliver(notifications.getNotifications(millis), null);
    }
  }

  /** Tells the listeners, in order, and says whether {@code ping} was among the notifications. */
  private boolean deliver(PGNotification @Nullable [] received, @Nullable Change ping) {
    boolean heard = false;
    if (received != null) {
      for (PGNotification notification : received) {
        Optional<Change> change = Change.parse(notification.getParameter());
        heard |= ping != null && change.equals(Optional.of(ping));
        if (change.isEmpty() || !change.get().topic().equals(PING)) {
          tellAll(change.orElse(null));
        }
      }
    }
    return heard;
  }

  /**
   * @param change null when anything may have changed
   */
  private void tellAll(@Nullable Change change) {
    for (ChangeListener listener : listeners) {
      if (change == null) {
        listener.anythingMayHaveChanged();
      } else {
        listener.changed(change);
      }
    }
  }

  private void pause() {
    try {
      closed.await(RETRY_AFTER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Only close() interrupts this thread; the loop sees that it was called.
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void reportEstablished() {
    if (!established) {
      established = true;
      lossReported = false;
      LOG.atInfo().log("change notifications established");
    }
  }

  /** Once for an outage, however often the feed tries in vain. */
  private void reportLoss(SQLException e) {
    established = false;
    if (isOpen() && !lossReported) {
      lossReported = true;
      LOG.atWarn()
          .addKeyValue("sqlState", e.getSQLState())
          .setCause(LOG.isDebugEnabled() ? e : null)
          .log("change notifications lost, caches are passed by until they are back");
    }
  }

  private static void reportEnd(Thread ended, Throwable defect) {
    LOG.atError()
        .setCause(defect)
        .log("change notifications ended by a defect, caches are passed by until a restart");
  }

  private static long millisToNanos(int millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  private static int millisUntil(long nanos) {
    return (int) Duration.ofNanos(nanos - System.nanoTime()).toMillis();
  }
}
