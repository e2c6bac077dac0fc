package org.toolroute.gateway.provider.lint;

/**
 * Something in a route file that must be changed before it may run.
 *
 * @param line counted from 1
 * @param place as a JSON pointer; empty for the file as a whole
 * @param advice what is wrong and what to write instead; repeats no text that may be a key
 */
public record Finding(String file, int line, String place, String advice) {

  @Override
  public String toString() {
    return file + ":" + line + (place.isEmpty() ? "" : " at " + place) + ": " + advice;
  }
}
