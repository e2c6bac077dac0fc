package org.toolroute.gateway.secret;

import static java.util.Objects.requireNonNull;

/**
 * A stored data key that is to be wrapped anew.
 *
 * @param id of the row, as its {@link WrappedKeyStore} names it; ids sort as text
 * @param owner as in {@link SealingContext#owner}
 * @param wrapped as in {@link SealedSecret#wrappedKey}
 */
public record WrappedKey(String id, String owner, String wrapped) {

  public WrappedKey {
    requireNonNull(id, "id");
    requireNonNull(owner, "owner");
    requireNonNull(wrapped, "wrapped");
  }

  @Override
  public String toString() {
    return "WrappedKey[" + id + "]";
  }
}
