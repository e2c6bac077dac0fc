package org.toolroute.gateway.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.toolroute.gateway.catalog.KeyParts;
import org.toolroute.gateway.shared.SecretAccess;

/** A provider's behaviour that a test key asks for by a word that stands in it. */
enum Rehearsal {
  REVOKED,
  RESTRICTED,
  QUOTA,
  RATELIMIT,
  SLOW,
  DOWN,
  UNREACHABLE;

  /** What {@code key} asks for; the first in the order above when it holds several words. */
  static Optional<Rehearsal> askedBy(KeyParts key) {
    return Arrays.stream(values()).filter(rehearsal -> rehearsal.standsIn(key)).findFirst();
  }

  private boolean standsIn(KeyParts key) {
    String word = name().toLowerCase(Locale.ROOT);
    return key.values().stream()
        .map(value -> value.secret().reveal(SecretAccess.UPSTREAM_REQUEST))
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word));
  }
}
