package org.toolroute.gateway.ledger.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.toolroute.gateway.ledger.UsageQuery;
import org.toolroute.gateway.shared.GatewayException;

/** Where a page of usage rows ended; opaque to callers. */
record UsageCursor(OffsetDateTime at, UUID call) {
  static final UsageCursor NEWEST = new UsageCursor(OffsetDateTime.MAX, new UUID(-1, -1));

  private static final int LENGTH_MAX = 100;
  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

  static UsageCursor after(UsageQuery.Row row) {
    return new UsageCursor(row.at().atOffset(UTC), row.id().value());
  }

  /**
   * @throws GatewayException {@code invalid_request} when {@code text} is not a cursor
   */
  static UsageCursor parse(String text) {
    try {
      if (text.length() > LENGTH_MAX) {
        throw new IllegalArgumentException();
      }
      String[] parts = new String(Base64.getUrlDecoder().decode(text), US_ASCII).split(":", 2);
      Instant at = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
      if (at.isBefore(Instant.EPOCH) || at.isAfter(FAR)) {
        throw new IllegalArgumentException();
      }
      return new UsageCursor(at.atOffset(UTC), UUID.fromString(parts[1]));
    } catch (RuntimeException e) { // whatever is wrong with it, the caller hears the same
      throw RequestRules.invalid("cursor", "This is not a cursor that a page gave.");
    }
  }

  @Override
  public String toString() {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((micros + ":" + call).getBytes(US_ASCII));
  }
}
