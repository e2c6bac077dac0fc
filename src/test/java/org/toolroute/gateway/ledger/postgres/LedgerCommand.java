package org.toolroute.gateway.ledger.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One step of a random history. Calls, keys and references are small numbers, so that steps meet
 * each other often; amounts are micro-credits. Calls with an even number are live.
 */
sealed interface LedgerCommand {
  int CALLS = 6;
  int KEYS = 2;
  int REFERENCES = 3;
  int AMOUNT_MAX = 12;

  record TopUp(int reference, long amount) implements LedgerCommand {}

  record Hold(int call, long amount) implements LedgerCommand {}

  record Capture(int call, long amount) implements LedgerCommand {}

  record Release(int call) implements LedgerCommand {}

  /** The hold's time is over and a sweeper comes by. */
  record Expire(int call) implements LedgerCommand {}

  /** The database crashes and loses the hold, whose commit was not on disk yet. */
  record Lose(int call) implements LedgerCommand {}

  record Refund(int call, int reference, long amount) implements LedgerCommand {}

  record LimitKey(int key, long amount) implements LedgerCommand {}

  record LimitAccount(long amount) implements LedgerCommand {}

  record RemoveAccountLimit() implements LedgerCommand {}

  /** A call with the caller's own key. */
  record Own() implements LedgerCommand {}

  static List<LedgerCommand> random(long seed, int length) {
    Random random = new Random(seed);
    List<LedgerCommand> commands = new ArrayList<>();
    commands.add(new TopUp(0, 5L * AMOUNT_MAX));
    while (commands.size() < length) {
      commands.add(random(random));
    }
    return commands;
  }

  private static LedgerCommand random(Random random) {
    int call = random.nextInt(CALLS);
    long amount = random.nextInt(AMOUNT_MAX + 1);
    int reference = random.nextInt(REFERENCES);
    return switch (random.nextInt(20)) {
      case 0 -> new TopUp(reference, amount);
      case 1, 2, 3, 4, 5, 6, 7 -> new Hold(call, amount);
      case 8, 9, 10, 11 -> new Capture(call, amount);
      case 12, 13 -> new Release(call);
      case 14 -> new Expire(call);
      case 15 -> new Lose(call);
      case 16 -> new Refund(call, reference, amount);
      case 17 -> new LimitKey(random.nextInt(KEYS), amount * 3);
      case 18 -> random.nextBoolean() ? new LimitAccount(amount * 4) : new RemoveAccountLimit();
      default -> new Own();
    };
  }
}
