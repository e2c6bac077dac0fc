package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.Cost;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.shared.Credits;

/**
 * Random batches over several accounts, some of them poor, with calls that are asked for twice and
 * budgets of any size: every caller gets the answer, and every account the balance, as if the calls
 * had come one after the other. {@code -Dtoolroute.test.seed} repeats a failure.
 */
class BatchModelIT extends LedgerFixture {
  private static final int HISTORIES = Integer.getInteger("toolroute.test.histories", 20);
  private static final int ROUNDS = 8;
  private static final Lane LANE = new Lane(0);
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final Holds holds = new Holds(gateway.database, "test", WAIT);
  private final Settlements settlements =
      new Settlements(gateway.database, WAIT, new Patience(Duration.ZERO), gateway.counts);
  private int heldTogether;
  private int settledTogether;

  @Test
  void everyBatchEndsAsIfItsCallsHadComeOneByOne() {
    long first = Long.getLong("toolroute.test.seed", new Random().nextLong());
    for (long seed = first; seed < first + HISTORIES; seed++) {
      Random random = new Random(seed);
      List<Account> accounts = Stream.of(60, 12, 3).map(Account::new).toList();
      for (int round = 0; round < ROUNDS; round++) {
        String at = "seed " + seed + " round " + round;
        accounts.forEach(account -> account.change(LedgerCommand.random(random.nextLong(), 4), at));
        hold(asked(accounts, random), at);
        settle(asked(accounts, random), at);
      }
      assertThat(gateway.audit().run().mismatches()).as("seed %d", seed).isEmpty();
    }
    assertThat(heldTogether).isGreaterThan(HISTORIES);
    assertThat(settledTogether).isGreaterThan(HISTORIES);
  }

  private void hold(List<Asked> batch, String at) {
    List<HoldRequest> requests =
        batch.stream()
            .map(asked -> asked.account.real.request(asked.call, asked.amount + 1))
            .toList();
    List<Object> expected = new ArrayList<>();
    batch.forEach(
        asked -> expected.add(asked.run(new LedgerCommand.Hold(asked.call, asked.amount + 1))));
    List<Optional<HoldOutcome>> together = holds.attempt(LANE, requests);
    List<Object> actual = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      HoldRequest request = requests.get(i);
      heldTogether += together.get(i).isPresent() ? 1 : 0;
      actual.add(together.get(i).orElseGet(() -> ledger.hold(request)));
    }
    assertThat(actual).as("%s holds %s", at, batch).isEqualTo(expected);
    batch.forEach(asked -> asked.account.compareBalances(at + " after holds " + batch));
  }

  /** What a batch can settle is settled at once, the rest after it. */
  private void settle(List<Asked> batch, String at) {
    Set<List<Object>> calls = new HashSet<>();
    List<Asked> covered =
        batch.stream()
            .filter(asked -> calls.add(List.of(asked.account, asked.call)) && asked.isCovered())
            .toList();
    List<Optional<Boolean>> together =
        settlements.settle(LANE, batch.stream().map(Asked::settling).toList());
    covered.forEach(asked -> assertThat(asked.expected()).as(at).isEqualTo(asked.planned()));
    for (int i = 0; i < batch.size(); i++) {
      Asked asked = batch.get(i);
      boolean done = together.get(i).orElse(false);
      assertThat(done)
          .as("%s settles %s of %s", at, asked, batch)
          .isEqualTo(covered.contains(asked));
      if (done) {
        settledTogether++;
      } else {
        assertThat(asked.settleAlone())
            .as("%s %s of %s", at, asked, batch)
            .isEqualTo(asked.expected());
      }
    }
    batch.forEach(asked -> asked.account.compareBalances(at + " after settlings " + batch));
  }

  private static List<Asked> asked(List<Account> accounts, Random random) {
    List<Asked> batch = new ArrayList<>();
    int size = 2 + random.nextInt(8);
    for (int number = 0; number < size; number++) {
      batch.add(
          new Asked(
              number,
              accounts.get(random.nextInt(accounts.size())),
              random.nextInt(LedgerCommand.CALLS),
              random.nextInt(LedgerCommand.AMOUNT_MAX),
              random.nextInt(4) == 0));
    }
    return batch;
  }

  /** One account as it should be and as it is. */
  private static final class Account {
    private final ReferenceLedger reference = new ReferenceLedger();
    private final LedgerHistory real = new LedgerHistory(gateway, owner);

    Account(int credits) {
      change(List.of(new LedgerCommand.TopUp(LedgerCommand.REFERENCES, credits)), "start");
    }

    void change(List<LedgerCommand> commands, String at) {
      for (LedgerCommand command : commands) {
        assertThat(real.run(command)).as("%s %s", at, command).isEqualTo(reference.run(command));
      }
    }

    void compareBalances(String at) {
      assertThat(real.balances()).as(at).isEqualTo(reference.balances());
    }
  }

  /** One request of a batch. */
  private record Asked(int number, Account account, int call, long amount, boolean release) {

    Object run(LedgerCommand command) {
      return account.reference.run(command);
    }

    HoldRequest held() {
      return account.real.request(call, LedgerCommand.AMOUNT_MAX);
    }

    boolean isCovered() {
      return account.reference.covers(call, release ? 0 : amount);
    }

    Settling settling() {
      return release
          ? Settling.released(held().call(), USAGE)
          : Settling.captured(held().call(), new Cost(new Credits(amount)), USAGE);
    }

    Settlement planned() {
      return new Settlement(release ? Credits.ZERO : new Credits(amount), Credits.ZERO);
    }

    Object expected() {
      return run(
          release ? new LedgerCommand.Release(call) : new LedgerCommand.Capture(call, amount));
    }

    Settlement settleAlone() {
      return release
          ? ledger.release(held(), USAGE)
          : ledger.capture(held(), new Credits(amount), USAGE);
    }
  }
}
