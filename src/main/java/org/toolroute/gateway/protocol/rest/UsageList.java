package org.toolroute.gateway.protocol.rest;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.toolroute.gateway.catalog.Catalog;
import org.toolroute.gateway.ledger.UsageQuery;
import org.toolroute.gateway.ledger.UsageQuery.Filter;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.Page;
import org.toolroute.gateway.shared.PageRequest;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /api/v1/usage}: the account's calls, newest first, one row each: the one bill. */
public final class UsageList {
  private final UsageQuery usage;
  private final Catalog catalog;

  public UsageList(UsageQuery usage, Catalog catalog) {
    this.usage = usage;
    this.catalog = catalog;
  }

  /** The calls of the caller's account, in the environment of its key. */
  RestAnswer own(RestRequest request) {
    return list(request, request.caller().account(), request.caller().environment());
  }

  /** The calls of any account, filtered as the query says. */
  public RestAnswer list(RestRequest request, AccountId account, Environment environment) {
    PageRequest page = request.page();
    UsageQuery.Page rows =
        usage.page(account, environment, filter(request), page.cursor(), page.limit());
    return RestAnswer.ok(
        PageJson.write(new Page<>(rows.rows(), rows.nextCursor()), UsageList::write));
  }

  private Filter filter(RestRequest request) {
    return new Filter(
        request.query("from").map(text -> instant("from", text)),
        request.query("to").map(text -> instant("to", text)),
        request.query("provider").map(name -> catalog.resolveProvider(name).id()),
        request.query("tool").map(name -> catalog.resolve(name, null).name()),
        request.query("mode").map(UsageList::mode),
        request.query("key").map(UsageList::key));
  }

  private static Instant instant(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Members.invalid(name, "must be a time such as 2030-01-31T12:00:00Z");
    }
  }

  private static BillingMode mode(String text) {
    return switch (text) {
      case "byok" -> BillingMode.BYOK;
      case "credits" -> BillingMode.CREDITS;
      case "free" -> BillingMode.FREE;
      default -> throw Members.invalid("mode", "must be byok, credits or free");
    };
  }

  private static KeyId key(String text) {
    Optional<KeyId> id = KeyId.parse(text);
    return id.orElseThrow(() -> notAKey());
  }

  private static GatewayException notAKey() {
    return Members.invalid("key", "must be the id of a gateway key");
  }

  private static ObjectNode write(UsageQuery.Row row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", row.id().toString());
    node.put("at", row.at().toString());
    node.put("key_id", row.key().toString());
    node.put("protocol", row.protocol());
    node.put("provider", row.tool().provider().value());
    node.put("operation", row.tool().operation());
    node.put("mode", row.mode().wireName());
    node.put("outcome", row.outcome());
    node.put("credits_charged", row.charged().toDecimal());
    if (!row.uncollected().isZero()) {
      node.put("uncollected", row.uncollected().toDecimal());
    }
    row.priceVersion().ifPresent(version -> node.put("price_version", version));
    node.put("error", row.usage().errorCode().orElse(null));
    row.usage().upstreamStatus().ifPresent(status -> node.put("upstream_status", status));
    node.put("units", row.usage().units());
    node.put("estimated", row.usage().estimated());
    node.put("elapsed_ms", row.usage().elapsed().toMillis());
    return node;
  }
}
