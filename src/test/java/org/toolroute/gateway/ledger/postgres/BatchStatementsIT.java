package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.toolroute.gateway.ledger.postgres.TestLedger.USAGE;
import static org.toolroute.gateway.ledger.postgres.TestLedger.call;
import static org.toolroute.gateway.ledger.postgres.TestLedger.credits;
import static org.toolroute.gateway.ledger.postgres.TestLedger.hold;
import static org.toolroute.gateway.shared.Environment.LIVE;
import static org.toolroute.gateway.shared.Environment.TEST;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.toolroute.gateway.ledger.BilledCall;
import org.toolroute.gateway.ledger.Cost;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldRequest;
import org.toolroute.gateway.ledger.SpendingLimit;
import org.toolroute.gateway.ledger.SpendingLimit.Period;
import org.toolroute.gateway.shared.AccountId;
import org.toolroute.gateway.shared.Credits;

/** The batch statements do what the single ones do, for those that they can do it for. */
class BatchStatementsIT extends LedgerFixture {
  @Test
  void batchLeavesTheSameRowsAsSingleStatements() {
    // Given
    Books singles = new Books(gateway, owner);
    List<Books> batch =
        List.of(new Books(gateway, owner), new Books(gateway, owner), new Books(gateway, owner));
    singles.holds.forEach(request -> assertThat(ledger.hold(request)).isInstanceOf(Held.class));
    singles.settlings().forEach(settling -> gateway.database.run(settling::run));
    // When
    Set<UUID> held = holdTogether(mixed(batch.stream().map(books -> books.holds).toList()));
    Set<UUID> settled = settleTogether(mixed(batch.stream().map(Books::settlings).toList()));
    // Then
    assertThat(held).hasSize(12);
    assertThat(settled).hasSize(9);
    assertThat(batch).allSatisfy(books -> assertThat(books.rows()).isEqualTo(singles.rows()));
  }

  @Test
  void poorAccountIsLeftOutOfTheBatchAndTheOthersAreHeld() {
    // Given
    AccountId rich = gateway.accountWith("10");
    AccountId poor = gateway.accountWith("10");
    List<HoldRequest> ofRich = Stream.generate(() -> hold(rich, "1")).limit(10).toList();
    List<HoldRequest> ofPoor = Stream.generate(() -> hold(poor, "1")).limit(11).toList();
    HoldRequest ofNobody = hold(AccountId.next(), "1");
    // When
    Set<UUID> held = holdTogether(mixed(List.of(ofRich, ofPoor, List.of(ofNobody))));
    // Then
    assertThat(held).isEqualTo(ids(ofRich));
    assertThat(ledger.available(rich, LIVE)).isEqualTo(Credits.ZERO);
    assertThat(ledger.available(poor, LIVE)).isEqualTo(credits("10"));
  }

  @Test
  void balancesOfTwoEnvironmentsAreNeverMixed() {
    // Given
    AccountId account = gateway.accountWith("2");
    HoldRequest live = hold(account, "3");
    HoldRequest test = hold(call(account, TEST), "3");
    // When
    Set<UUID> held = holdTogether(List.of(live, test));
    // Then
    assertThat(held).isEqualTo(ids(List.of(test)));
    assertThat(ledger.available(account, TEST)).isEqualTo(credits("97"));
  }

  @Test
  void spentBudgetsLeaveTheirAccountsOut() {
    // Given
    HoldRequest free = hold(gateway.accountWith("10"), "1");
    HoldRequest ofFrozen = hold(gateway.accountWith("10"), "1");
    HoldRequest ofSpentKey = hold(gateway.accountWith("10"), "1");
    HoldRequest withinBoth = hold(gateway.accountWith("10"), "1");
    limitAccount(ofFrozen, "0");
    limitKey(ofSpentKey, "0.999999");
    limitAccount(withinBoth, "1");
    limitKey(withinBoth, "1");
    // When
    Set<UUID> held = holdTogether(List.of(ofFrozen, free, ofSpentKey, withinBoth));
    // Then
    assertThat(held).isEqualTo(ids(List.of(free, withinBoth)));
  }

  @Test
  void batchSettlesOnlyWhatIsHeldAndCovered() {
    // Given
    AccountId account = gateway.accountWith("10");
    AccountId another = gateway.accountWith("10");
    HoldRequest covered = hold(account, "2");
    HoldRequest tooSmall = hold(account, "2");
    HoldRequest missing = hold(another, "2");
    HoldRequest ofAnother = hold(another, "3");
    List.of(covered, tooSmall, ofAnother).forEach(ledger::hold);
    // When
    Set<UUID> settled =
        settleTogether(
            List.of(
                Settling.captured(covered.call(), new Cost(credits("2")), USAGE),
                Settling.captured(tooSmall.call(), new Cost(credits("3")), USAGE),
                Settling.captured(missing.call(), new Cost(credits("1")), USAGE),
                Settling.captured(ofAnother.call(), new Cost(credits("1")), USAGE)));
    // Then
    assertThat(settled).isEqualTo(ids(List.of(covered, ofAnother)));
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("6"));
    assertThat(ledger.available(another, LIVE)).isEqualTo(credits("9"));
  }

  @Test
  void oneCallTwiceInABatchIsSettledByTheFirst() {
    // Given
    AccountId account = gateway.accountWith("10");
    HoldRequest held = hold(account, "4");
    HoldRequest other = hold(account, "2");
    ledger.hold(held);
    ledger.hold(other);
    // When
    List<Optional<Boolean>> settled =
        settlements()
            .settle(
                Lane.of(held.call()),
                List.of(
                    Settling.captured(held.call(), new Cost(credits("1")), USAGE),
                    Settling.captured(other.call(), new Cost(credits("2")), USAGE),
                    Settling.captured(held.call(), new Cost(credits("3")), USAGE)));
    // Then
    assertThat(settled).containsExactly(Optional.of(true), Optional.of(true), Optional.empty());
    assertThat(ledger.available(account, LIVE)).isEqualTo(credits("7"));
  }

  @Test
  void batchThatFailsLeavesEachToItsCaller() throws SQLException {
    // Given
    HoldRequest locked = hold(gateway.accountWith("10"), "1");
    HoldRequest other = hold(gateway.accountWith("10"), "1");
    List<HoldRequest> both = List.of(locked, other);
    both.forEach(ledger::hold);
    try (TestLedger impatient =
            TestLedger.over(
                database.gateway(),
                TestLedger.properties(Duration.ofSeconds(5), Duration.ofMillis(300)));
        Connection lock =
            locking(
                "SELECT FROM ledger_balance WHERE account_id = '"
                    + locked.call().account().value()
                    + "' FOR UPDATE")) {
      Settlements settlements =
          new Settlements(
              impatient.database,
              Duration.ofSeconds(5),
              new Patience(Duration.ZERO),
              impatient.counts);
      // When
      List<Optional<Boolean>> settled =
          settlements.settle(
              new Lane(0),
              both.stream()
                  .map(hold -> Settling.captured(hold.call(), new Cost(credits("1")), USAGE))
                  .toList());
      // Then
      assertThat(settled).containsExactly(Optional.empty(), Optional.empty());
      assertThat(impatient.ledger().capture(other, credits("1"), USAGE).charged())
          .isEqualTo(credits("1"));
      lock.rollback();
    }
    assertThat(ledger.capture(locked, credits("1"), USAGE).charged()).isEqualTo(credits("1"));
  }

  private static Settlements settlements() {
    return new Settlements(
        gateway.database, Duration.ofSeconds(1), new Patience(Duration.ZERO), gateway.counts);
  }

  private static Set<UUID> holdTogether(List<HoldRequest> requests) {
    return gateway.database.run(new HoldBatch(requests, "test")::run);
  }

  private static Set<UUID> settleTogether(List<Settling> settlings) {
    return gateway.database.run(new SettleBatch(settlings)::run);
  }

  private static void limitAccount(HoldRequest of, String limit) {
    gateway
        .limits()
        .limitAccount(of.call().account(), LIVE, new SpendingLimit(credits(limit), Period.DAY));
  }

  private static void limitKey(HoldRequest of, String limit) {
    BilledCall call = of.call();
    gateway
        .limits()
        .limitKey(call.account(), LIVE, call.key(), new SpendingLimit(credits(limit), Period.DAY));
  }

  private static Set<UUID> ids(List<HoldRequest> requests) {
    return requests.stream()
        .map(request -> request.call().id().value())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static <T> List<T> mixed(List<List<T>> lists) {
    List<T> mixed = new ArrayList<>();
    lists.forEach(mixed::addAll);
    Collections.shuffle(mixed, new Random(3));
    return mixed;
  }
}
