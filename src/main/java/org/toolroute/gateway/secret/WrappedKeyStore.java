package org.toolroute.gateway.secret;

import java.util.List;

/**
 * A table with wrapped data keys, seen by key rotation only. Every module that stores {@link
 * SealedSecret}s has one as a bean. It must not depend on {@link KeyEnvelope}: start-up asks it
 * which wrapping keys are still needed before there is an envelope.
 */
public interface WrappedKeyStore {
  /** The table, for logs and start-up messages. */
  String name();

  /**
   * Up to {@code limit} rows with an id greater than {@code afterId}, in the order of their ids.
   */
  List<WrappedKey> after(String afterId, int limit);

  /**
   * Stores a new wrapping of the same data key.
   *
   * @return false when the row is gone or its wrapping is no longer {@code old.wrapped()}; nothing
   *     is changed then
   */
  boolean replace(WrappedKey old, String wrapped);

  /** Whether any row's wrapped key starts with {@code prefix}; the empty prefix means any row. */
  boolean holds(String prefix);
}
