package org.toolroute.gateway.change;

/**
 * Tells of committed changes on all nodes. Guarantee: while {@link #isCurrent()} holds, every
 * change that was committed more than {@value #STALENESS_MAX_MILLIS} milliseconds ago has been told
 * to every listener.
 */
public interface ChangeFeed {
  /** The PostgreSQL channel; a change is published by {@code pg_notify} in its own statement. */
  String CHANNEL = "toolroute_change";

  /** How old an untold change can be. */
  int STALENESS_MAX_MILLIS = 900;

  /** Adds a listener, for good. */
  void register(ChangeListener listener);

  /** Whether memory may be trusted now. When not, ask the database and remember nothing. */
  boolean isCurrent();
}
