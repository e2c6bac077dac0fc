package org.toolroute.gateway.ledger.postgres;

import static org.toolroute.gateway.ledger.postgres.TestLedger.TOOL;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.call;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.Cost;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimit.Period;
import org.toolroute.gateway.ledger.UsageDetail;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.KeyId;

/** An account with limits and calls that end in different ways. */
final class Books {
  private static final UsageDetail FAILED =
      new UsageDetail(
          Optional.of("provider_timeout"),
          Optional.empty(),
          "pages=2",
          true,
          Duration.ofSeconds(30));

  final List<HoldRequest> holds = new ArrayList<>();
  private final JdbcClient owner;
  private final AccountId account;

  Books(TestLedger gateway, JdbcClient owner) {
    this.owner = owner;
    this.account = gateway.accountWith("100");
    KeyId limited = KeyId.next();
    gateway.limits().limitAccount(account, LIVE, new SpendingLimit(credits("50"), Period.MONTH));
    gateway.limits().limitKey(account, LIVE, limited, new SpendingLimit(credits("9"), Period.DAY));
    for (int i = 1; i <= 4; i++) {
      KeyId key = i % 2 == 0 ? limited : KeyId.next();
      BilledCall call = new BilledCall(CallId.next(), account, LIVE, key, TOOL, "rest");
      holds.add(hold(call, Integer.toString(i)));
    }
  }

  List<Settling> settlings() {
    return List.of(
        Settling.captured(holds.get(0).call(), new Cost(credits("0.5")), USAGE),
        Settling.captured(holds.get(1).call(), new Cost(credits("2")), FAILED),
        Settling.released(holds.get(2).call(), FAILED));
  }

  /** Everything that the ledger knows of the account, without identifiers and times. */
  List<String> rows() {
    return owner
        .sql(
            """
            SELECT concat('balance ', to_jsonb(b) - 'account_id' - 'created_at') FROM ledger_balance b WHERE account_id = :account
            UNION ALL
            SELECT concat('budget ', to_jsonb(u) - 'account_id' - 'subject_id') FROM ledger_budget_use u WHERE account_id = :account
            UNION ALL
            SELECT concat('hold ', to_jsonb(h) - 'account_id' - 'call_id' - 'key_id' - 'created_at' - 'expires_at')
                   || ' for ' || (expires_at - created_at) FROM ledger_hold h WHERE account_id = :account
            UNION ALL
            SELECT concat('transfer ', to_jsonb(t) - 'account_id' - 'transfer_id' - 'call_id' - 'created_at')
              FROM ledger_transfer t WHERE account_id = :account
            UNION ALL
            SELECT concat('usage ', to_jsonb(u) - 'account_id' - 'call_id' - 'key_id' - 'created_at')
              FROM call_usage u WHERE account_id = :account
            ORDER BY 1
            """)
        .param("account", account.value())
        .query((row, number) -> row.getString(1))
        .list();
  }
}
