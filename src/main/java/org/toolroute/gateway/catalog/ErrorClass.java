package org.toolroute.gateway.catalog;

import java.util.Locale;
import java.util.Optional;

/** What a provider's refusal means, whatever its status. */
public enum ErrorClass {
  CREDENTIAL_REJECTED,
  /** The key is good, but may not do this. */
  PERMISSION,
  /** The key's owner has run out of money or of a plan's allowance. */
  QUOTA,
  RATE_LIMITED,
  INVALID_INPUT,
  NOT_FOUND,
  UPSTREAM_FAILURE;

  /** The class of a status that no rule of the provider names; empty for a success. */
  static Optional<ErrorClass> ofStatus(int status) {
    if (status >= 200 && status < 300) {
      return Optional.empty();
    }
    return Optional.of(
        switch (status) {
          case 401 -> CREDENTIAL_REJECTED;
          case 402 -> QUOTA;
          case 403 -> PERMISSION;
          case 404, 410 -> NOT_FOUND;
          case 408, 425 -> UPSTREAM_FAILURE;
          case 429 -> RATE_LIMITED;
          default -> status >= 400 && status < 500 ? INVALID_INPUT : UPSTREAM_FAILURE;
        });
  }

  /** As in descriptions, for example {@code credential_rejected}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
