package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.TIME_TO_LIVE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.TOOL;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Refunds.Refund;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimit.Period;
import org.toolroute.gateway.ledger.TopUp;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.BillingMode;
import org.toolroute.gateway.shared.CallId;
import org.toolroute.gateway.shared.Credits;
import org.toolroute.gateway.shared.Environment;
import org.toolroute.gateway.shared.ErrorCode;
import org.toolroute.gateway.shared.GatewayException;
import org.toolroute.gateway.shared.KeyId;

/** A history of {@link LedgerCommand}s against the real ledger, with an account of its own. */
final class LedgerHistory {
  private final TestLedger gateway;
  private final JdbcClient owner;
  private final AccountId account;
  private final List<KeyId> keys = Stream.generate(KeyId::next).limit(LedgerCommand.KEYS).toList();
  private final List<BilledCall> calls = new ArrayList<>();

  /**
   * @param owner reaches what the gateway's role may not
   */
  LedgerHistory(TestLedger gateway, JdbcClient owner) {
    this.gateway = gateway;
    this.owner = owner;
    this.account = gateway.accountWith("0");
    for (int number = 0; number < LedgerCommand.CALLS; number++) {
      Environment environment = number % 2 == 0 ? Environment.LIVE : Environment.TEST;
      KeyId key = keys.get(number / 2 % LedgerCommand.KEYS);
      calls.add(new BilledCall(CallId.next(), account, environment, key, TOOL, "rest"));
    }
  }

  Object run(LedgerCommand command) {
    try {
      return attempt(command);
    } catch (GatewayException e) {
      assertThat(e.code()).isNotEqualTo(ErrorCode.LEDGER_UNAVAILABLE);
      return ReferenceLedger.REFUSED;
    }
  }

  private Object attempt(LedgerCommand command) {
    switch (command) {
      case LedgerCommand.TopUp(int reference, long amount) -> {
        TopUp topUp = gateway.topUps().topUp(account, new Credits(amount), "r" + reference);
        return List.of(topUp.amount().micros(), topUp.available().micros(), topUp.created());
      }
      case LedgerCommand.Hold(int call, long amount) -> {
        return gateway.ledger().hold(request(call, amount));
      }
      case LedgerCommand.Capture(int call, long amount) -> {
        return gateway
            .ledger()
            .capture(request(call, LedgerCommand.AMOUNT_MAX), new Credits(amount), USAGE);
      }
      case LedgerCommand.Release(int call) -> {
        return gateway.ledger().release(request(call, LedgerCommand.AMOUNT_MAX), USAGE);
      }
      case LedgerCommand.Expire(int call) -> expire(calls.get(call));
      case LedgerCommand.Lose(int call) ->
          owner
              .sql(SqlFile.read("hold_drop"))
              .paramSource(CallParameters.idOf(calls.get(call)))
              .update();
      case LedgerCommand.Refund(int call, int reference, long amount) -> {
        Refund refund =
            gateway
                .refunds()
                .refund(account, calls.get(call).id(), new Credits(amount), "r" + reference);
        return List.of(refund.amount().micros(), refund.created());
      }
      case LedgerCommand.LimitKey(int key, long amount) ->
          gateway.limits().limitKey(account, Environment.LIVE, keys.get(key), total(amount));
      case LedgerCommand.LimitAccount(long amount) ->
          gateway.limits().limitAccount(account, Environment.LIVE, total(amount));
      case LedgerCommand.RemoveAccountLimit() ->
          gateway.limits().removeAccountLimit(account, Environment.LIVE);
      case LedgerCommand.Own() ->
          gateway
              .ledger()
              .record(TestLedger.call(account, Environment.LIVE), BillingMode.BYOK, USAGE);
    }
    return ReferenceLedger.DONE;
  }

  List<Long> balances() {
    return owner
        .sql(
            "SELECT posted_micros, held_micros FROM ledger_balance"
                + " WHERE account_id = :account ORDER BY environment")
        .param("account", account.value())
        .query((row, number) -> List.of(row.getLong(1), row.getLong(2)))
        .list()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** To hold {@code amount} for one of its calls. */
  HoldRequest request(int call, long amount) {
    return new HoldRequest(calls.get(call), new Credits(amount), "2026-01", TIME_TO_LIVE);
  }

  private void expire(BilledCall call) {
    owner
        .sql(
            "UPDATE ledger_hold SET expires_at = now() - interval '1 second'"
                + " WHERE account_id = :account AND call_id = :call")
        .paramSource(CallParameters.idOf(call))
        .update();
    assertThat(gateway.sweeper().sweepOnce()).isLessThanOrEqualTo(1);
  }

  private static SpendingLimit total(long amount) {
    return new SpendingLimit(new Credits(amount), Period.TOTAL);
  }
}
