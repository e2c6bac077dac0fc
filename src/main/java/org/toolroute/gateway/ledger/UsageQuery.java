package org.toolroute.gateway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.ToolName;

/** Reads the bill: one row per call of one account. */
public interface UsageQuery {
  int LIMIT_MAX = 200;

  /**
   * The newest calls first, of one account in one environment.
   *
   * @param cursor where an earlier page ended
   * @param limit 1 to {@link #LIMIT_MAX}
   * @throws GatewayException {@code invalid_request} for a limit out of bounds or a cursor that no
   *     page gave; {@code ledger_unavailable}
   */
  Page page(
      AccountId account,
      Environment environment,
      Filter filter,
      Optional<String> cursor,
      int limit);

  /**
   * Which calls to list; empty means all.
   *
   * @param from when the call was settled, inclusive
   * @param to the same, exclusive
   */
  record Filter(
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<ProviderId> provider,
      Optional<ToolName> tool,
      Optional<BillingMode> mode,
      Optional<KeyId> key) {
    public static final Filter ALL =
        new Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  /**
   * Some of the calls.
   *
   * @param nextCursor empty on the last page
   */
  record Page(List<Row> rows, Optional<String> nextCursor) {
    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One call.
   *
   * @param at when it was settled
   * @param outcome {@code captured}, {@code excess} (cost more than was held), {@code late}
   *     (settled after its hold had expired), {@code released}, {@code expired} or {@code recorded}
   *     (no credits involved)
   * @param priceVersion of calls on credits
   * @param uncollected what the call cost beyond what could be taken
   */
  record Row(
      CallId id,
      Instant at,
      KeyId key,
      String protocol,
      ToolName tool,
      BillingMode mode,
      String outcome,
      Optional<String> priceVersion,
      Credits charged,
      Credits uncollected,
      UsageDetail usage) {}
}
