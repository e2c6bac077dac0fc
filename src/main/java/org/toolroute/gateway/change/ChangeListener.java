package org.toolroute.gateway.change;

/**
 * Drops from memory what a change made wrong. Called on the thread that listens, so it must be
 * quick and must not ask the database.
 */
public interface ChangeListener {

  /** A change that was committed, here or on another node. May be told twice, and out of topic. */
  void changed(Change change);

  /** Changes may have been missed: whatever is remembered may be wrong. */
  void anythingMayHaveChanged();
}
