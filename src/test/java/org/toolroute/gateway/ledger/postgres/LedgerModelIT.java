package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.toolroute.gateway.ledger.postgres.TestLedger.TIME_TO_LIVE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.TOOL;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

/**
 * Random histories: every answer and every balance is that of {@link ReferenceLedger}. A failure
 * prints the seed and the shortest history that still fails; {@code -Dtoolroute.test.seed} repeats
 * it.
 */
class LedgerModelIT extends LedgerFixture {
  private static final int HISTORIES = Integer.getInteger("toolroute.test.histories", 20);
  private static final int LENGTH = 50;

  @Test
  void everyHistoryEndsAsTheReferenceSays() {
    long first = Long.getLong("toolroute.test.seed", new Random().nextLong());
    for (long seed = first; seed < first + HISTORIES; seed++) {
      List<LedgerCommand> history = LedgerCommand.random(seed, LENGTH);
      Optional<String> difference = difference(history);
      if (difference.isPresent()) {
        List<LedgerCommand> shortest = shrink(history);
        fail(
            "seed %d: %s%nshortest history:%n%s%n%s",
            seed,
            difference.get(),
            String.join("\n", shortest.stream().map(Object::toString).toList()),
            difference(shortest).orElse("(passes when repeated)"));
      }
    }
  }

  /** Leaves out one command after the other for as long as the rest still fails. */
  private List<LedgerCommand> shrink(List<LedgerCommand> failing) {
    List<LedgerCommand> shortest = failing;
    for (int i = shortest.size() - 1; i >= 0; i--) {
      List<LedgerCommand> without = new ArrayList<>(shortest);
      without.remove(i);
      if (difference(without).isPresent()) {
        shortest = without;
      }
    }
    return shortest;
  }

  private static Optional<String> difference(List<LedgerCommand> history) {
    ReferenceLedger reference = new ReferenceLedger();
    History real = new History();
    for (int step = 0; step < history.size(); step++) {
      LedgerCommand command = history.get(step);
      Object expected = reference.run(command);
      Object actual = real.run(command);
      String at = "step " + step + " " + command + ": ";
      if (!expected.equals(actual)) {
        return Optional.of(at + "expected " + expected + " but was " + actual);
      }
      if (!reference.balances().equals(real.balances())) {
        return Optional.of(
            at + "expected balances " + reference.balances() + " but were " + real.balances());
      }
    }
    List<String> mismatches = gateway.audit().run().mismatches();
    return mismatches.isEmpty() ? Optional.empty() : Optional.of("audit: " + mismatches);
  }

  /** The same commands against the real ledger, with an account of their own. */
  private static final class History {
    private final AccountId account = gateway.accountWith("0");
    private final List<KeyId> keys =
        Stream.generate(KeyId::next).limit(LedgerCommand.KEYS).toList();
    private final List<BilledCall> calls = new ArrayList<>();

    History() {
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
          return ledger.hold(request(call, amount));
        }
        case LedgerCommand.Capture(int call, long amount) -> {
          return ledger.capture(
              request(call, LedgerCommand.AMOUNT_MAX), new Credits(amount), USAGE);
        }
        case LedgerCommand.Release(int call) -> {
          return ledger.release(request(call, LedgerCommand.AMOUNT_MAX), USAGE);
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
            ledger.record(TestLedger.call(account, Environment.LIVE), BillingMode.BYOK, USAGE);
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

    private HoldRequest request(int call, long amount) {
      return new HoldRequest(calls.get(call), new Credits(amount), "2026-01", TIME_TO_LIVE);
    }

    private static void expire(BilledCall call) {
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
}
