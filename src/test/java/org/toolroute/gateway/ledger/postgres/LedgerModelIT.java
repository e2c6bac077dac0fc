package org.toolroute.gateway.ledger.postgres;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
    LedgerHistory real = new LedgerHistory(gateway, owner);
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
}
