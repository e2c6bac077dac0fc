package org.toolroute.gateway.byok;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.toolroute.gateway.secret.SealingContext;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.ByokId;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ProviderId;

/** Where there is room for one registration. */
record Slot(AccountId account, Environment environment, ProviderId provider) {

  /**
   * Reads the three parts {@code account}, {@code environment}, {@code provider} of the subject of
   * a change; empty when they are of another form.
   */
  static Optional<Slot> parse(String account, String environment, String provider) {
    try {
      return Optional.of(
          new Slot(
              new AccountId(UUID.fromString(account)),
              Environment.valueOf(environment.toUpperCase(Locale.ROOT)),
              new ProviderId(provider)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What a key of this slot is bound to. */
  SealingContext sealingContext(ByokId id, int version) {
    return new SealingContext(
        account.toString(), environment.wireName(), provider.value(), id.toString(), version);
  }
}
