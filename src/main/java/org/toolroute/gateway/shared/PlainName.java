package org.toolroute.gateway.shared;

import java.util.regex.Pattern;

/**
 * Tells names of JSON members that may be repeated to whoever sent them from what only stands in a
 * name's place, such as a pasted key: letters and underscores, at most 32 of them. A key has digits
 * or is longer.
 */
public final class PlainName {
  private static final Pattern FORM = Pattern.compile("[A-Za-z_]{1,32}");

  private PlainName() {}

  /** Whether {@code name} may be repeated. */
  public static boolean is(String name) {
    return FORM.matcher(name).matches();
  }
}
