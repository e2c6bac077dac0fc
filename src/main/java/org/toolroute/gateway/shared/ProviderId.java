package org.toolroute.gateway.shared;

import java.util.regex.Pattern;

/**
 * Names a provider, for example {@code openai}: lower-case letters, digits and single underscores,
 * at most 20 characters. Hyphens of other spellings are written as underscores before they get
 * here.
 */
public record ProviderId(String value) {
  /** {@code __} is reserved for joining provider and operation in a function name. */
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  private static final int LENGTH_MAX = 20;

  public ProviderId {
    if (value.length() > LENGTH_MAX || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a provider name");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
