package org.toolroute.gateway.byok;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.toolroute.gateway.secret.SealingContext;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.ByokId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ProviderId;

/**
 * A registered provider key, sealed. {@link Registrations#open} reads it.
 *
 * @param statusSince when the status came about; empty while it is {@link Status#ACTIVE}
 */
public record Registration(
    ByokId id,
    AccountId account,
    Environment environment,
    ProviderId provider,
    Optional<String> label,
    Status status,
    Optional<Instant> statusSince,
    Instant createdAt,
    SealedKey sealed) {

  /** How the key did when it was last used. */
  public enum Status {
    ACTIVE,
    /** The provider refused it; calls keep trying it. */
    REJECTED,
    /** What is stored fails authentication; a person must look. */
    UNREADABLE;

    /** {@code active}, {@code rejected} or {@code unreadable}, as on the wire. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Slot slot() {
    return new Slot(account, environment, provider);
  }

  SealingContext sealingContext() {
    return slot().sealingContext(id, sealed.version());
  }
}
