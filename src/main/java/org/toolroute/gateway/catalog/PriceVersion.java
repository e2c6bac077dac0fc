package org.toolroute.gateway.catalog;

import java.util.regex.Pattern;

/**
 * Names one state of a provider's prices by its content: {@code provider@} and the first 12
 * hexadecimal digits of the SHA-256 of the canonical price section.
 */
public record PriceVersion(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*@[0-9a-f]{12}");

  public PriceVersion {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a price version");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
