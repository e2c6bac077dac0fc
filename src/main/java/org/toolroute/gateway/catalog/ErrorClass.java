package org.toolroute.gateway.catalog;

import java.util.Locale;

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

  /** As in descriptions, for example {@code credential_rejected}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
