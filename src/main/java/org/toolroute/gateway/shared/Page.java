package org.toolroute.gateway.shared;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Part of a list.
 *
 * @param nextCursor where the next part begins; empty on the last
 */
public record Page<T>(List<T> data, Optional<String> nextCursor) {

  public Page {
    data = List.copyOf(data);
  }

  /**
   * Cuts {@code rows}, which were read up to one beyond the limit to see whether there are more.
   *
   * @param cursorOf the cursor that continues after a row
   */
  public static <T> Page<T> cut(List<T> rows, PageRequest request, Function<T, String> cursorOf) {
    if (rows.size() <= request.limit()) {
      return new Page<>(rows, Optional.empty());
    }
    List<T> data = rows.subList(0, request.limit());
    return new Page<>(data, Optional.of(cursorOf.apply(data.getLast())));
  }
}
