package org.toolroute.gateway.shared;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which part of a list is asked for.
 *
 * @param limit rows at most, 1 to {@value #LIMIT_MAX}
 * @param cursor where to go on, as a {@link Page} gave it; empty for the start
 */
public record PageRequest(int limit, Optional<String> cursor) {
  public static final int LIMIT_MAX = 200;

  /**
   * @throws GatewayException {@code invalid_request} when the limit is out of range
   */
  public PageRequest {
    requireNonNull(cursor, "cursor");
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new GatewayException(
          ErrorCode.INVALID_REQUEST, "limit must be a whole number from 1 to " + LIMIT_MAX + ".");
    }
  }

  /** The first rows of a list. */
  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }

  /** What is thrown for a cursor that no list gave. */
  public static GatewayException unknownCursor() {
    return new GatewayException(
        ErrorCode.INVALID_REQUEST, "cursor must be the next_cursor of an earlier page.");
  }
}
