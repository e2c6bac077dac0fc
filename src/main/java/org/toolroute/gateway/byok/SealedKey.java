package org.toolroute.gateway.byok;

import org.toolroute.gateway.secret.SealedSecret;

/** A key as it is stored. Equal when wrapped alike: every sealing has a data key of its own. */
record SealedKey(SealedSecret secret, int version) {

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedKey key
        && version == key.version
        && secret.wrappedKey().equals(key.secret.wrappedKey());
  }

  @Override
  public int hashCode() {
    return secret.wrappedKey().hashCode();
  }

  @Override
  public String toString() {
    return "[sealed]";
  }
}
