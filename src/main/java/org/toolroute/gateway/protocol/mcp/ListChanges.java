package org.toolroute.gateway.protocol.mcp;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tells those who listen that a list changed. Several changes in a row are told as one. */
final class ListChanges implements AutoCloseable {
  private final int listenersPerKey;
  private final ConcurrentMap<KeyId, Integer> listening = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * @param listenersPerKey how many may listen at once under one gateway key
   */
  ListChanges(int listenersPerKey) {
    this.listenersPerKey = listenersPerKey;
  }

  /** Says that {@code list} is another one now. */
  void changed(ListKind list) {
    listeners.forEach(listener -> listener.tell(list));
  }

  /**
   * Listens from now on, until it is closed.
   *
   * @throws GatewayException {@code rate_limited} when the key listens often enough
   */
  Listener listen(KeyId key, Set<ListKind> lists) {
    listening.compute(key, (_, count) -> oneMore(count == null ? 0 : count));
    Listener listener = new Listener(key, lists);
    listeners.add(listener);
    return listener;
  }

  /** Ends all listening. */
  @Override
  public void close() {
    closed = true;
    listeners.forEach(Listener::wake);
  }

  /** How many listen. */
  int count() {
    return listeners.size();
  }

  private int oneMore(int before) {
    if (before >= listenersPerKey) {
      throw new GatewayException(
          ErrorCode.RATE_LIMITED,
          "This gateway key listens on too many streams; close one first.",
          JsonNodeFactory.instance.objectNode().put("limit", "listen_streams"));
    }
    return before + 1;
  }

  /** One who listens. */
  final class Listener implements AutoCloseable {
    private final KeyId key;
    private final Set<ListKind> wanted;
    private final Set<ListKind> changed = EnumSet.noneOf(ListKind.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    private Listener(KeyId key, Set<ListKind> wanted) {
      this.key = key;
      this.wanted = Set.copyOf(wanted);
    }

    /** What changed since the last time; empty when nothing did for {@code patience}. */
    Set<ListKind> await(Duration patience) throws InterruptedException {
      lock.lock();
      try {
        long left = patience.toNanos();
        while (changed.isEmpty() && !closed && left > 0) {
          left = news.awaitNanos(left);
        }
        Set<ListKind> told = Set.copyOf(changed);
        changed.clear();
        return told;
      } finally {
        lock.unlock();
      }
    }

    /** Whether nothing will be told any more. */
    boolean isOver() {
      return closed;
    }

    private void tell(ListKind list) {
      if (!wanted.contains(list)) {
        return;
      }
      lock.lock();
      try {
        changed.add(list);
        news.signal();
      } finally {
        lock.unlock();
      }
    }

    private void wake() {
      lock.lock();
      try {
        news.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      if (listeners.remove(this)) {
        listening.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
      }
    }
  }
}
