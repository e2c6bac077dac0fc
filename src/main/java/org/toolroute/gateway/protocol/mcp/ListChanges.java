package org.toolroute.gateway.protocol.mcp;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tells those who listen that a list changed. Several changes in a row are told as one. */
final class ListChanges implements AutoCloseable {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** Says that {@code list} is another one now. */
  void changed(ListKind list) {
    listeners.forEach(listener -> listener.tell(list));
  }

  /** Listens from now on, until it is closed. */
  Listener listen(Set<ListKind> lists) {
    Listener listener = new Listener(lists);
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

  /** One who listens. */
  final class Listener implements AutoCloseable {
    private final Set<ListKind> wanted;
    private final Set<ListKind> changed = EnumSet.noneOf(ListKind.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    private Listener(Set<ListKind> wanted) {
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
      listeners.remove(this);
    }
  }
}
