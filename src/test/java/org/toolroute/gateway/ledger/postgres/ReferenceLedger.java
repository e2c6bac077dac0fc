package org.toolroute.gateway.ledger.postgres;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.toolroute.gateway.ledger.HoldOutcome;
import org.toolroute.gateway.ledger.HoldOutcome.Held;
import org.toolroute.gateway.ledger.HoldOutcome.LimitSource;
import org.toolroute.gateway.ledger.HoldOutcome.Refused;
import org.toolroute.gateway.ledger.Settlement;
import org.toolroute.gateway.shared.Credits;

/**
 * What the ledger should do, written as plainly as possible: one account, one thread, no database.
 */
final class ReferenceLedger {
  static final String REFUSED = "refused";
  static final String DONE = "done";

  private final long[] posted = {0, 100_000_000};
  private final Call[] calls = new Call[LedgerCommand.CALLS];
  private final Map<Integer, long[]> topUps = new HashMap<>();
  private final @Nullable Limit[] keyLimits = new Limit[LedgerCommand.KEYS];
  private @Nullable Limit accountLimit;

  ReferenceLedger() {
    Arrays.setAll(calls, Call::new);
  }

  /** The answer that the command should get. */
  Object run(LedgerCommand command) {
    return switch (command) {
      case LedgerCommand.TopUp(int reference, long amount) -> topUp(reference, amount);
      case LedgerCommand.Hold(int call, long amount) -> hold(calls[call], amount);
      case LedgerCommand.Capture(int call, long amount) -> capture(calls[call], amount);
      case LedgerCommand.Release(int call) -> release(calls[call]);
      case LedgerCommand.Expire(int call) -> giveBack(calls[call], State.EXPIRED);
      case LedgerCommand.Lose(int call) -> giveBack(calls[call], State.UNKNOWN);
      case LedgerCommand.Refund(int call, int reference, long amount) ->
          refund(calls[call], reference, amount);
      case LedgerCommand.LimitKey(int key, long amount) -> {
        keyLimits[key] = limit(keyLimits[key], amount);
        yield DONE;
      }
      case LedgerCommand.LimitAccount(long amount) -> {
        accountLimit = limit(accountLimit, amount);
        yield DONE;
      }
      case LedgerCommand.RemoveAccountLimit() -> {
        accountLimit = limit(accountLimit, Long.MAX_VALUE);
        yield DONE;
      }
      case LedgerCommand.Own() -> DONE;
    };
  }

  /** Posted and held: live, then test. */
  List<Long> balances() {
    return List.of(posted[0], held(0), posted[1], held(1));
  }

  /** Whether the call holds at least that much now. */
  boolean covers(int call, long amount) {
    return calls[call].state == State.OPEN && calls[call].held >= amount;
  }

  private Object topUp(int reference, long amount) {
    if (amount == 0) {
      return REFUSED;
    }
    long[] first = topUps.get(reference);
    if (first == null) {
      posted[0] += amount;
      topUps.put(reference, new long[] {amount, available(0)});
      return List.of(amount, available(0), true);
    }
    return first[0] == amount ? List.of(amount, first[1], false) : REFUSED;
  }

  private HoldOutcome hold(Call call, long amount) {
    if (amount == 0) {
      return new Held(Credits.ZERO);
    }
    if (call.state != State.UNKNOWN) {
      return new Held(new Credits(call.held == 0 ? amount : call.held));
    }
    if (available(call.environment()) < amount) {
      return refused(amount, available(call.environment()), LimitSource.CREDITS);
    }
    List<Limit> limits = limits(call).toList();
    for (Limit limit : limits) {
      if (limit.left() < amount) {
        LimitSource source =
            limit == accountLimit ? LimitSource.ACCOUNT_LIMIT : LimitSource.KEY_BUDGET;
        return refused(amount, limit.left(), source);
      }
    }
    call.state = State.OPEN;
    call.held = amount;
    call.limits = limits;
    limits.forEach(limit -> limit.held += amount);
    return new Held(new Credits(amount));
  }

  private Settlement capture(Call call, long actual) {
    if (call.state == State.SETTLED) {
      return call.settlement();
    }
    boolean open = call.state == State.OPEN;
    List<Limit> limits = open ? call.limits : limits(call).toList();
    long within = open ? Math.min(actual, call.held) : 0;
    long left = limits.stream().mapToLong(Limit::left).min().orElse(Long.MAX_VALUE);
    long spendable = Math.min(available(call.environment()), left);
    call.charged = within + Math.min(actual - within, spendable);
    call.uncollected = actual - call.charged;
    if (open) {
      limits.forEach(limit -> limit.held -= call.held);
    }
    limits.forEach(limit -> limit.used += call.charged);
    posted[call.environment()] -= call.charged;
    call.held = open || call.state == State.EXPIRED ? call.held : 0;
    call.state = State.SETTLED;
    return call.settlement();
  }

  private Settlement release(Call call) {
    if (call.state == State.OPEN) {
      giveBack(call, State.SETTLED);
    } else if (call.state == State.UNKNOWN) {
      call.state = State.SETTLED;
      call.held = 0;
    }
    return call.settlement();
  }

  private Object giveBack(Call call, State state) {
    if (call.state == State.OPEN) {
      call.limits.forEach(limit -> limit.held -= call.held);
      call.state = state;
    }
    return DONE;
  }

  private Object refund(Call call, int reference, long amount) {
    if (amount == 0 || call.charged == 0) {
      return REFUSED;
    }
    Long first = call.refunds.get(reference);
    if (first != null) {
      return first == amount ? List.of(amount, false) : REFUSED;
    }
    long refunded = call.refunds.values().stream().mapToLong(Long::longValue).sum();
    if (refunded + amount > call.charged) {
      return REFUSED;
    }
    call.refunds.put(reference, amount);
    posted[call.environment()] += amount;
    return List.of(amount, true);
  }

  private Stream<Limit> limits(Call call) {
    return call.environment() == 0
        ? Stream.of(accountLimit, keyLimits[call.key()])
            .filter(Objects::nonNull)
            .filter(limit -> limit.cap < Long.MAX_VALUE)
        : Stream.of();
  }

  private long held(int environment) {
    return Arrays.stream(calls)
        .filter(call -> call.environment() == environment && call.state == State.OPEN)
        .mapToLong(call -> call.held)
        .sum();
  }

  private long available(int environment) {
    return posted[environment] - held(environment);
  }

  private static Limit limit(@Nullable Limit limit, long cap) {
    Limit changed = limit == null ? new Limit() : limit;
    changed.cap = cap;
    return changed;
  }

  private static Refused refused(long needed, long available, LimitSource source) {
    return new Refused(new Credits(needed), new Credits(available), source);
  }

  private enum State {
    UNKNOWN,
    OPEN,
    EXPIRED,
    SETTLED
  }

  private static final class Limit {
    long cap;
    long used;
    long held;

    long left() {
      return cap == Long.MAX_VALUE ? cap : Math.max(0, cap - used - held);
    }
  }

  private static final class Call {
    final int number;
    final Map<Integer, Long> refunds = new HashMap<>();
    State state = State.UNKNOWN;
    List<Limit> limits = List.of();
    long held;
    long charged;
    long uncollected;

    Call(int number) {
      this.number = number;
    }

    int environment() {
      return number % 2;
    }

    int key() {
      return number / 2 % LedgerCommand.KEYS;
    }

    Settlement settlement() {
      return new Settlement(new Credits(charged), new Credits(uncollected));
    }
  }
}
