package org.toolroute.gateway.ledger.postgres;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.ledger.UsageQuery;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.KeyId;
import org.toolroute.gateway.shared.ProviderId;
import org.toolroute.gateway.shared.ToolName;

/** Reads usage rows page by page. */
final class PostgresUsageQuery implements UsageQuery {
  private static final String PAGE = SqlFile.read("usage_page");
  private static final Instant FAR = Instant.parse("9999-12-31T00:00:00Z");

  private final LedgerDatabase database;

  PostgresUsageQuery(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public Page page(
      AccountId account,
      Environment environment,
      Filter filter,
      Optional<String> cursor,
      int limit) {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw RequestRules.invalid("limit", "The limit must be 1 to " + LIMIT_MAX + ".");
    }
    UsageCursor before = cursor.map(UsageCursor::parse).orElse(UsageCursor.NEWEST);
    List<Row> rows =
        database.run(jdbc ->
            bindFilter(jdbc.sql(PAGE), filter)
                .param("account", account.value())
                .param("environment", environment.wireName())
                .param("beforeAt", before.at())
                .param("beforeCall", before.call())
                .param("limit", limit + 1)
                .query((row, number) -> read(row))
                .list());
    return rows.size() <= limit
        ? new Page(rows, Optional.empty())
        : new Page(
            rows.subList(0, limit), Optional.of(UsageCursor.after(rows.get(limit - 1)).toString()));
  }

  private static StatementSpec bindFilter(StatementSpec statement, Filter filter) {
    Optional<String> provider = filter.provider().map(ProviderId::value);
    Optional<String> toolProvider = filter.tool().map(tool -> tool.provider().value());
    Optional<String> operation = filter.tool().map(ToolName::operation);
    Optional<String> mode = filter.mode().map(BillingMode::wireName);
    return statement
        .param("from", filter.from().map(PostgresUsageQuery::bound).orElse(OffsetDateTime.MIN))
        .param("to", filter.to().map(PostgresUsageQuery::bound).orElse(OffsetDateTime.MAX))
        .param("provider", provider.orElse(null), Types.VARCHAR)
        .param("toolProvider", toolProvider.orElse(null), Types.VARCHAR)
        .param("operation", operation.orElse(null), Types.VARCHAR)
        .param("mode", mode.orElse(null), Types.VARCHAR)
        .param("key", filter.key().map(KeyId::value).orElse(null), Types.OTHER);
  }

  /** Times that no call can have are written as infinity, since the database has fewer of them. */
  private static OffsetDateTime bound(Instant time) {
    if (time.isBefore(Instant.EPOCH)) {
      return OffsetDateTime.MIN;
    }
    return time.isAfter(FAR) ? OffsetDateTime.MAX : time.atOffset(UTC);
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        new CallId(row.getObject("call_id", UUID.class)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        new KeyId(row.getObject("key_id", UUID.class)),
        row.getString("protocol"),
        new ToolName(new ProviderId(row.getString("provider")), row.getString("operation")),
        BillingMode.valueOf(row.getString("mode").toUpperCase(Locale.ROOT)),
        row.getString("outcome"),
        Optional.ofNullable(row.getString("price_version")),
        new Credits(row.getLong("charged_micros")),
        new Credits(row.getLong("uncollected_micros")),
        new UsageDetail(
            Optional.ofNullable(row.getString("error_code")),
            Optional.ofNullable(row.getObject("upstream_status", Integer.class)),
            row.getString("units"),
            row.getBoolean("estimated"),
            Duration.ofMillis(row.getLong("elapsed_millis"))));
  }
}
